import "server-only";
/** OpenAI's own models over the Responses API, through a client and limits of our own. */
import type { ModelProvider } from "@openai/agents-core";
import { OpenAIProvider } from "@openai/agents-openai";
import { createClient, type RemoteCare, RemoteProvider, type RemoteSettings } from "./remote";

export const OPENAI_BASE_URL = "https://api.openai.com/v1";
export const DEFAULT_OPENAI_MODEL = "gpt-5.6-luna";

export function createOpenAI(settings: RemoteSettings, care: RemoteCare): ModelProvider {
  const openAIClient = createClient(settings, care.limits);
  const inner = new OpenAIProvider({ openAIClient, useResponses: true, useResponsesWebSocket: false });
  return new RemoteProvider(inner, settings.model, "responses", care);
}
