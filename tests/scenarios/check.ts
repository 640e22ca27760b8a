/** Compares what was observed with what a scenario expects; each difference is one line for people. Pure. */
import type { Checks, Expectations, Wanted } from "./schema";

export type Row = Record<string, unknown>;
export type ObservedCall = { name: string; args: unknown; result: unknown; failed: boolean };

/** What one turn, or a whole conversation, came to. */
export type Observed = {
  text: string;
  notices: string[];
  calls: ObservedCall[];
  citations: string[];
  receipts: Row[];
  owner: string;
  status: string;
  episode: number;
  escalated: { reason: string; urgency: string } | null;
  package: Row | null;
  run: string;
  fallback: boolean;
  reading: { intent: string; confidence: number; topic: string | null; mood: string } | null;
  topics: Row[];
  tickets: Row[];
  notifications: Row[];
  approvals: Row[];
  identity: Row[];
  refunds: Row[];
  memory: Row[];
  profile: Row;
  effects: Row[];
  modelRead: string;
  seconds: number;
};

/** Keeping its own notes is no act of a model: these calls count nowhere. */
const NOTES = new Set(["note_conversation"]);

/** Lines that say what is not as expected; none when all is. */
export function check(expected: Expectations, observed: Observed, isBuiltin: boolean): string[] {
  const { builtin, ...all } = expected;
  return [...checkAll(all, observed), ...(isBuiltin && builtin ? checkAll(builtin, observed) : [])];
}

function checkAll(expected: Checks, observed: Observed): string[] {
  const failures: string[] = [];
  const fail = (line: string) => void failures.push(line);
  const calls = observed.calls.filter(({ name }) => !NOTES.has(name));
  const said = plain(observed.text);

  for (const text of expected.text ?? [])
    if (!holds(said, text)) fail(`the answer lacks ${quote(text)}: ${quote(clip(said))}`);
  for (const text of expected.no_text ?? [])
    if (holds(said, text)) fail(`the answer has ${quote(text)}: ${quote(clip(said))}`);
  if (expected.silent === true && said) fail(`nothing should be said, but: ${quote(clip(said))}`);
  if (expected.silent === false && !said) fail("nothing was said");
  for (const text of expected.notice ?? [])
    if (!observed.notices.some((notice) => holds(plain(notice), text)))
      fail(`no notice has ${quote(text)}: ${clip(observed.notices.join(" | ")) || "there is none"}`);
  if (expected.questions !== undefined) {
    const asked = questionsIn(said);
    if (!counts(asked, expected.questions))
      fail(`${asked} questions instead of ${JSON.stringify(expected.questions)}: ${quote(clip(said))}`);
  }

  const used = calls.map(({ name }) => name).join(", ") || "none";
  for (const use of expected.tools ?? []) {
    const { name, args, times, failed } = { args: undefined, times: undefined, failed: undefined, ...use };
    const own = calls.filter((call) => call.name === name);
    const right = own.filter(
      (call) =>
        (failed === undefined ? true : call.failed === failed) && (!args || contains(call.args, args)),
    );
    if (times !== undefined ? !counts(right.length, times) : right.length === 0)
      fail(
        `${name}${args ? ` with ${JSON.stringify(args)}` : ""} was called ${right.length} times${times === undefined ? "" : ` instead of ${JSON.stringify(times)}`}; calls: ${own.length > 0 ? own.map((call) => JSON.stringify(call.args)).join(" ") : used}`,
      );
  }
  if (expected.no_tools === "any" && calls.length > 0) fail(`no tool should be called, but: ${used}`);
  if (Array.isArray(expected.no_tools))
    for (const name of expected.no_tools)
      if (calls.some((call) => call.name === name)) fail(`${name} should not be called; calls: ${used}`);
  if (expected.calls !== undefined && !counts(calls.length, expected.calls))
    fail(`${calls.length} tool calls instead of ${JSON.stringify(expected.calls)}: ${used}`);

  if (expected.citations !== undefined) {
    const cited = observed.citations.join(", ") || "none";
    if (expected.citations === "none" && observed.citations.length > 0) fail(`cites ${cited}`);
    if (expected.citations === "some" && observed.citations.length === 0) fail("cites nothing");
    if (Array.isArray(expected.citations))
      for (const slug of expected.citations)
        if (!observed.citations.includes(slug)) fail(`does not cite ${slug}; cites ${cited}`);
  }

  same("owner");
  same("status");
  same("episode");
  same("run");
  same("fallback");
  if (expected.escalated === false && observed.escalated)
    fail(`escalated (${observed.escalated.reason}, ${observed.escalated.urgency})`);
  if (expected.escalated) {
    if (!observed.escalated) fail("was not escalated");
    else {
      const { reason, urgency } = observed.escalated;
      if (expected.escalated.reason && !expected.escalated.reason.includes(reason))
        fail(`escalated for ${reason} instead of ${expected.escalated.reason.join(" or ")}`);
      if (expected.escalated.urgency && !expected.escalated.urgency.includes(urgency))
        fail(`escalated as ${urgency} instead of ${expected.escalated.urgency.join(" or ")}`);
    }
  }
  if (expected.package && !contains(observed.package, expected.package))
    fail(`the package lacks ${missing(observed.package, expected.package)}`);
  if (expected.profile && !contains(observed.profile, expected.profile))
    fail(`the profile lacks ${missing(observed.profile, expected.profile)}`);

  oneOf("intent", observed.reading?.intent);
  oneOf("mood", observed.reading?.mood);
  if (expected.topic && !expected.topic.some((text) => holds(observed.reading?.topic ?? "", text)))
    fail(`the topic is ${quote(observed.reading?.topic ?? "none")}`);
  if (expected.confidence) {
    const confidence = observed.reading?.confidence ?? -1;
    const { min = 0, max = 1 } = expected.confidence;
    if (confidence < min || confidence > max) fail(`the confidence is ${confidence}`);
  }

  for (const key of [
    "receipts",
    "topics",
    "tickets",
    "notifications",
    "approvals",
    "identity",
    "refunds",
    "memory",
    "effects",
  ] as const)
    rows(key);
  if (expected.ticket_count !== undefined && !counts(observed.tickets.length, expected.ticket_count))
    fail(`${observed.tickets.length} tickets instead of ${JSON.stringify(expected.ticket_count)}`);

  for (const text of expected.model_read ?? [])
    if (!holds(observed.modelRead, text)) fail(`the model did not read ${quote(text)}`);
  for (const text of expected.model_not_read ?? [])
    if (holds(observed.modelRead, text)) fail(`the model read ${quote(text)}`);
  if (expected.seconds && observed.seconds > expected.seconds.max)
    fail(`took ${observed.seconds.toFixed(2)} s instead of at most ${expected.seconds.max}`);
  return failures;

  function same(key: "owner" | "status" | "episode" | "run" | "fallback") {
    if (expected[key] !== undefined && expected[key] !== observed[key])
      fail(`${key} is ${observed[key]} instead of ${expected[key]}`);
  }
  function oneOf(key: "intent" | "mood", found: string | undefined) {
    const any = expected[key];
    if (any && !any.includes(found ?? ""))
      fail(`${key} is ${found ?? "unknown"} instead of ${any.join(" or ")}`);
  }
  function rows(
    key:
      | "receipts"
      | "topics"
      | "tickets"
      | "notifications"
      | "approvals"
      | "identity"
      | "refunds"
      | "memory"
      | "effects",
  ) {
    const any = expected[key];
    const found = observed[key];
    if (any === undefined) return;
    if (any === "none") {
      if (found.length > 0) fail(`${key}: there are ${clip(JSON.stringify(found))}`);
      return;
    }
    for (const row of any)
      if (!found.some((candidate) => contains(candidate, row)))
        fail(`${key}: none like ${JSON.stringify(row)} among ${clip(JSON.stringify(found), 700)}`);
  }
}

