/**
 * Who may read and do what: every exported query and command, for every kind of caller, against PostgreSQL. A
 * function that is not in the tables fails here, and so does a line that names nothing.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { AppError } from "@/lib/core/errors";
import { type Caller, callers, secretsFor, viewerOf } from "./authorization/callers";
import { type Called, fingerprint, type Outcome, outcomeOf } from "./authorization/outcomes";
import { reads } from "./authorization/reads";
import { someRequestOfA } from "./authorization/situations";
import type { Line, Setting } from "./authorization/table";
import { writes } from "./authorization/writes";
import { importProjectFile, projectFiles, readProjectFile } from "./support/project-files";
import { makeKnowledge, makeWorld } from "./support/world";

const files = projectFiles(
  "lib/*/queries.ts",
  "lib/*/commands.ts",
  "lib/approvals/{gate,policies,settle}.ts",
  "lib/gaps/{collect,place,searches}.ts",
  "lib/identity/trail.ts",
  "lib/imports/{export,uploads,work}.ts",
  "lib/knowledge/{categories,change-language,drafts,files,redirects,search,schedule,staff-queries,translations,upkeep,usage,versions}.ts",
  "lib/knowledge/{explain,feedback,published,sitemap,suggest}.ts",
  "lib/people/{me,sign-up}.ts",
  "lib/suggestions/writing.ts",
  "lib/conversations/{brief,earlier,escalate,instruction,record,sweep,wait,wording}.ts",
  "lib/runs/{budget,fence,foreign-calls,items,lease,park,sweep,trace}.ts",
);

/** Parts of a command, run in the transaction that the command opened as its viewer: visibility is that viewer's. */
const insideTransaction: Record<string, string> = {
  "approvals/settle.endWaiting": "a change of owner, as whoever changes it",
  "approvals/settle.settleRun": "a decision, or the sweep that looks for decided ones",
  "conversations/escalate.queueForCustomer":
    "a start or a wish of the customer; loads through their visibility",
  "conversations/instruction.endInstruction": "the end of a run, under its fence or its sweep",
  "catalogue/queries.loadOrder": "the order that a command judges; takes the viewer second",
  "customers/queries.loadCustomer": "the answer of a command that wrote it; takes the viewer second",
  "effects/queries.undoStates": "the runs of a thread that the transaction has read, and row security",
  "gaps/commands.draftedFor": "a suggestion that is accepted",
  "gaps/commands.solvedBy": "the check after a publication",
  "gaps/place.describe": "a change to a group of questions; takes the viewer second",
  "gaps/place.nearTo": "a group that the transaction places or shows",
  "gaps/place.rarityOf": "a group that the transaction places or shows",
  "knowledge/search.searchArticlesIn": "a transaction that asks what readers find; takes the viewer second",
  "knowledge/drafts.createHeld": "an article that somebody begins, or that is imported",
  "knowledge/commands.publishHeld": "a publication, by a person or because its time has come",
  "notifications/commands.notifyIn": "a command that tells somebody as part of what it does",
  "people/queries.loadPerson": "the answer of a command that managers alone may give",
  "refunds/queries.refundedOf": "an order that the transaction has loaded, so it is visible",
  "runs/commands.noteReadings": "the end of a turn, under its fence",
  "runs/fence.fence": "the first statement of everything that the assistant writes",
  "runs/queries.findLiveRunIn": "a conversation that the transaction has locked, so it is visible",
  "runs/queries.liveRunAfter": "a conversation that the transaction has locked, so it is visible",
  "tickets/queries.loadTicket": "the answer of a command that wrote it; takes the viewer second",
  "tickets/queries.lockTicket": "the row of a command before it is judged; takes the viewer second",
};

/** Files that open a transaction as whoever calls them, and are no queries or commands themselves. */
const beneath: Record<string, string> = {
  "lib/conversations/handover.ts": "the package that a command of the table hands over",
  "lib/imports/listing.ts": "a step of imports/work, with the viewer of the table",
  "lib/imports/progress.ts": "a step of imports/work, with the viewer of the table",
  "lib/imports/write-item.ts": "a step of imports/work, with the viewer of the table",
  "lib/knowledge/retrieve.ts": "the inside of knowledge/search, with the viewer of the table",
};

/** Exported beside the queries, and reaching no data. */
const pure: Record<string, string> = {
  "runs/commands.booked": "columns of the run that say what it has used",
  "runs/commands.understood": "columns of the conversation that a turn leaves behind",
  "runs/fence.held": "the condition under which a run may write",
  "effects/queries.lineage": "the runs that a run goes on from, as a part of a query",
  "tickets/queries.byKey": "the condition that a number or an id means",
};

const isClass = (value: unknown) => typeof value === "function" && /^class\b/.test(String(value));

async function exportedFunctions(): Promise<{ of: string; file: string; name: string }[]> {
  const found = await Promise.all(
    files.map(async (file) =>
      Object.entries(await importProjectFile(file)).flatMap(([name, value]) =>
        typeof value === "function" && !isClass(value)
          ? [{ of: `${file.slice("lib/".length, -".ts".length)}.${name}`, file, name }]
          : [],
      ),
    ),
  );
  return found.flat();
}

