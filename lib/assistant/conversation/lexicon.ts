/**
 * The words of customer support, grouped by what they stand for, so that few examples reach far: "parcel" teaches
 * about "shipment". Read by the intent classifier as extra features. Data, and the one function that applies it.
 */
import { fold, words } from "./text";

const CONCEPTS: readonly (readonly [string, RegExp])[] = [
  [
    "ticket",
    /\b(?:tickets?|(?:support|my|this|that|the|a) cases?(?! (?:for|of|with|that))|(?:issue|problem|request) i (?:reported|sent|made))\b|#\d+|\bmy (?:issue|request)\b/,
  ],
  [
    "report",
    /\b(?:open|create|file|raise|submit|log|register|report|make|start)\b.{0,30}\b(?:ticket|case|issue|bug|problem|request|complaint)\b|^new (?:ticket|case|issue)/,
  ],
  [
    "change-ticket",
    /\b(?:close|reopen|re-open|update|mark|set|add|append|raise|lower|change|make)\b.{0,40}(?:\b(?:ticket|case|priority|comment|note)\b|#\d+)/,
  ],
  [
    "order",
    /\b(?:orders?|ordered|parcels?|packages?|shipments?|shipped|deliver(?:y|ies|ed)?|tracking|courier|[a-z]{1,3}-\d{4,})\b/,
  ],
  [
    "where",
    /\b(?:wheres?|when (?:will|does|is) (?:my|it|the)|whens|status|pending|due|supposed to|should have|(?:shows?|turn(?:s|ed)?|picked) up|expected|no sign|did .{1,30} leave|any idea|still nothing|arriv\w*|on its way|track|late|still waiting|estimate|has .{0,20}(?:shipped|sent)|hasn't)\b/,
  ],
  [
    "product",
    /\b(?:headsets?|mouse|keyboards?|laptops?|monitors?|cameras?|webcams?|chairs?|desks?|lamps?|chargers?|cables?|phones?|microphones?|backpacks?|speakers?|stools?|shel(?:f|ves)|mats?|drawers?|sofas?|tables?|tablets?|printers?|adapters?|batter(?:y|ies)|products?|models?|accessor(?:y|ies))\b/,
  ],
  [
    "shop",
    /\b(?:sell|in stock|stock|price|prices|cost|costs|how much (?:is|are)|buy|purchase a|looking for|recommend|available|cheap|cheaper|cheapest|under \d+|compare|catalog(?:ue)?|show me|do you (?:have|offer|carry)|have you got|got any|(?:is|are) there|need an? (?:new|good|other|bigger|small)|which .{3,40} have)\b/,
  ],
  [
    "service",
    /\b(?:deliver\w*|shipping|shipped|assembl\w*|put together|warrant\w*|guarantee\w*|return\w*|refund\w*|exchange\w*|repair\w*|membership|gift cards?|invoices?|cancel\w*|take[- ]?back|trad(?:e|ing)[- ]?in|opening|reset|clean\w*)\b/,
  ],
  [
    "person",
    /\b(?:person|human|humans|agent|representative|rep|operator|manager|supervisor|colleague|staff|someone|somebody|real people|customer service|advisor)\b/,
  ],
  ["talk", /\b(?:talk|speak|connect|transfer|chat with|put me through|call|get me|let me)\b/],
  [
    "profile",
    /\b(?:profile|phone number|phone|language|name|contact (?:method|details|preferences?)|time ?zone|personal details|my number|contacted|contact me)\b/,
  ],
  ["change", /\b(?:change|update|set|edit|correct|switch|modify|new)\b/],
  [
    "account",
    /\b(?:account|plan|subscription|membership|on file|organization|email do you have|about me|for me|on me)\b/,
  ],
  ["show", /\b(?:show|list|see|view|display|check|which|what)\b/],
  [
    "refund",
    /\b(?:refund\w*|money|reimburse\w*|(?:start|want) a return|return for|return (?:this|it|the|my)|charged twice|overcharged|chargeback|my payment returned)\b/,
  ],
  [
    "cancel",
    /\b(?:cancel\w*|terminate|unsubscribe|end my|stop my|close my account|delete my account|call off)\b/,
  ],
  ["mail", /\b(?:e-?mail|mail|send|forward|notify|notification|inbox|message me|remind\w*)\b/],
  [
    "send-me",
    /\b(?:send|e-?mail|mail|forward|message|notify|remind|drop|tell|let) (?:me|us|this|that|it|these|those|a|an|the)\b|\b(?:by|via|in an?|to my) (?:e-?mail|inbox|mail)\b/,
  ],
  ["this", /\b(?:that|this|it|these|details|instructions|answer|steps|information|copy|summary)\b/],
  [
    "bad",
    /\b(?:bad|terrible|awful|poor|disappoint\w*|unhappy|not happy|slow|damaged|broke|broken|wrong item|missing|empty|defect\w*|complain\w*|quality|fails?|nobody answered|unacceptable)\b/,
  ],
  [
    "trouble",
    /\b(?:can't|cannot|can not|doesn't|does not|won't|not working|sink(?:s|ing)|wobbl\w*|squeak\w*|creak\w*|loose|hurts?|sag\w*|hums?|humming|buzz\w*|scratch\w*|stain\w*|keeps?|e0\d|error|crash\w*|forgot|stuck|fails? to|problem with|crackl\w*|flicker\w*|nois\w*|no sound|blink\w*|freez\w*|overheat\w*|disconnect\w*|jams?|draining|turn on|pair)\b/,
  ],
  [
    "policy",
    /\b(?:policy|policies|warranty|guarantee|terms|accept|allowed|limit|limits|reset|password|log ?in|install|set ?up|configure|export|import|invoice|discount|opening hours|ship to|trial|payment methods?)\b/,
  ],
  [
    "chat",
    /\b(?:joke|poem|song|weather|president|capital of|football|recipe|movie|homework|python|code for|translate|politics|bitcoin|meaning of life|flight|horoscope|married|story)\b/,
  ],
  [
    "more",
    /\b(?:more|elaborate|further|in detail|details|continue|go on|specific|else|what do you mean|full steps)\b/,
  ],
  ["gratitude", /\b(?:thanks?|thank you|thx|ty|cheers|appreciated|helpful|grateful)\b/],
  ["hello", /^(?:hi|hello|hey|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day))\b/],
  [
    "bye",
    /\b(?:bye|goodbye|see you|good night|nice day|talk to you later|that's all|that is all|that's everything|that will be all|nothing else|no (?:more|further|other) questions|i'm done|ciao|take care|have a (?:nice|good|great|lovely)|enjoy your|(?:we|i)(?:'re| are|'m| am) (?:all )?(?:done|good|set)|done here|leave it there|(?:end|close|leave) (?:this|the) (?:chat|conversation)|that (?:was|will be|would be|'ll be) (?:all|it|everything)|that's it|everything i need(?:ed)?|have to go|gotta go|farewell|later)\b/,
  ],
  [
    "yes",
    /^(?:yes|yeah|yep|yup|sure|ok|okay|correct|exactly|absolutely|of course|go ahead|confirm|right|sounds good|please do|that is fine|that's right)\b/,
  ],
  ["no", /^(?:no|nope|nah|never ?mind|forget it|rather not|not now|not really|don't|stop|please don't)\b/],
  [
    "policy-question",
    /^(?:how (?:do|does|can|long|many|to)|what (?:is|are) (?:your|the)|where can|can i|do you (?:ship|offer|accept|support)|is there a|explain|why)\b/,
  ],
  [
    "address",
    /\b(?:address(?:es)?|post ?codes?|zip(?: code)?|street|(?:i|we)(?: have|'ve)? (?:just )?moved|redirect|(?:ship|send|deliver|post) (?:it|this|that|them|my \w+|order \S+|the \w+) (?:to|somewhere)|where my parcel goes)\b/,
  ],
  [
    "code",
    /(?<!\b(?:discount|promo|voucher|error|coupon|zip|post|qr|bar|gift|source|country|this|python) )\bcodes?\b(?! (?:reader|scanner))|\b(?:one-time|verif(?:y|ication|ying)|otp|passcode|identity|prove (?:who|that|it)|(?:is|it's) (?:really )?me)\b/,
  ],
  [
    "memory",
    /\b(?:remember\w*|memory|memori[sz]e|recall|forget(?! it\b)|keep in mind|(?:take|make) a note|note (?:that|down|about)|noted|(?:write|wrote) down|(?:stored?|saved?|keep|know|kept|told you|asked?) .{0,30}\b(?:about me|on me|of me|last time|last week|yesterday|before|preferences?)|save that|from now on|next time|for (?:the|my) future|for next time|should know|(?:my|stored) preferences?|about me|on me)\b/,
  ],
  [
    "forget",
    /\b(?:forget(?! it\b)|erase|wipe|delete|remove|clear|stop remembering|turn off|(?:do not|don't) (?:remember|store|keep|save)|don't want you to remember)\b/,
  ],
  [
    "note",
    /\b(?:remember (?:that|this|my|i|me|to)|keep in mind|note that|note about|(?:take|make) a note|write down|save that|from now on|next time|for the future|don't forget|should know)\b/,
  ],
  [
    "undo",
    /\b(?:undo|undone|undoing|revert|roll(?:ed)? (?:it |that )?back|(?:take|took|change|changed|put|set|turn|switch) (?:that|it|this|them|everything) back|reverse|restore|(?:how|what|as) it was|previous setting|(?:what|thing) you (?:just )?(?:did|changed|have done)|want you to do that)\b/,
  ],
  [
    "opinion",
    /\b(?:feedback|stars?|suggest\w*|rate|rating|reviews?|compliments?|feature request|should add|(?:would|it'd) be (?:nice|great|good|cool) (?:if|to)|great job|good job|well done|i love|i like|best|lovely|(?:really|very|so|is|was) (?:good|great|nice|friendly|quick|fast|easy)|improve)\b/,
  ],
  [
    "machine",
    /\b(?:bots?|robot|machine|ai|computer|chat ?(?:gpt|bot)|automat(?:ic|ed)|assistant|(?:you|this) (?:a |really |an actual |actually )*(?:human|real|person|alive)|who (?:are|made|built) you|(?:what|who) (?:are|is) you|what can (?:you|i)|what (?:do|else can) you do|your name|how can you help|able to help|(?:things|kind of things) can i ask|this chat for)\b/,
  ],
  [
    "back",
    /\b(?:(?:back|return(?:ing)?|revert) to|where were we|as i was saying|(?:earlier|previous|first|other|original|last) (?:question|thing|topic|one|problem|point|issue|subject)|(?:i|we) (?:asked|said|mentioned|talked about|were discussing|discussed|started)|continue with|finish what)\b/,
  ],
  ["wants", /^(?:please |can you |could you |i want|i'd like|i would like|i need|give me|let me)/],
];

/** The concepts a message touches, and its length class: one-word messages are another world than paragraphs. */
export function concepts(text: string): string[] {
  const folded = fold(text);
  const found = CONCEPTS.filter(([, pattern]) => pattern.test(folded)).map(([name]) => name);
  const length = words(folded).length;
  found.push(length <= 1 ? "length-1" : length <= 3 ? "length-3" : length <= 6 ? "length-6" : "length-more");
  return found;
}
