/**
 * Words of a request that no article is about: what holds a sentence together, greetings, wishes, filler. Folded, as
 * lib/knowledge/language.ts does it. A phrase of them can still mean something ("how much"): see synonyms. Pure data.
 */
const lists: Record<string, string> = {
  en: `a an the and or but if because as until while of at by for with about against between into through during
    before after above below to from up down back in out on off over under again further once here there when where why
    how all any both each few more most other some such nor only own same so than too very s t
    i me my myself we our ours us you your yours he him his she her hers it its they them their theirs
    what which who whom this that these those am is are was were be been being have has had having do does did doing
    hi hello hey dear good morning afternoon evening thanks thank please regards cheers sorry
    i'm i'd i've i'll im ive id ill you're youre it's its that's thats there's what's whats where's wheres how's
    can't cant don't dont doesn't doesnt didn't didnt won't wont isn't isnt couldn't couldnt haven't havent hasn't
    hasnt wasn't wasnt weren't werent shouldn't wouldn't aren't arent cannot
    want wants wanted need needs needed like would could should shall may might must wanna gonna
    know tell say says said let lets see think guess wonder wondering hope wish believe
    help ask asking question questions answer info information explain understand advise
    get gets getting got give gives make makes use using used take takes go goes going come comes came keep happen
    happens happened happening try tried trying find found look looking seem seems work works
    really just actually still also even ever already now then anyway basically simply maybe perhaps
    one ones thing things something anything everything someone anyone anybody somebody people guys
    way ways lot bit kind sort able possible possibly ok okay yes no not
    today yesterday currently recently day days week weeks month months ago new
    much many far long soon often
    ur u r pls plz thx keeps kept hate hates love policy policies unhappy happy disappointed terrible awful angry very
    real urgent urgently asap emergency immediately
    although though yet onto instead per within without whether rather else everybody nobody noone
    anywhere somewhere nowhere everywhere whatever whichever whoever whenever wherever upon via toward towards among
    amongst despite except unless since whereas therefore however otherwise besides beyond across along around behind
    another several certain particular particularly especially according always never almost quite exactly probably
    finally suddenly unfortunately obviously apparently myself yourself himself herself ourselves themselves itself
    mr mrs ms dr sir madam afraid become becomes meanwhile moreover furthermore additionally regarding concerning
    thru cos coz cuz bc tho til btw lol omg dunno lemme gimme
    we've we're we'd we'll weve they've they're they'd they'll theyve theyre he'd he'll she'd she'll it'd it'll
    he's she's who's who'd let's that'd that'll there'd you've you'd you'll youve here's
    best right moment different`,
  de: `der die das den dem des ein eine einer eines einem einen und oder aber wenn weil als bis von vom bei beim fur mit
    uber gegen zwischen in im ins durch wahrend vor nach zu zum zur aus auf an am unter wieder einmal hier dort da wann
    wo warum wieso wie alle jeder jede jedes mehr meist andere solche nur gleich so auch sehr
    ich mich mir mein meine meiner meinem meinen wir uns unser unsere du dich dir dein deine sie ihr ihre ihnen er ihn
    ihm sein seine es man was welche welcher welches wer wen wem dies diese dieser dieses ist sind war waren bin bist
    sei werde werden wird wurde wurden habe haben hat hatte hatten kann konnen konnte konnten muss mussen soll sollen
    will wollen mochte mochten darf durfen wurde
    hallo hi guten tag morgen abend liebe lieber sehr geehrte danke bitte gruss grusse entschuldigung
    nicht kein keine keinen nichts noch schon jetzt dann denn doch mal eben einfach etwas alles jemand niemand
    frage fragen antwort hilfe helfen wissen sagen gibt geht gehen machen mache macht tun bekommen bekomme kriege
    brauche brauchen finde finden heute gestern gerade neu`,
  fr: `le la les l un une des du de d et ou mais si parce que qu comme jusque pendant a au aux par pour avec contre entre
    dans sur sous avant apres depuis vers en hors ici la quand ou pourquoi comment tout tous toute toutes chaque plus
    autre autres tel meme seulement aussi tres
    je j me m moi mon ma mes nous notre nos vous votre vos tu te t toi ton ta tes il elle ils elles lui leur leurs se s
    on ce c cet cette ces cela ca qui quoi quel quelle quels quelles est sont suis es etes sommes etait etre ai as a
    avons avez ont avait avoir puis peux peut pouvez pouvons pourrais dois doit devez faut veux voudrais souhaite
    bonjour bonsoir salut merci svp plait cordialement desole
    ne n pas plus rien encore deja maintenant alors donc bien quelque quelqu chose personne
    question reponse aide aider savoir dire faire fais fait aller va vais trouver besoin`,
  es: `el la los las un una unos unas y o u e pero si porque como hasta mientras de del a al ante por para con contra
    entre en sobre bajo antes despues desde hacia aqui alli cuando donde adonde cuanto todo todos toda todas cada mas
    otro otra otros tal mismo solo tambien muy
    yo me mi mis mio nosotros nos nuestro nuestra tu te ti tus usted ustedes su sus le les lo el ella ellos ellas se
    que cual cuales quien este esta estos estas ese esa eso esto es son soy eres era ser estar estoy esta estan he ha
    han habia haber hay tengo tiene tienen puedo puede pueden podria debo debe quiero quisiera necesito
    hola buenos buenas dias tardes noches gracias favor saludos perdon
    no ni nada nunca aun ya ahora entonces pues bien algo alguien
    pregunta respuesta ayuda ayudar saber decir hacer hago hace ir voy va encontrar`,
  it: `il lo la i gli le l un uno una e ed o ma se perche come fino mentre di del dello della dei degli delle a al allo
    alla ai agli alle da dal dalla in nel nella nei con su sul sulla per tra fra contro prima dopo sopra sotto qui li
    quando dove quanto tutto tutti tutta tutte ogni piu altro altri altra tale stesso solo anche molto
    io mi me mio mia miei mie noi ci nostro nostra tu ti te tuo tua voi vi vostro vostra lui lei loro si suo sua
    che chi quale quali questo questa questi queste quello quella e sono sei siamo siete era essere ho hai ha abbiamo
    avete hanno avere posso puo possiamo potete vorrei voglio devo deve serve
    ciao salve buongiorno buonasera grazie prego saluti scusi
    non niente nulla mai ancora gia ora adesso allora dunque qualcosa qualcuno
    domanda risposta aiuto aiutare sapere dire fare faccio fa andare vado trovare`,
  nl: `de het een en of maar als omdat tot van bij voor met over tegen tussen in door tijdens na te uit op aan onder
    weer hier daar er wanneer waar waarom hoe alle elke elk meer meest andere zulke alleen zelfde zo ook zeer heel
    ik mij me mijn wij we ons onze jij je jou jouw u uw hij hem zijn zij ze haar hun hen het men wat welke wie dit dat
    deze die is zijn was waren ben bent worden wordt werd heb hebt heeft hebben had kan kunnen kon moet moeten zal
    zullen wil willen mag mogen zou
    hallo hoi goedemorgen goedemiddag goedenavond beste dank bedankt alsjeblieft alstublieft groeten sorry
    niet geen niets nog al nu dan toch even gewoon iets alles iemand niemand
    vraag antwoord hulp helpen weten zeggen gaat gaan doen doe krijgen krijg vinden nodig`,
  pt: `o a os as um uma uns umas e ou mas se porque como ate enquanto de do da dos das em no na nos nas ao aos por pelo
    pela para com contra entre sobre sob antes depois desde aqui ali la quando onde quanto todo todos toda todas cada
    mais outro outra outros tal mesmo so tambem muito
    eu me mim meu minha meus minhas nos nosso nossa voce voces tu te teu tua ele ela eles elas lhe lhes seu sua seus
    suas que qual quais quem este esta estes estas esse essa isso isto e sao sou era ser estar estou esta estao tenho
    tem ter havia ha posso pode podem poderia devo deve quero queria gostaria preciso
    ola oi bom boa dia tarde noite obrigado obrigada favor cumprimentos desculpe
    nao nada nunca ainda ja agora entao bem algo alguem
    pergunta resposta ajuda ajudar saber dizer fazer faco faz ir vou vai encontrar`,
  da: `en et den det de og eller men hvis fordi som til af ved for med om mod mellem i gennem for efter fra op ned ud pa
    under igen her der hvornar hvor hvorfor hvordan alle hver mere mest anden andre kun samme sa ogsa meget
    jeg mig min mit mine vi os vores du dig din dit dine han ham hans hun hende de dem deres man hvad hvilken hvem
    dette disse er var vaere bliver blev har havde have kan kunne skal skulle vil ville ma
    hej goddag tak venligst hilsen undskyld ikke ingen intet endnu nu noget nogen
    sporgsmal svar hjaelp hjaelpe vide sige gar ga gore gor fa far finde brug`,
  sv: `en ett den det de och eller men om eftersom som till av vid for med mot mellan i genom fore efter fran upp ner ut
    pa under igen har dar nar var varfor hur alla varje mer mest annan andra bara samma sa ocksa mycket
    jag mig min mitt mina vi oss var du dig din ditt dina han honom hans hon henne de dem deras man vad vilken vem
    detta dessa ar var vara blir blev har hade ha kan kunde ska skulle vill ville maste far
    hej tack vanligen halsningar ursakta inte ingen inget annu nu nagot nagon
    fraga svar hjalp hjalpa veta saga gar ga gora gor fa hitta behover`,
  no: `en et den det de og eller men hvis fordi som til av ved for med om mot mellom i gjennom for etter fra opp ned ut pa
    under igjen her der nar hvor hvorfor hvordan alle hver mer mest annen andre bare samme sa ogsa mye
    jeg meg min mitt mine vi oss var du deg din ditt dine han ham hans hun henne de dem deres man hva hvilken hvem
    dette disse er var vaere blir ble har hadde ha kan kunne skal skulle vil ville ma
    hei takk vennligst hilsen beklager ikke ingen enda na noe noen
    sporsmal svar hjelp hjelpe vite si gar ga gjore gjor fa far finne trenger`,
  fi: `ja tai mutta jos koska kuin kunnes kun missa miksi miten kuinka kaikki joka enemman muu vain sama niin myos hyvin
    mina minun minulla minua me meidan sina sinun sinulla te teidan han hanen he heidan se sen ne mika mita kuka tama
    taman nama on ovat oli olivat ole olen olet olla voi voin voiko voisin pitaa haluan haluaisin
    hei moi kiitos terveisin anteeksi ei en eivat viela nyt jotain joku
    kysymys vastaus apua auttaa tietaa sanoa tehda saada loytaa tarvitsen`,
};

const none: ReadonlySet<string> = new Set();
const noise = new Map(
  Object.entries(lists).map(([language, words]) => [language, new Set(words.split(/\s+/).filter(Boolean))]),
);

/** Of a language without a list, nothing is noise: rarity alone tells. */
export const noiseOf = (language: string): ReadonlySet<string> => noise.get(language) ?? none;
