import "server-only";
/**
 * Picks the model that answers: the built-in one, OpenAI's, or a compatible server's. Settings are arguments; who reads
 * the environment decides them. Agents should leave `model` unset and the runner should be given `name`.
 */
import type { ModelProvider } from "@openai/agents-core";
import { Breaker, type BreakerState } from "@/lib/core/breaker";
import { BUILTIN_MODEL_NAME } from "./builtin/model";
import { BuiltinProvider } from "./builtin/provider";
import { createCompatible } from "./compatible";
import { DEFAULT_LIMITS } from "./guarded";
import { createOpenAI, DEFAULT_OPENAI_MODEL, OPENAI_BASE_URL } from "./openai";
import type { RemoteCare } from "./remote";
import { CLOCK } from "./retry";

export interface ModelSettings {
  provider: "builtin" | "openai" | "compatible";
  apiKey?: string | undefined;
  baseUrl?: string | undefined;
  model?: string | undefined;
  /** What answers when a remote model fails; without it, nothing does. */
  fallback?: "builtin" | "none" | undefined;
  /** Told whenever the remote provider is given up for a while, tried, and taken back. */
  onBreaker?: ((state: BreakerState) => void) | undefined;
}

export interface ChosenModel {
  provider: ModelProvider;
  /** Always set: without a name the SDK would send its own default. */
  name: string;
  /** For screens and logs; carries no address and no key. */
  label: string;
  /** Answers when `provider` fails (see fallback.ts); null when nothing does. */
  fallback: ModelProvider | null;
}

/**
 * Keep the answer for as long as the process lives: it holds what is known of the provider's health.
 * @param given replaces how remote models are cared for; for tests.
 * @throws Error with one clear line when a needed setting is missing.
 */
export function chooseModel(settings: ModelSettings, given: Partial<RemoteCare> = {}): ChosenModel {
  if (settings.provider === "builtin") {
    return {
      provider: new BuiltinProvider(),
      name: BUILTIN_MODEL_NAME,
      label: "Built-in model",
      fallback: null,
    };
  }
  const care: RemoteCare = {
    limits: DEFAULT_LIMITS,
    breaker: new Breaker(undefined, settings.onBreaker),
    clock: CLOCK,
    ...given,
  };
  const fallback = settings.fallback === "builtin" ? new BuiltinProvider() : null;
  if (settings.provider === "openai") {
    if (!settings.apiKey) throw new Error("The OpenAI provider needs an API key (OPENAI_API_KEY).");
    const name = settings.model || DEFAULT_OPENAI_MODEL;
    const remote = { apiKey: settings.apiKey, baseUrl: settings.baseUrl || OPENAI_BASE_URL, model: name };
    return { provider: createOpenAI(remote, care), name, label: `OpenAI ${name}`, fallback };
  }
  if (!settings.baseUrl) throw new Error("A compatible provider needs its address (OPENAI_BASE_URL).");
  if (!settings.model) throw new Error("A compatible provider needs a model name (MODEL_NAME).");
  // Local servers ask for no key, but the client insists on one.
  const remote = { apiKey: settings.apiKey || "none", baseUrl: settings.baseUrl, model: settings.model };
  return {
    provider: createCompatible(remote, care),
    name: settings.model,
    label: `Compatible ${settings.model}`,
    fallback,
  };
}
