/**
 * What goes wrong in one scenario and in no other that runs beside it: tools that fail, models that fail. Also keeps
 * what the model was given to read. The patches stand between product and SDK and change nothing for whoever is not
 * inside {@link withFaults}.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Model, ModelRequest, StreamEvent } from "@openai/agents-core";
import { configuredModel } from "@/lib/assistant/agent";
import { BuiltinProvider } from "@/lib/assistant/models/builtin/provider";
import type { ChosenModel } from "@/lib/assistant/models/choose";
import { ModelFailure } from "@/lib/assistant/models/errors";
import { RecordedModel } from "@/lib/assistant/recorded-model";
import { assistantTools } from "@/lib/assistant/tools";
import type { Setup } from "./schema";

type Faults = Setup["failing"] & { read: string[] };

const present = new AsyncLocalStorage<Faults>();

/** Runs `work` with these faults; `read` collects what models are sent. */
export const withFaults = <T>(faults: Faults, work: () => Promise<T>): Promise<T> =>
  present.run(faults, work);

let isArmed = false;

/** Once per process, before the first scenario. */
export function arm(): void {
  if (isArmed) return;
  isArmed = true;
  for (const tool of assistantTools) {
    const { invoke } = tool;
    tool.invoke = (...given) =>
      present.getStore()?.tools.includes(tool.name)
        ? Promise.resolve(
            JSON.stringify({ error: "This did not work just now. Try once more, then bring in a person." }),
          )
        : invoke(...given);
  }
  const { getStreamedResponse } = RecordedModel.prototype;
  RecordedModel.prototype.getStreamedResponse = function (request) {
    const faults = present.getStore();
    faults?.read.push(`${request.systemInstructions ?? ""}\n${JSON.stringify(request.input)}`);
    if (faults?.model === "nothing") return failing();
    return getStreamedResponse.call(this, request);
  };
  const shelf = globalThis as typeof globalThis & { batonModel?: ChosenModel };
  const chosen = configuredModel();
  const builtin = new BuiltinProvider();
  const isDown = () => present.getStore()?.model === "answers";
  shelf.batonModel = {
    ...chosen,
    // Under another name, because the built-in model by its own name is never stood in for.
    get name() {
      return isDown() ? "a-model-that-is-down" : chosen.name;
    },
    provider: {
      getModel: async (name) => (isDown() ? new DownModel() : chosen.provider.getModel(name)),
    },
    get fallback() {
      return isDown() ? builtin : chosen.fallback;
    },
  };
}

const down = () => new ModelFailure("model_unavailable", "the provider answered 503 (made for a scenario)");

// biome-ignore lint/correctness/useYield: it fails before it has anything to say.
async function* failing(): AsyncIterable<StreamEvent> {
  throw down();
}

class DownModel implements Model {
  getResponse(): never {
    throw down();
  }
  getStreamedResponse(_: ModelRequest): AsyncIterable<StreamEvent> {
    return failing();
  }
}