/** Whether `found` has what is `wanted`: texts anywhere and in any case, lists in any order, objects by their keys. */
export function contains(found: unknown, wanted: Wanted): boolean {
  if (Array.isArray(wanted))
    return (
      Array.isArray(found) && wanted.every((each) => found.some((candidate) => contains(candidate, each)))
    );
  if (typeof wanted === "string") {
    if (found === null || found === undefined) return false;
    return holds(typeof found === "string" ? found : JSON.stringify(found), wanted);
  }
  if (typeof wanted !== "object" || wanted === null) return (found ?? null) === wanted;
  if (typeof found !== "object" || found === null) return false;
  return Object.entries(wanted).every(([key, value]) => contains((found as Row)[key], value));
}

function missing(found: Row | null, wanted: Record<string, Wanted>): string {
  const parts = Object.entries(wanted).filter(([key, value]) => !contains(found?.[key], value));
  return parts
    .map(
      ([key, value]) =>
        `${key} ${JSON.stringify(value)} (it is ${clip(JSON.stringify(found?.[key]) ?? "absent")})`,
    )
    .join(", ");
}

/** A text between slashes is a regular expression. */
function holds(text: string, wanted: string): boolean {
  const [, pattern] = /^\/(.+)\/$/s.exec(wanted) ?? [];
  if (pattern !== undefined) return new RegExp(pattern, "iu").test(text);
  return squeeze(text).includes(squeeze(wanted));
}

const squeeze = (text: string) => plain(text).toLowerCase();

/** Without emphasis and typographic quotes, which are nobody's point. */
const plain = (text: string) =>
  text
    .replaceAll("**", "")
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/\s+/g, " ")
    .trim();

/** Sentences that end in a question mark; a quoted title is not one. */
export function questionsIn(text: string): number {
  return (text.replace(/[“"][^”"]*[”"]/g, "").match(/\?(?=\s|$)/g) ?? []).length;
}

function counts(found: number, wanted: NonNullable<Checks["calls"]>): boolean {
  if (typeof wanted === "number") return found === wanted;
  return found >= (wanted.min ?? 0) && found <= (wanted.max ?? Number.POSITIVE_INFINITY);
}

const quote = (text: string) => `“${text}”`;
const clip = (text: string, most = 300) => (text.length > most ? `${text.slice(0, most)}…` : text);
