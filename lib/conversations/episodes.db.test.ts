import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { as } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { type AssistantViewer, type CustomerViewer, type StaffViewer, systemViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { postMessage, postReply } from "@/lib/messages/commands";
import { listHistory } from "@/lib/messages/queries";
import { disablePerson } from "@/lib/people/commands";
import { completeRun } from "@/lib/runs/commands";
import { claimRun } from "@/lib/runs/lease";
import { openTicket } from "@/lib/tickets/commands";
import { makeAgent, makeCustomer, makeManager } from "@/tests/support/factories";
import { getBrief } from "./brief";
import { claim, handBack, resolve, startConversation } from "./commands";
import { askForPerson } from "./escalate";
import { getConversation } from "./queries";

const system = systemViewer("test");
let casey: CustomerViewer;
let alex: StaffViewer;
let id: string;

beforeEach(async () => {
  [casey, alex] = await Promise.all([makeCustomer(), makeAgent({ name: "Alex" })]);
  ({ id } = await startConversation(casey, { person: false }));
});

const say = (text: string) => postMessage(casey, id, { id: newId(), text });
async function work(runId: string | null): Promise<AssistantViewer> {
  const claimed = await claimRun(system, {
    runId: runId ?? "",
    instance: "test",
    provider: "test",
    model: "test",
  });
  if (!claimed) throw new Error("the run was not claimed");
  return claimed.viewer;
}
const answer = (run: AssistantViewer, text: string) =>
  completeRun(run, { text, citations: [], receipts: [], usage: null, fallbackFrom: null });
const row = () =>
  as(system, async (tx) => (await tx.select().from(conversations).where(eq(conversations.id, id)))[0]);

/** Asked, passed to Alex, answered, ticketed, handed back with an instruction, resolved. */
async function firstEpisode(): Promise<number> {
  const run = await work((await say("My desk wobbles")).runId);
  await answer(run, "Tighten the left screw.");
  await askForPerson(casey, id);
  await claim(alex, id);
  await postReply(alex, id, { id: newId(), text: "A new screw is on its way." });
  const { number } = await openTicket(
    alex,
    {
      conversationId: id,
      subject: "Screw",
      description: "Send one.",
      priority: "low",
      category: "general",
      tags: [],
    },
    { callId: "t" },
  );
  await handBack(alex, id, { instruction: "Ask whether it came" });
  await resolve(casey, id);
  return number;
}

describe("a resolved conversation that is opened again", () => {
  it("begins anew: a summary in place of the old messages, handover and instruction", async () => {
    const ticket = await firstEpisode();
    const before = await row();
    const { runId } = await say("Now the lamp flickers");
    const run = await work(runId);

    expect((await listHistory(run, 40)).map((entry) => entry.text)).toEqual(["Now the lamp flickers"]);
    const brief = await getBrief(run);
    expect(brief).toMatchObject({ episode: 2, instruction: null });
    expect(brief.previously).toEqual([
      {
        episode: 1,
        resolvedAt: before?.resolvedAt?.toISOString(),
        resolution: "confirmed",
        subject: "My desk wobbles",
        question: "My desk wobbles",
        outcome: "A new screw is on its way.",
        // The first tracks the handover.
        tickets: [ticket - 1, ticket],
      },
    ]);
    expect(await row()).toMatchObject({
      episodeSeq: before?.seq,
      handover: null,
      instruction: null,
      resolution: null,
      resolvedAt: null,
      urgency: "medium",
    });
  });

  it("hands over only what this episode is about", async () => {
    await firstEpisode();
    await say("Now the lamp flickers");
    await askForPerson(casey, id);
    const { handover } = await getConversation(alex, id);
    expect(handover).toMatchObject({
      question: "Now the lamp flickers",
      openQuestion: null,
      sources: [],
      tried: [],
    });
  });

  it("keeps the last five in mind, each ticket once", async () => {
    const ticket = await firstEpisode();
    for (let n = 2; n <= 7; n++) {
      const { runId } = await say(`Question ${n}`);
      await answer(await work(runId), `Answer ${n}`);
      await resolve(alex, id);
    }
    await say("Once more");
    const previously = (await row())?.previously ?? [];
    expect(previously.map((earlier) => earlier.question)).toEqual(
      [3, 4, 5, 6, 7].map((n) => `Question ${n}`),
    );
    expect(previously.map((earlier) => earlier.resolution)).toEqual(Array(5).fill("assumed"));
    expect(previously.flatMap((earlier) => earlier.tickets)).not.toContain(ticket);
  });

  it("goes back to the agent who had it, and to the queue when they have left", async () => {
    const manager = await makeManager();
    await say("Hello");
    await askForPerson(casey, id);
    await claim(alex, id);
    await resolve(alex, id);
    expect(await say("One more thing")).toMatchObject({ runId: null });
    expect(await getConversation(casey, id)).toMatchObject({
      episode: 2,
      owner: { kind: "agent", name: "Alex" },
      awaitingReply: true,
      waitingSince: expect.any(Date),
    });
    await resolve(alex, id);
    await disablePerson(manager, alex.userId);
    expect(await say("And another")).toMatchObject({ runId: null });
    expect(await getConversation(casey, id)).toMatchObject({
      episode: 3,
      owner: { kind: "queue", name: null },
      waitingSince: expect.any(Date),
    });
  });
});
