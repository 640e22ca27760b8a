/** Turns of the assistant in a test's own process, answered by a script instead of a model. */
import { ScriptedModel, type ScriptedModelInput } from "@openai/agents-core/testing";
import type { ChosenModel } from "@/lib/assistant/models/choose";

const shelf = globalThis as typeof globalThis & { batonModel?: ChosenModel; batonTurns?: unknown };

/** Answers the turns of this test; a call that the script does not expect fails the turn. */
export function script(...steps: ScriptedModelInput[]): ScriptedModel {
  const model = new ScriptedModel(steps);
  shelf.batonModel = {
    provider: { getModel: () => model },
    name: "scripted",
    label: "Scripted",
    fallback: null,
  };
  return model;
}

/** Call after each test: the next one begins without a model, and as a process that has drained nothing. */
export function forgetScript(): void {
  delete shelf.batonModel;
  delete shelf.batonTurns;
}
