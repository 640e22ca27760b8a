/** Conversations about Plus. */
import { a, assumed, back, c, claim, confirmed, type Dialogue, g, up } from "./script";

export const membershipDialogues: Dialogue[] = [
  {
    key: "cancel-plus",
    weight: 3,
    topic: "Cancel Plus",
    category: "membership",
    priority: { low: 1, medium: 1 },
    only: "plus",
    lines: [
      c("cancel plus", "How do I cancel my membership?", "I don't need Plus anymore. Can you stop it?"),
      a(
        [
          "cancel-or-pause-membership#Cancel your membership",
          "cancel-or-pause-membership#Pause your membership",
        ],
        "Open Profile, then Membership, then Cancel membership. There is no notice period and your benefits last until the end of the paid period [1]. With a monthly plan you could also pause for up to 3 months [2].",
      ),
      c("what about my open return", "And returns of things I bought with Plus?"),
      a(
        ["cancel-or-pause-membership#What happens to returns after you cancel"],
        "They keep the Plus conditions, because the plan on the day of the order counts [1].",
      ),
      c("great, cancelled", "Ok, thanks."),
      confirmed,
    ],
  },
  {
    key: "plus-worth-it",
    weight: 3,
    topic: "Is Plus worth it",
    category: "membership",
    priority: { low: 1 },
    lines: [
      c(
        "is plus worth it if i buy a desk and a chair",
        "What exactly do I get with Plus?",
        "Do I get the 60 days return if I join after ordering?",
      ),
      a(
        ["compare-membership-plans#Plans at a glance", "compare-membership-plans#Join Plus"],
        "Plus costs 49 EUR a year or 4.90 EUR a month. It brings 60-day returns, free parcels and return collection, 10% off lighting and accessories and half-price assembly [1]. Benefits apply to orders placed after you join [2].",
      ),
      c("so join first then order. ok", "thanks, will join"),
      assumed,
    ],
  },
  {
    key: "pause-yearly",
    topic: "Pause a yearly plan",
    category: "membership",
    priority: { low: 1, medium: 1 },
    only: "plus",
    lines: [
      c("Can I pause my yearly Plus? Going abroad for six months.", "pause my membership pls"),
      a(
        ["cancel-or-pause-membership#Pause your membership"],
        "Monthly members can pause for up to 3 months once in 12 months. Yearly plans cannot be paused [1].",
      ),
      c("But I won't use it at all. Can someone make an exception?", "can i ask a person about it"),
      up(
        "customer_request",
        "low",
        "Wants to pause a yearly Plus membership.",
        "Explain the options: switch to monthly at the end of the year.",
      ),
      claim,
      g(
        "Hello {first}, {agent} here. I cannot pause a yearly plan, but I have set yours to change to monthly at the end of the year, so that you can pause from then on.",
      ),
      c("good compromise", "ok, thank you for looking into it"),
      back("Plan switches to monthly at renewal. Nothing else open."),
      c("one more: does my birthday credit stay?", "and early access to sales still works from abroad?"),
      a(
        ["plus-benefits-in-detail#Early access to sales", "plus-benefits-in-detail#Birthday credit"],
        "Yes: as long as you are a Plus member, early access [1] and the birthday credit [2] stay.",
      ),
      confirmed,
    ],
  },
];
