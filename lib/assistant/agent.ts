/** Assembles the SDK agent for one turn: instructions, tools, model. Knows nothing about runs or streams. */
import "server-only";
import { Agent, type Model, Runner, setTracingDisabled } from "@openai/agents-core";
import { mcpTools } from "@/lib/assistant/mcp/tools";
import { BuiltinModel } from "@/lib/assistant/models/builtin/model";
import { type ChosenModel, chooseModel } from "@/lib/assistant/models/choose";
import type { FailureReport } from "@/lib/assistant/models/errors";
import { withFallback } from "@/lib/assistant/models/fallback";
import { assistantTools } from "@/lib/assistant/tools";
import type { AssistantTool, ToolContext } from "@/lib/assistant/tools/define";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";

/** Model calls of one turn; with eight tool calls at most, a ninth answers. */
export const MAX_MODEL_CALLS = 9;

const shelf = globalThis as typeof globalThis & { batonModel?: ChosenModel };

/** The model this installation answers with. */
export function configuredModel(): ChosenModel {
  const { MODEL_PROVIDER, MODEL_NAME, OPENAI_API_KEY, OPENAI_BASE_URL, MODEL_FALLBACK } = env();
  shelf.batonModel ??= chooseModel({
    provider: MODEL_PROVIDER,
    model: MODEL_NAME,
    apiKey: OPENAI_API_KEY,
    baseUrl: OPENAI_BASE_URL,
    fallback: MODEL_FALLBACK,
    onBreaker: (state) => log().warn({ state }, "the model's breaker changed"),
  });
  return shelf.batonModel;
}

/** Everything that the assistant may call in a turn that begins now. */
export async function toolsForTurn(): Promise<AssistantTool[]> {
  return [...assistantTools, ...(await mcpTools())];
}

export function buildAgent(instructions: string, tools: AssistantTool[]): Agent<ToolContext> {
  return new Agent<ToolContext>({
    name: "Customer Success Agent",
    instructions,
    tools,
    // Other servers refuse or ignore what only OpenAI's own API knows.
    modelSettings: {
      maxTokens: 4_096,
      ...(env().MODEL_PROVIDER === "openai" ? { parallelToolCalls: true, store: false } : {}),
    },
  });
}

/**
 * The model of one turn: the configured one, and behind it, unless the operator wants none, the built-in one.
 * @param builtin bound to the dialogue of this turn.
 * @param onFallback called once, before the built-in model answers in place of the configured one.
 */
export async function modelForTurn(
  builtin: Model,
  onFallback: (report: FailureReport) => void,
): Promise<Model> {
  const { provider, name, fallback } = configuredModel();
  const model = await provider.getModel(name);
  if (model instanceof BuiltinModel) return builtin;
  return fallback ? withFallback(model, builtin, onFallback) : model;
}

export function buildRunner(model: Model): Runner {
  // The SDK uploads traces to its vendor by default; the journal in the database is the only trace.
  setTracingDisabled(true);
  return new Runner({
    modelProvider: { getModel: () => model },
    // Without a name the SDK would send its own default.
    model: configuredModel().name,
    tracingDisabled: true,
    traceIncludeSensitiveData: false,
    toolNotFoundBehavior: "return_error_to_model",
  });
}
