/**
 * Words that customers and articles use for the same thing. Data: one line, one meaning; words of more than one part
 * are phrases. A customer who types one of them also finds the others, a little lower. Pure.
 */
const lines = `
email, e-mail, mail
couch, sofa
cancel, stop, terminate, end
cancellation, cancel
pause, freeze, suspend
broken, damaged, defective, faulty, cracked, smashed, shattered
broke, damaged, faulty
scratched, damaged
damaged, broken
dented, damaged
refund, money back, reimbursement, reimburse, repay, repaid
return, send back, give back, bring back, sent back, sending back
exchange, swap
cost, price, fee, charge
costs, price, fee, charge
fees, fee, cost
much, price, cost, fee
expensive, price, cost
cheaper, lower price, price
discount, voucher, coupon, promo, reduction, off
shipping, delivery, dispatch
ship, deliver, dispatch
shipped, dispatched, delivered
shipment, delivery, parcel
package, parcel, delivery
arrive, delivered, delivery
arrived, delivered, delivery
arrives, delivered, delivery
arriving, delivery
late, delayed, delay
delayed, late
courier, carrier, driver
track, follow, tracking, locate
where, track, status
log in, sign in
login, sign in, sign-in
log into, sign in
logged, sign in
account, profile
password, passcode
locked, blocked
phone, telephone, call
call, phone
hotline, phone
human, person, team
person, team
reach, contact
talk, contact
speak, contact
guarantee, warranty
repair, fix, replace
fix, repair, reset
instruction, assembly, manual, steps
instructions, assembly, manual, steps
manual, instructions, assembly
assemble, build, put together, set up
build, assemble, assembly
setup, set-up, assemble, adjust
handyman, assembly service
screw, bolt
screws, bolts, parts
missing, incomplete, lack, absent
bill, invoice
receipt, invoice
tax, VAT
pay, payment
paid, payment, pay
charged, charge, payment
charge, charged
twice, double
declined, failed, refused, rejected
card, credit card
creditcard, card
installments, instalments
installment, instalment
klarna, instalments
wire, bank transfer
subscription, membership, plan
subscribe, membership, join
unsubscribe, cancel membership, newsletter
renew, renewal
upgrade, change plan
downgrade, change plan
company, business, organization
business, organization, company
firm, organization
colleague, member
coworker, member, colleague
employee, member
delete, erase, remove
erase, delete
gdpr, privacy, data
privacy, data
scam, phishing, suspicious, fraud
phishing, suspicious
fake, suspicious
hacked, suspicious, security
spam, suspicious
old, used
dispose, recycling, take back, take-back
disposal, recycling, take-back
recycle, recycling, take-back
trade in, trade-in
resell, trade-in
color, colour
colors, colours
gray, grey
wobbly, wobble, shaky, unstable, shakes
wobbles, wobble, wobbly
shaky, wobbly, wobble
shaking, wobble, wobbly
shakes, wobble, wobbly
unstable, wobbly, wobble
sinks, sinking
sinking, sinks
flickers, flicker, flickering
flickering, flicker
blinking, flicker, flickering
squeak, noise, creak
squeaks, noise, creak
creaks, creak, noise
noise, noisy
stuck, jammed, blocked
clean, care, wash
stain, clean
stains, clean, care
spilled, stain
hours, opening, open
open, hours
coupon, gift card, voucher
voucher, gift card
giftcard, gift card
moved, new address, change address
moving, new address
postpone, reschedule
rebook, reschedule
reschedule, postpone, another day, appointment
appointment, slot
ergonomic, posture, height
box, packaging
carton, packaging, box
wrong, incorrect
incorrect, wrong
bought, order, purchase
buy, order, purchase
purchase, order
edit, change
update, change
modify, change
amend, change
alter, change
switch, change
`;

/** From a word or phrase (lower case, single spaces) to the words it may be replaced by. */
export const synonyms: ReadonlyMap<string, readonly string[]> = (() => {
  const found = new Map<string, Set<string>>();
  for (const line of lines.trim().split("\n")) {
    const [given, ...others] = line
      .toLowerCase()
      .split(",")
      .map((word) => word.trim());
    if (!given) continue;
    const all = found.get(given) ?? new Set<string>();
    for (const other of others) all.add(other);
    found.set(given, all);
  }
  return new Map([...found].map(([given, others]) => [given, [...others]]));
})();