describe("the tables", () => {
  it("have a line for every exported query and command, and none for anything else", async () => {
    const functions = (await exportedFunctions()).map(({ of }) => of);
    const lines = new Set([...reads, ...writes].map(({ of }) => of));
    expect([...lines, ...Object.keys(insideTransaction), ...Object.keys(pure)].sort()).toEqual(
      functions.sort(),
    );
    expect(files.length).toBeGreaterThan(20);
  });

  it("know every file that reaches data as whoever calls it", () => {
    const opening = projectFiles("lib/*/*.ts").filter((file) => {
      const source = readProjectFile(file);
      // A job's viewer is its own.
      const isCallers = !/^const viewer = systemViewer\(/m.test(source);
      return !file.includes(".test.") && isCallers && /\bas(?:ByKey|AlongIndex)?\(viewer\b/.test(source);
    });
    expect(opening.filter((file) => !files.includes(file))).toEqual(Object.keys(beneath));
  });

  it("say no more than once what one case is", () => {
    const names = [...reads, ...writes].map(({ of, when }) => `${of} ${when ?? ""}`);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("every query and command", () => {
  it("takes the viewer first, or a transaction that has one", async () => {
    for (const { of, file, name } of await exportedFunctions()) {
      if (of in pure) continue;
      const source = readProjectFile(file);
      const [, parameter, type] =
        new RegExp(
          `export (?:async )?(?:function ${name}|const ${name} = (?:async )?)(?:<[^(]*>)?\\(\\s*(\\w+): (\\w+)`,
        ).exec(source) ?? [];
      if (of in insideTransaction)
        expect({ of, parameter, type }).toEqual({ of, parameter: "tx", type: "Tx" });
      else {
        expect({ of, parameter }).toEqual({ of, parameter: "viewer" });
        expect(type, of).toMatch(/^(\w*Viewer|Notifier|TicketWriter)$/);
      }
    }
  });
});

let shared: Setting;
let untouchedShared: Awaited<ReturnType<typeof fingerprint>>;
let knowledge: Setting["knowledge"];
beforeAll(async () => {
  knowledge = await makeKnowledge();
  shared = { ...(await makeWorld()), knowledge };
  await someRequestOfA(shared);
  untouchedShared = await seenAfter(shared);
});

const titleOf = ({ of, when }: Line) => (when ? `${of}, ${when}` : of);
const cells = (lines: Line[]) =>
  lines.flatMap((line) =>
    callers
      .map((caller, column) => ({
        line,
        caller,
        expected: line.expected[column] ?? ("no column" as Outcome),
        title: titleOf(line),
      }))
      // Those that are refused come one after the other: they share a world.
      .sort((one, other) => Number(changes(one.expected)) - Number(changes(other.expected))),
  );
const changes = (expected: Outcome) => expected === "ok" || expected === "untyped";

/** What everything looked like after the last call: the next one begins there, so nothing is read twice. */
let lastSeen: { setting: Setting; seen: Awaited<ReturnType<typeof fingerprint>> } | null = null;
const seenBefore = (setting: Setting) => (lastSeen?.setting === setting ? lastSeen.seen : seenAfter(setting));
async function seenAfter(setting: Setting) {
  const seen = await fingerprint(peopleOf(setting));
  lastSeen = { setting, seen };
  return seen;
}

const peopleOf = ({ a, b, agent, colleague, manager }: Setting) =>
  [a.customer, b.customer, agent, colleague, manager].map(({ userId }) => userId);

/** What a call answered, or told the caller when it threw: ids and words of others would show in it. */
const saidBy = ({ value, error }: Called) =>
  JSON.stringify([value ?? null, error instanceof AppError ? [error.message, error.fields] : null]);

function expectNoLeak(called: Called, caller: Caller, setting: Setting, { editing }: Line) {
  const said = saidBy(called);
  for (const secret of secretsFor(caller, setting, knowledge, editing))
    expect(said.includes(secret), `${secret} in ${said}`).toBe(false);
}

describe("reading what is A's", () => {
  it.each(cells(reads))("$title: $caller gets $expected", async ({ line, caller, expected }) => {
    const called = await outcomeOf(() => line.call(viewerOf(caller, shared) as never, shared));
    if (expected !== "untyped") expect(called.outcome).toBe(expected);
    expectNoLeak(called, caller, shared, line);
  });

  it("has changed nothing", async () => {
    expect(await seenAfter(shared)).toEqual(untouchedShared);
  });

  it("shows A what is theirs, or a leak could not be told from silence", async () => {
    for (const line of reads.filter(({ of }) => of === "messages/queries.listMessages")) {
      const called = await outcomeOf(() => line.call(shared.a.customer as never, shared));
      expect(saidBy(called)).toContain(shared.a.canary);
      const read = await outcomeOf(() => line.call(shared.agent as never, shared));
      expect(saidBy(read)).toContain(shared.a.staffCanary);
    }
  });
});

/** Calls that may change something begin in a world of their own; those that must not share one with all like them. */
const untouched = new Map<Line["before"], Promise<Setting>>();
async function settingOf(line: Line, expected: Outcome): Promise<Setting> {
  const make = async () => {
    lastSeen = null;
    const setting: Setting = { ...(await makeWorld()), knowledge };
    await line.before?.(setting);
    return setting;
  };
  if (changes(expected)) return make();
  const found = untouched.get(line.before) ?? make();
  untouched.set(line.before, found);
  return found;
}

describe("doing something to what is A's", () => {
  it.each(cells(writes))("$title: $caller gets $expected", async ({ line, caller, expected }) => {
    const setting = await settingOf(line, expected);
    const before = await seenBefore(setting);
    const called = await outcomeOf(() => line.call(viewerOf(caller, setting) as never, setting));
    const after = await seenAfter(setting);
    const changed = after.all !== before.all;
    const outcome =
      called.outcome === "ok" && called.value === undefined && !changed && !line.silent
        ? "nothing"
        : called.outcome;
    if (expected !== "untyped") {
      expect(outcome).toBe(expected);
      if (expected !== "ok") expect(changed, "a refused call changed something").toBe(false);
    }
    expectNoLeak(called, caller, setting, line);
    const isStranger = caller === "visitor" || caller === "B" || caller === "assistant of B";
    if (isStranger && !line.carries) expect(after.own, "a stranger changed what is A's").toBe(before.own);
  });
});
