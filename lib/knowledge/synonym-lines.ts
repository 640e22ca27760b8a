/** The lines of synonyms that come with Baton; what a line says: lib/knowledge/synonyms.ts. Pure data. */
export const english = `
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
stores, store, shops > shop
worth > pays
copy > download
made of > materials
become > join
pick up > collected
outside, garden, balcony, terrace > outdoors
legit, genuine > suspicious
canada, usa, america, australia, japan, china, india > countries
poland, portugal, greece, czechia, hungary, iceland, turkey > countries
client, customer
buyer, shopper > customer
supplier, vendor
worker, staff member > employee
hired, hire, recruit > employee, new
fired, laid off, quit their job > leaver, employee
boss, superior > owner, manager
admin, administrator
kid, kids, child, children, son, daughter, teenager, teen, toddler
mum, mom, dad, mother, father, grandmother, grandfather, gran, nan > parent, family
flatmate, roommate, girlfriend, boyfriend > share, household
passed away, passed on, death, deceased, funeral > died, bereavement
married, wedding, divorce, divorced, maiden, surname > name
deaf, blind, hearing, braille, disabled, wheelchair > accessibility, accessible, impaired
handset, mobile, cell, cellphone, smartphone > phone
phone > handset, mobile
iphone, android, samsung, galaxy, pixel > phone
telly, television > tv
laptop, pc, mac > computer
internet, broadband
net, web > internet
wifi, wi-fi, wireless
modem, hub > router
router > hub
ring, dial > call
call > ring
text, texts, sms, message
msg, msgs, txt > message
photo, photos, foto, picture, pictures, image, pic, pics
abroad, overseas
foreign, another country, other country, travelling, traveling, travel > abroad
trip, flight > travel
holiday, holidays, vacation
days off, time off, day off > leave, holiday
turn on, switch on, go live, make live > activate, start, enable
activate > switch on, set up
enable, turn on, switch on
disable, turn off, switch off, deactivate
restart, reboot
wipe, factory settings > reset, erase
leave, leaving > cancel, switch
quit, finish > cancel, end
get out > cancel, leave
close, closed > cancel, delete
move house, moving house, new flat, new house, new home, relocate > move
moving > move
nicked, theft, robbed, pinched > stolen
stolen > lost
lost > stolen
dead, doesnt work, not working, isnt working, stopped working, wont work, wont load > working, fault
down, outage, disruption
dies, cuts out, cut out, cutting out, drops out, cut off > drop, lose, disconnect
sluggish, laggy, lag, buffering, crawling > slow, speed
faster, fast, quick > speed
freezes, freezing, frozen, hangs, crashes, crashing > freeze, crash, restart
wet, toilet, rain, spilled, drowned > water, liquid
cracked screen, smashed screen > screen, damaged
plug, charger, adapter, adaptor
charging > charge, battery
reception, bars > signal
cheaper, cheapest > price, save, discount
deal > offer
rip off, overcharged, too high, too much, expensive > charge, higher
owing, owed, debt, arrears > outstanding, owe, unpaid
unpaid, overdue, outstanding
collector, bailiff, bailiffs > debt, collection
chase, nudge, nag, dunning > reminder
remind > reminder
up front, upfront, in advance, down payment, prepayment, prepay > deposit, advance
deposit > advance
half, partly, part of > partial
partial, part > partly
cant pay, cant afford, cannot pay, cannot afford, struggling, lost my job > payment plan, instalments, difficulty
cash, notes and coins > payment
take money, pull money, collect money > debit, collect
taken twice, paid twice, charged twice > twice, duplicate, refund
argue, arguing, contest, challenge, disagree > dispute
dispute > complaint, charge
waive > fee
tip > gratuity
complain, complaining, complaint, complaints
regret, changed my mind, change my mind > withdraw, cancel, return
cap, restrict, maximum > limit
limit > maximum
warn, warned, warning, notify, notification, notifications, alert, alerts
run out, ran out, used up, over my, go over, went over > limit, allowance, exceeded
left over, leftover, unused > remaining, rollover
balance, remaining > left
top up, topup, top-up, recharge, reload
give someone, hand over, take over > transfer, ownership
transfer > move
carry over, carried over, roll over > rollover
swap > change
sign, signed, signature
agree, agreed > accept, approve
accept > agree, approve
sign off, authorise, authorize, allow, green light > approve, approval
approve > approval
quote, estimate, proposal
offer > quote
hours worked, clock > time, hours
timer > time
wages, wage, salary, salaries > payroll, pay
pay slip, pay document, pay documents > payslip
drive, drove, driving, miles, kilometers, kilometres > mileage, car
spend, spending, spent, costs > expense
purchase, bought, buy > expense, order
dollars, pounds, euros, francs, yen, usd, gbp > currency
exchange rate, rate of exchange > currency, rate
spreadsheet, excel, sheet > file, csv, import
thousands separator, comma, commas > separator
export, download, backup, back up
upload, import, load, bring in
duplicate, duplicates, same one twice
put together > merge, combine
half-finished, unfinished, not finished > draft
bankrupt, bankruptcy, insolvent, never pay, wont pay > write off, bad debt
take back, undo, reverse, revert, roll back
mistake, by mistake, accidentally, by accident > wrong, error, undo
typo, spelling > correct, change
wrong one > wrong, correct
passcode, pin, code
password, passphrase
fingerprint, face id > biometric, sign in
cant get in, cannot get in, locked out > sign in, password, locked
add a colleague, add someone > invite, user
permission, permissions, rights, allowed to > access, role
seat, seats > user
german, french, spanish, italian, dutch, portuguese, polish, chinese > language
translate, translation, translated > language
letterhead, header, footer, bottom of > template, layout
colour scheme, look and feel, font, fonts > template, layout, design
emails, e-mails, mails > email
spam folder, junk > spam
tax number, tax id, vat id > vat, tax
accountant, bookkeeper, tax adviser
books, ledger, accounts > bookkeeping
statement, overview
every month, monthly, each month, every week, weekly, every year, yearly, annual, annually > recurring, repeat
repeat, regularly > recurring
automatically, by itself, automate > automatic
free of charge, for free, without paying > free
try out, test > trial, try
bigger, more > upgrade
smaller, less > downgrade
terms, conditions > contract
tied in, tied down, locked in > contract, minimum
minimum term, notice period > notice, contract
engineer, technician, fitter, installer
visit, appointment
nobody came, no show, didnt come, never came > missed, appointment
postpone, later day, different date, another date > change, date
not arrived, hasnt arrived, never arrived, not delivered, hasnt come, never came, where is > delivery, track, missing
parcel, package, post, postman > delivery
present > gift
second hand, second-hand, used > refurbished
old one > trade in, old
insured, cover > insurance
barred, bar, blacklist > block
unblock, unlock, unbar
nuisance, unwanted, pest > block, spam
scammer, scammers, con, conned, fraudster > scam, fraud
police > report
112, 999, 911 > emergency
speak to, talk to, chat with > contact
human being, real person > person
opening hours, open on > hours
channels, series, episode, recording > record, channel
stream, netflix > streaming
address book, phone book > contacts
hotspot, tethering
gigs, gig, gb, mb, megabytes, gigabytes, allowance > data
unlimited > allowance
plan, tariff, package, bundle
subscription > plan
answer machine, answerphone, answering machine, voice mail > voicemail
number portability, keep my number, keep number, same number > number, port, transfer
mobile internet, mobile data > data
captions > subtitles
notifications > alerts
settings, preferences, options
choose, select, pick
forgot, forgotten > lost, reset
expired, ran out, no longer valid, out of date > expire
hidden, hide, put away > archive
visible, see, show, display, appear
see > view, show
number, numbering, numbers
link, url, address
attach > attachment
attachment, attachments, attached, file, files
logo, branding, brand
warehouse, stock, inventory
shop online, online shop, web shop, store online > webshop
api, integration, connect, integrate, connected
link up, hook up > connect
sync, synchronise, synchronize
robot, script > api, automation
stripe, paypal, card payment > payment, card
charged back > dispute, chargeback
government, authority, authorities, ministry > public, tax
donate, donation > charity
charity, nonprofit, non-profit, ngo
contact, get in touch, in touch
contact > touch
advert, adverts, ad, ads, advertising, marketing, promotional, promotions
opt out > unsubscribe, stop, turn off
off and on, off and back > restart, reboot
end > cancel
forward > divert, redirect
divert > forward
hire > rent
movie, movies, film, films
visitor, visitors, guest, guests
owed > compensation, refund
increase, raise
sell, sell you > trade in
personal information, personal details, personal data > data, privacy
last bill, last invoice > final
limit > cap
problem, problems, issue, issues, trouble > fault
problem, problems > outage
landline > home phone
withhold > hide
renew, renewal, extend
price rise, gone up, went up > increase, higher
how far > range, distance
recommend, referral > friend, refer
refer > friend
next day, overnight > express
recover, restore, retrieve
qualify, entitled, eligible, eligibility
paperwork, papers > document
slow > speed
quicker > faster, speed
previous, former
stay > remain
plug in > connect, set up
by post, by mail, paper > post
statement > bill
instalment, monthly payments, spread the cost > instalments, monthly
old phone > trade in
lend, borrow
necessary, required, require
best spot, best place, best position > where, put
two times > twice
university > student
station, stations > channel
bonus > reward
penalty > fee, charge, early
pay late, paying late, late fee, not pay, dont pay > missed, late
permission, permissions > authorise
back out, pull out, get out > cancel, withdraw
lamp, lamps, led > light
eyesight, partially sighted, large print > accessible, braille, format
mailbox > voicemail, inbox
reserve, pre-order, preorder
monthly contract, no contract, month to month > rolling
old bills, old invoices, past bills, previous bills > download, bill
display > screen
in one go, the rest > pay off, full
prepare, preparation > ready
get ready > prepare
fit, fitted, put in, putting in > install
online account, online login > register, sign in
reduced rate, reduced price, cheaper deal, cheaper deals > discount
parental controls > filter, children
porn > filter
my details, my information > data
different number, new number, another number > change, number
measure > test, check
bring > keep, transfer
access > authorise
reject, rejected > declined
never showed up, not show up, didnt show up, never turned up > turn up
means, mean > read, explain
cant remember, cannot remember, dont remember > forgotten
spain, france, italy, germany, greece, portugal, ireland, austria, netherlands > europe, abroad
belgium, sweden, denmark, norway, switzerland, croatia > europe, abroad
usa, america, canada, australia, japan, china, india, thailand > worldwide, abroad
cruise, ship, ships, ferry, boat
flight, plane, planes, airplane, aeroplane
relocate, relocated, relocating > move
booster, extender, repeater
downgrade > cheaper
payment plan > struggling, difficulty
took out, taken out > open
leftover > unused
in my name > opened
sold out, sold-out, unavailable > stock
switched on, switch on, goes live > live
paid back, pay back > refund
gone, disappeared, vanished > missing
cant pay, cant afford, cannot afford > struggling
customer service, customer services > contact, touch
cooling-off, cooling off > withdraw, mind
two-factor > two-step
cold caller, cold callers, cold call > nuisance
something wrong > fault, faulty
any money > compensation, refund
self-employed, self employed, freelance, freelancer, sole trader > business
hard of hearing > deaf
around here, round here, near here > area
few more, some more > extra, add
write to > contact
elsewhere > leave, another
put back > reset
mate, mates > friend
wipe > delete
kick off > remove, block
identity theft > fraud, opened
left > leave, leaving
wrote, written > write
chose, chosen > choose
began, begun > begin, start
held > hold
spoke, spoken > speak
rang, rung > ring
built > build
withdrew, withdrawn > withdraw
lent > lend
threw, thrown > throw
program, programs, programme, programmes
on again, back on > restart, reboot
answering service, answer service, messages left > voicemail
on my behalf, on behalf > authorise
make sense > understand, read
holding up, held up, holdup > delay
too long, later than > late, delay
certain amount > limit
up and running > activate, set up
it working, them working > activate, set up
extras > features
newer one, newer model > upgrade
number showing, number appearing > hide
`;
