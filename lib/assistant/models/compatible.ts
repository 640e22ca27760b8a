import "server-only";
/** Any server that speaks Chat Completions (vLLM, Ollama, LM Studio and others) at an address of the operator's. */
import type { ModelProvider } from "@openai/agents-core";
import { OpenAIProvider } from "@openai/agents-openai";
import { createClient, type RemoteCare, RemoteProvider, type RemoteSettings } from "./remote";

export function createCompatible(settings: RemoteSettings, care: RemoteCare): ModelProvider {
  const openAIClient = createClient(settings, care.limits);
  const inner = new OpenAIProvider({ openAIClient, useResponses: false });
  return new RemoteProvider(inner, settings.model, "chat_completions", care);
}
