/** Conversations about accounts, security and privacy. */
import { a, assumed, c, claim, confirmed, type Dialogue, g, note, ticket, up } from "./script";

export const accountDialogues: Dialogue[] = [
  {
    key: "password-reset",
    weight: 3,
    topic: "Password reset mail missing",
    category: "account",
    priority: { low: 1, medium: 1 },
    lines: [
      c(
        "reset mail never arrives",
        "I can't reset my password on my phone, no e-mail comes.",
        "Password reset link says expired?",
      ),
      a(
        ["sign-in-and-password#The reset e-mail does not arrive", "sign-in-and-password#Reset your password"],
        "Please look in the spam folder for no-reply@elmfjord.example; after 3 requests in an hour we pause for 60 minutes [1]. The link is valid for 60 minutes [2].",
      ),
      c("it was in spam", "Found it, thanks.", "ok waiting an hour then"),
      confirmed,
    ],
  },
  {
    key: "lost-phone",
    weight: 0.3,
    topic: "Lost phone with two-step sign-in",
    category: "account",
    priority: { high: 1 },
    lines: [
      c(
        "My phone was stolen and I need two-step sign-in removed for my second account.",
        "lost phone, no recovery codes. turn off 2 step please",
      ),
      a(
        ["sign-in-and-password#You lost your phone"],
        "I am sorry to hear that. Without a recovery code a person has to verify your identity first, which takes up to 2 working days [1]. I cannot do that here, so I hand you over.",
      ),
      up(
        "identity_unverified",
        "high",
        "Two-step sign-in has to be removed after a lost phone.",
        "Run the identity check before changing anything.",
      ),
      claim,
      g(
        "Hello {first}, this is {agent}. I have to be sure that it is you. I call you at the number in your profile within the hour, if that suits you.",
      ),
      c("yes that works", "ok. it's the landline so fine"),
      note("Call-back done, second factor matched. Two-step removed, sessions ended."),
      ticket(
        "staff",
        "Two-step sign-in removed after check",
        "Phone lost. Two factors verified, two-step sign-in removed, all sessions ended.",
        "identity",
        "security",
      ),
      g(
        "Thank you for your patience. Two-step sign-in is off; please set a new password and switch it on again with your new phone.",
      ),
      c("done. thank you {agent}", "Perfect, all set up again."),
      confirmed,
    ],
  },
  {
    key: "phishing",
    topic: "Suspicious delivery e-mail",
    category: "account",
    priority: { medium: 1, high: 2 },
    weight: 2,
    lines: [
      c(
        "Got a mail asking me to pay 1.99 for delivery of my desk. Is it from you?",
        "is elmfjord-parcel.example yours? it wants my card",
        "Received a strange text message about a parcel fee.",
      ),
      a(
        [
          "suspicious-emails#How to recognize an e-mail that is really from us",
          "suspicious-emails#Report a suspicious message",
        ],
        "No, that is not from us. We never ask you to pay a delivery fee by a link after you have ordered [1]. Please forward it to security@elmfjord.example and do not open the link [2]. Did you enter anything there?",
      ),
      c("no luckily not", "Nothing entered, just wanted to check.", "no"),
      a(
        ["suspicious-emails#Report a suspicious message"],
        "Good. Then nothing else is needed; we answer reports within 1 working day [1].",
      ),
      confirmed,
    ],
  },
  {
    key: "phishing-clicked",
    weight: 0.3,
    topic: "Entered password on a fake site",
    category: "account",
    priority: { high: 1, urgent: 2 },
    lines: [
      c(
        "I think I entered my password on a fake page. What should I do??",
        "i clicked the link in the fake mail and logged in. help",
      ),
      a(
        ["suspicious-emails#You clicked a link or entered your password"],
        "Change your password now, then choose Sign out everywhere under Security; if you use the password elsewhere, change it there too [1]. I am handing you to a person who checks recent orders and address changes.",
      ),
      up(
        "policy",
        "urgent",
        "Customer entered the password on a fake page.",
        "Check sessions, orders and address changes; lock if needed.",
      ),
      claim,
      g(
        "Hello {first}, {agent} here. I see no new orders or address changes. Have you changed the password?",
      ),
      c("yes and signed out everywhere", "Changed it. Card is not saved luckily"),
      note("No sign of misuse in the last 48 h. Watch tag set for 14 days."),
      ticket(
        "staff",
        "Possible account takeover, checked",
        "Password entered on a fake page. Changed, sessions ended, no misuse found.",
        "security",
        "watch",
      ),
      g("Then your account is safe. I keep an eye on it for two weeks."),
      confirmed,
    ],
  },
  {
    key: "data-export",
    topic: "Export my data",
    category: "account",
    priority: { low: 1 },
    lines: [
      c(
        "I want a copy of all my data (GDPR)",
        "how can i download everything you know about me",
        "What does your assistant remember about me, and can I delete it?",
      ),
      a(
        [
          "export-or-delete-your-data#Download your data",
          "export-or-delete-your-data#See and correct what the assistant remembers",
        ],
        "Open Profile, then Privacy, then Export my data; the file is ready within 24 hours and stays for 7 days [1]. What I remember is listed under the same heading, and you can correct or delete each fact [2].",
      ),
      c("great, thats transparent", "ok thanks", "Thank you, found it."),
      confirmed,
    ],
  },
  {
    key: "delete-account",
    topic: "Delete my account",
    category: "account",
    priority: { low: 1, medium: 1 },
    lines: [
      c(
        "Please delete my account.",
        "delete everything. now",
        "How do I close my account, and what happens to my warranty?",
      ),
      a(
        [
          "export-or-delete-your-data#Delete your account",
          "export-or-delete-your-data#What we have to keep after deletion",
        ],
        "You can do it under Profile, Privacy, Delete my account, and confirm by a link; you have 14 days to change your mind [1]. Invoices are kept for 10 years by law, and your warranty continues if you keep the order number [2].",
      ),
      c("and if i have an open return", "ok will do. bye"),
      a(
        ["export-or-delete-your-data#Delete your account"],
        "An account cannot be deleted while an order is on its way, a return is open or an invoice is unpaid [1].",
      ),
      assumed,
    ],
  },
  {
    key: "email-change",
    topic: "Change e-mail address",
    category: "account",
    priority: { low: 1 },
    lines: [
      c("change my email please, new job", "New e-mail address, how do I change it?"),
      a(
        ["change-email-or-profile#Change your e-mail address"],
        "Open Profile, then E-mail, and enter the new address. We send a link to it, valid for 24 hours, and a notice to the old one [1]. I cannot change a sign-in e-mail myself.",
      ),
      c("done", "Perfect, thanks.", "easy. thx"),
      confirmed,
    ],
  },
];
