/**
 * Words that customers and articles use for the same thing. Data: one line, one meaning, each word or phrase finds
 * the others, a little lower than itself; what stands left of ">" only finds what stands right of it. Pure.
 */
const lines = `
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

const split = (side: string): string[] =>
  side
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);

/** From a word or phrase (lower case, single spaces) to the words it may be replaced by. */
export const synonyms: ReadonlyMap<string, readonly string[]> = (() => {
  const found = new Map<string, string[]>();
  for (const line of lines.trim().split("\n")) {
    const [left = "", right] = line.split(">");
    for (const word of split(left)) {
      const others = right === undefined ? split(left).filter((other) => other !== word) : split(right);
      found.set(word, [...new Set([...(found.get(word) ?? []), ...others])]);
    }
  }
  return found;
})();
