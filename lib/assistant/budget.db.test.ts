/** A turn whose model only ever calls tools: it ends with a person, and what it cost is booked. */
import { functionCall, ScriptedModel } from "@openai/agents-core/testing";
import { eq } from "drizzle-orm";
import { afterEach, expect, it } from "vitest";
import { as } from "@/db/client";
import { runs } from "@/db/schema/runs";
import { systemViewer } from "@/lib/auth/viewer";
import { startConversation } from "@/lib/conversations/commands";
import { getConversation } from "@/lib/conversations/queries";
import { newId } from "@/lib/core/ids";
import { postMessage } from "@/lib/messages/commands";
import { makeAgent, makeCustomer } from "@/tests/support/factories";
import { MAX_MODEL_CALLS } from "./agent";
import type { ChosenModel } from "./models/choose";
import { runTurn } from "./turn";

const shelf = globalThis as typeof globalThis & { batonModel?: ChosenModel };

afterEach(() => {
  delete shelf.batonModel;
});

it("passes the conversation on and books every call", async () => {
  const casey = await makeCustomer();
  const { id } = await startConversation(casey, { person: false });
  const model = new ScriptedModel(
    Array.from({ length: MAX_MODEL_CALLS }, (_, n) => [
      functionCall("search_tickets", { status: null, limit: 5 }, { callId: `c${n}` }),
    ]),
  );
  shelf.batonModel = {
    provider: { getModel: () => model },
    name: "scripted",
    label: "Scripted",
    fallback: null,
  };
  const { runId } = await postMessage(casey, id, { id: newId(), text: "Again and again" });
  await runTurn(runId ?? "");
  model.assertComplete();
  expect(await getConversation(await makeAgent(), id)).toMatchObject({
    owner: { kind: "queue" },
    handover: { reason: "budget" },
  });
  const [run] = await as(systemViewer("test"), (tx) =>
    tx
      .select()
      .from(runs)
      .where(eq(runs.id, runId ?? "")),
  );
  expect(run).toMatchObject({ state: "completed", usage: { requests: MAX_MODEL_CALLS } });
});
