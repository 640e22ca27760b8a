/**
 * The dialogue of one turn, whatever model speaks: taken up from where it was stored, shown to a large model as facts,
 * run by the built-in one, and closed with what the turn did to it. Touches no database; times are given.
 */
import "server-only";
import type { Model } from "@openai/agents-core";
import type { HistoryEntry } from "@/lib/messages/queries";
import type { Step } from "./conversation/decide";
import { type DialogueState, emptyState } from "./conversation/dialogue-state";
import { factLines } from "./conversation/lines";
import { type Mood, moodOf } from "./conversation/mood";
import { type Move, PLAIN, readMove } from "./conversation/moves";
import { applyNotes, type Note } from "./conversation/notes";
import { readIntent } from "./conversation/reading";
import { step as foldEntry, heardAssistant, linkTickets } from "./conversation/state";
import { TOOL_OF } from "./conversation/steps/writes";
import { fingerprint, readStored, type Stored, toStored } from "./conversation/stored";
import { plainTitle } from "./conversation/topics";
import { understood } from "./conversation/understood";
import { redact } from "./guardrails/input";
import { BuiltinModel } from "./models/builtin/model";
import { noteConversation } from "./note-conversation";
import type { AssistantTool } from "./tools/define";

type Entry = Omit<HistoryEntry, "at"> & { at?: Date };

/** How one customer message was understood, as staff see it. */
type MessageReading = { intent: string; confidence: number; topic: string | null; mood: Mood };

export type DoneCall = { name: string; args: unknown; result: unknown; failed: boolean };

export type TurnDialogue = {
  /** Facts for a large model's instructions. */
  lines(): string[];
  /** The built-in model, bound to this dialogue. */
  model(): Model;
  /** The structured update for large models; free of the limits on tool calls. */
  tool(): AssistantTool | null;
  /** What is stored with the turn's end. `tickets`: numbers that were opened or changed. */
  close(done: { text: string; calls: readonly DoneCall[]; tickets: readonly number[] }): {
    dialogue: unknown;
    readings: { seq: number; reading: MessageReading }[];
  };
};

/** @param history what the customer can see of this episode, oldest first; the newest part of it is enough. */
export function openDialogue(stored: unknown, history: readonly Entry[], now: Date): TurnDialogue {
  const known = takeUp(stored, history);
  const newer = history.filter((entry) => entry.seq > (known?.upTo ?? 0));
  const read = fold(known, newer);
  const { state } = read;
  const decisions: Step[] = [];
  const notes: Note[] = [];
  return {
    lines: () => factLines(state),
    model: () => new BuiltinModel({ state, decided: (step) => void decisions.push(step) }),
    tool: () => noteConversation((note) => void notes.push(note)),
    close({ text, calls, tickets }) {
      const numbers = [...new Set([...tickets, ...calls.flatMap(ticketOf)])];
      const last = decisions.at(-1);
      const answers = [...(known?.answers ?? []), ...(text ? [text] : [])];
      const upTo = history.at(-1)?.seq ?? known?.upTo ?? 0;
      const parked = stillParked(state, calls);
      if (parked.length < state.parked.length && isReport(state, calls)) {
        // What had waited was told; the messages since then are other turns' matter.
        const base = { ...(known?.state ?? state), parked };
        return { dialogue: toStored(known?.upTo ?? upTo, answers, linkTickets(base, numbers)), readings: [] };
      }
      const open = openWrite(last, calls);
      const noted = applyNotes(state, notes);
      const move = last ? moveOf(last, text) : null;
      const spoken = heardAssistant(
        noted.state,
        plain(text),
        { ...(move ?? readMove(plain(text))), ...noted.move },
        now.getTime(),
      );
      const request = state.reply?.kind === "confirmed" ? state.reply.request : null;
      const linked = linkTickets(spoken, numbers, state.askedFor === null ? request : null);
      const waits =
        open && request && TOOL_OF[request.kind] === open
          ? [{ tool: open, request, topic: topicOf(state) }]
          : [];
      const after = { ...linked, parked: [...parked, ...waits].slice(-MAX_PARKED) };
      return {
        dialogue: toStored(upTo, answers, after),
        readings: newer.flatMap((entry) => readingOf(entry, state, linked, noted.reading)),
      };
    },
  };
}

const MAX_PARKED = 5;
const SAME_FROM = 40;

/** The stored state, if it reaches into the history that is visible: after a new episode it does not. */
function takeUp(stored: unknown, history: readonly Entry[]): Stored | null {
  const read = readStored(stored);
  const first = history[0]?.seq;
  if (!read || first === undefined || read.upTo < first) return null;
  return read;
}

function fold(known: Stored | null, newer: readonly Entry[]): { state: DialogueState } {
  let state = known?.state ?? emptyState();
  const counted = new Set(known?.answers ?? []);
  for (const { from, text, at } of newer) {
    const clean = redact(text).text;
    // What the assistant said in a turn that was closed is in the state already.
    if (from === "assistant" && counted.has(fingerprint(clean))) continue;
    const said = from === "customer" ? clean : plain(clean);
    state = foldEntry(state, { role: from, text: said, ...(at ? { at: at.getTime() } : {}) });
  }
  return { state };
}

/** Without the marks and numbers of citations, which mean nothing in another turn. */
const plain = (text: string): string => text.replace(/\s?(?:\[\[[^\]\n]{1,64}\]\]|\[\d{1,2}\])/g, "");

/** What the decision did; null when the text is another's. A call without an answer waits, and its notice does nothing. */
function moveOf(last: Step, text: string): Move | null {
  if (last.kind === "call") return PLAIN;
  return last.text.trim() !== "" && isSame(last.text, text) ? last.move : null;
}

/** The stored text is the decided one with numbers for marks, or what a guard left of it. */
const isSame = (decided: string, text: string): boolean =>
  fingerprint(decided).slice(0, SAME_FROM) === fingerprint(text).slice(0, SAME_FROM);

function readingOf(
  entry: Entry,
  before: DialogueState,
  after: DialogueState,
  noted: Partial<MessageReading>,
) {
  if (entry.from !== "customer") return [];
  const text = redact(entry.text).text;
  const { intent, confidence } = text === before.message ? understood(before) : readIntent(text);
  const reading: MessageReading = {
    intent,
    confidence: Math.round(confidence * 100) / 100,
    topic:
      (before.reply && before.askedFor === null ? plainTitle(intent) : after.topics[0]?.title) ??
      plainTitle(intent),
    mood: moodOf(text),
    ...noted,
  };
  return [{ seq: entry.seq, reading }];
}

function ticketOf({ name, result, failed }: DoneCall): number[] {
  if (failed || (name !== "create_ticket" && name !== "update_ticket")) return [];
  const number = typeof result === "object" && result !== null && "number" in result ? result.number : null;
  return typeof number === "number" ? [number] : [];
}

/** The write that was called last and has no result: it waits for a person. */
function openWrite(last: Step | undefined, calls: readonly DoneCall[]): string | null {
  const name = last?.kind === "call" ? last.calls[0]?.name : undefined;
  return name && !calls.some((call) => call.name === name) ? name : null;
}

const topicOf = (state: DialogueState): string | null => state.topics[0]?.id ?? null;

const stillParked = (state: DialogueState, calls: readonly DoneCall[]) =>
  state.parked.filter(({ tool }) => !calls.some((call) => call.name === tool));

/** A turn that only told what became of a call that had waited. */
function isReport(state: DialogueState, calls: readonly DoneCall[]): boolean {
  return !state.waiting || calls.every((call) => state.parked.some(({ tool }) => tool === call.name));
}
