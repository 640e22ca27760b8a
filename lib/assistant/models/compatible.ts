import "server-only";
/** Any server that speaks Chat Completions (vLLM, Ollama, LM Studio and others) at an address of the operator's. */
import type { ModelProvider } from "@openai/agents-core";
import { OpenAIProvider } from "@openai/agents-openai";
import { DEFAULT_LIMITS, GuardedProvider, type Limits } from "./guarded";
import { createClient, type RemoteSettings } from "./openai";

export function createCompatible(settings: RemoteSettings, limits: Limits = DEFAULT_LIMITS): ModelProvider {
  const openAIClient = createClient(settings, limits);
  const inner = new OpenAIProvider({ openAIClient, useResponses: false });
  return new GuardedProvider(inner, settings.model, "chat_completions", limits);
}
