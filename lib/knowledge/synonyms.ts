/**
 * Words that customers and articles use for the same thing. Data: one line, one meaning, each word or phrase finds
 * the others, a little lower than itself; what stands left of ">" only finds what stands right of it. Pure.
 */
import { fold } from "./language";

const english = `
email, e-mail, mail
couch > sofa, furniture
chair, desk, table, lamp, shelf, stool > item
cancel, terminate
stop > cancel
cancellation > cancel
pause, freeze, suspend
on hold > pause
damaged, broken, defective, faulty, cracked, smashed, shattered, crushed, dented
broke > damaged, faulty
scratched, scratch > damage, damaged
refund, reimburse, reimbursement, money back, repaid
return, send back, sent back, sending back, give back, giving back, bring back, ship back
exchange, swap
price, cost, fee
costs, fees, charge > fee, price
expensive, cheap > price
how much > cost, price, fee
how long, many days, many weeks > long, days, times
compensation, compensate > refund
discount, reduction
voucher, coupon, promo
shipping, ship, shipped, shipment > delivery, deliver, dispatch
delivery > shipping
package, parcel
showed up, shown up, turned up, show up > come, arrive
late, delayed, delay
courier, carrier, driver
track, tracking, where is
login, log in, logged in, sign in, sign-in
account, profile
locked, blocked
phone, telephone
call > phone
hotline > phone, call
human, agent, somebody, representative, staff > person, team
reach, contact
guarantee, warranty
repair, fix, replace
instruction, instructions, manual > assemble, assembly
assemble, build, put together, set up, setup, mount
assembly > assemble, fitter
attach > fix, mount
screw, bolt
incomplete, forgotten > missing
invoice, bill, receipt
tax > vat
pay, paid, payment
charged > charge, payment, paid
twice, double
two factor, 2fa, 2-factor, 2 factor, mfa, authenticator > two-step
declined, rejected, refused
rejected, denied > turn down
installments, installment > instalments
amex > american express
creditcard > card, credit
giftcard > gift card
apple-pay > apple
wire > bank, transfer
subscription, membership
subscribe > join, membership
unsubscribe > newsletter, send
company, business, firm, organization, organisation
colleague, colleagues, coworker, coworkers, co-worker, teammate, employee, member
wife, husband, partner, family > household, share
delete, erase, remove
gdpr > privacy, data
scam, phishing, fake, fraud, spam, weird, strange, suspicious
hacked > suspicious, takeover
take away, pick up, haul away, get rid, dispose, disposal, recycle > recycling, take back, old
take back > return, old
trade, trade in, trade-in
merge, combine
two accounts > merge
color, colour
gray, grey
wobbly, wobble, wobbles, shaky, shake, shakes, shaking, unstable, swinging, swing, sway, sways
sink, sinks, sinking, sags, sagging, drops, dropping, goes down, going down, falls down
flicker, flickers, flickering, blink, blinking, blinks
hum, hums, humming, buzz, buzzing
noise, squeak, creak, squeaks, creaks
heavy, weigh > weight, kg
stuck, jammed, stick
dark > display, stays
stain, stains, spill, spilled
clean, cleaning > care, wash
hours, opening > open
moved > move, address
redirect > address
postpone, reschedule, rebook, another day, different day > move, window, day
box, packaging, carton
wrong, incorrect
address > street
street > address
bought, buy, purchase, purchased > order
ordered > order
bulk > volume
edit, change, update, modify, amend, alter
switch > change
back hurts, pain, hurts, ache > hurt
combine > merge
memory > save
job, jobs, hiring, career, careers > vacancy
sustainable, sustainability > materials, wood
expire, expires, expiry > valid
stores, store, shops, shop > shop
worth > pays
copy > download
made of > materials
become > join
pick up > collected
outside, garden, balcony, terrace > outdoors
legit, genuine > suspicious
canada, usa, america, australia, japan, china, india, poland, portugal, greece, czechia, hungary, iceland, turkey > countries
`;

/** From a word or phrase (folded, single spaces) to the words it may be replaced by. */
export type Synonyms = ReadonlyMap<string, readonly string[]>;

const builtIn: Readonly<Record<string, readonly string[]>> = { en: english.trim().split("\n") };

/** The lines that come with Baton; managers can switch each of them off. */
export const builtInLines = (language: string): readonly string[] => builtIn[language] ?? [];

/** The words and phrases on both sides of a line, folded; `to` is null when each finds the others. */
export function partsOf(line: string): { from: string[]; to: string[] | null } {
  const [left = "", right] = line.split(">");
  return { from: split(left), to: right === undefined ? null : split(right) };
}

const split = (side: string): string[] =>
  side
    .split(",")
    .map((word) => fold(word).trim().replace(/\s+/g, " "))
    .filter(Boolean);

export function synonymsOf(lines: Iterable<string>): Synonyms {
  const found = new Map<string, string[]>();
  for (const line of lines) {
    const { from, to } = partsOf(line);
    for (const word of from) {
      const others = to ?? from.filter((other) => other !== word);
      found.set(word, [...new Set([...(found.get(word) ?? []), ...others])]);
    }
  }
  return found;
}

const parsed = new Map<string, Synonyms>();

/** What the built-in lines of a language say together. */
export function builtInSynonyms(language: string): Synonyms {
  const known = parsed.get(language) ?? synonymsOf(builtInLines(language));
  parsed.set(language, known);
  return known;
}
