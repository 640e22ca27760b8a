/**
 * The next step of the built-in model: call tools, or say something. A pure function of the conversation's state and
 * this run's tool results, so every decision can be replayed and tested without a model, a database or a clock.
 */
import { ask, REQUEST_NAMES } from "./asking";
import { findEscalation, IDLE_LIMIT } from "./escalation";
import { both } from "./moves";
import { expiredLine, returnLine, SAY } from "./phrases";
import { escalate, type Say, type Situation, type Step, say } from "./steps/base";
import { followOffer, followRequest, followShown } from "./steps/following";
import { followInstruction, isDue } from "./steps/instructed";
import { followIntent } from "./steps/intents";
import { followMemory } from "./steps/memory";
import { reportParked } from "./steps/parked";
import { answerSeveral } from "./steps/several";
import { words } from "./text";
import { nameOf } from "./topics";

export type { Call, Situation, Step } from "./steps/base";

const MAX_INTERRUPTIONS = 2;
const BARE_WORDS = 8;

export function decide(situation: Situation): Step {
  const { state, instruction } = situation;
  const escalated = situation.outcomes.some((outcome) => outcome.name === "escalate_to_human");
  if (escalated) return escalate(situation, "customer_request", "medium");
  const reported = reportParked(situation);
  if (reported) return reported;
  if (instruction && isDue(instruction, state)) return followInstruction(situation, instruction);
  if (!state.waiting || isOpeningCue(situation)) return say(SAY.back);
  const rule = findEscalation(state.message);
  if (rule) {
    // "A person, please" says nothing about what for; what came before does.
    const isBare = rule.reason === "customer_request" && words(state.message).length <= BARE_WORDS;
    const about = state.topics[0]?.question ?? (state.previous || state.message);
    return escalate(situation, rule.reason, rule.urgency, isBare ? about : state.message);
  }
  if (state.idle > IDLE_LIMIT) return escalate(situation, "budget", "medium");
  const step = followRequest(situation) ?? followOffer(situation) ?? goBack(situation) ?? fresh(situation);
  return step.kind === "say" ? takeUpAgain(situation, step) : step;
}

/** A message that is about itself, rather than an answer to what was asked. */
function fresh(situation: Situation): Step {
  return (
    followMemory(situation, fresh) ??
    answerSeveral(situation, followIntent) ??
    followShown(situation) ??
    followIntent(situation)
  );
}

/** A thread without any customer message is opened with this cue, because a model needs somebody to speak first. */
function isOpeningCue({ state }: Situation): boolean {
  return state.customerMessages === 1 && state.message === "Please continue.";
}

/** "Back to my delivery question": the topic that is on top again is answered as it was asked, and named. */
function goBack(situation: Situation): Step | null {
  const { state } = situation;
  const [topic] = state.topics;
  if (!state.returned || !topic) return null;
  const reading = { ...state.reading, intent: topic.intent, confidence: 1 };
  const step = followIntent({
    ...situation,
    state: { ...state, message: topic.question, reading, clarified: false, returned: false },
  });
  if (step.kind === "call") return step;
  const tickets = topic.tickets.map((number) => `#${number}`).join(", ");
  const linked = tickets ? `\n\nFor this you have ticket ${tickets}.` : "";
  return { ...step, text: `${returnLine(nameOf(topic, state.topics))} ${step.text}${linked}` };
}

/** After an interruption was answered, the request is taken up again; after too many it is put aside. */
function takeUpAgain(situation: Situation, step: Say): Step {
  const { pending, reply, interruptions, expired, shelved } = situation.state;
  if (expired && !step.move.asked && step.move.offer?.kind !== "restart" && !step.move.settled) {
    const line = expiredLine(REQUEST_NAMES[expired.kind]);
    return say(`${step.text}\n\n${line}`, { ...step.move, offer: { kind: "restart", request: expired } });
  }
  if (shelved && step.move.settled && !step.move.asked)
    return say(`${step.text}\n\n${SAY.resume} ${ask(shelved)}`, { ...step.move, asked: shelved });
  if (!pending || reply?.kind !== "interrupted") return step;
  // One request at a time: a new one goes first, the old one waits.
  if (step.move.asked) return say(`${step.text}\n\n${SAY.shelved}`, { ...step.move, shelved: true });
  const answer = step.text.replace(SAY.cannotDecide, "").replace(SAY.offer, "").trim();
  const move = { ...step.move, offer: null };
  if (interruptions >= MAX_INTERRUPTIONS)
    return say(`${answer}\n\n${SAY.shelved}`, { ...move, shelved: true });
  return say(`${answer}\n\n${SAY.resume} ${ask(pending)}`, both(move, { ...move, asked: pending }));
}
