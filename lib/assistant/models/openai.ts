import "server-only";
/** OpenAI's own models over the Responses API, through a client and limits of our own. */
import type { ModelProvider } from "@openai/agents-core";
import { OpenAIProvider } from "@openai/agents-openai";
import OpenAI from "openai";
import { DEFAULT_LIMITS, GuardedProvider, type Limits } from "./guarded";

export const OPENAI_BASE_URL = "https://api.openai.com/v1";
export const DEFAULT_OPENAI_MODEL = "gpt-5.6-luna";

/** The client retries only requests that have not begun to answer. */
export const MAX_RETRIES = 2;

export interface RemoteSettings {
  apiKey: string;
  baseUrl: string;
  model: string;
}

export function createOpenAI(settings: RemoteSettings, limits: Limits = DEFAULT_LIMITS): ModelProvider {
  const openAIClient = createClient(settings, limits);
  const inner = new OpenAIProvider({ openAIClient, useResponses: true, useResponsesWebSocket: false });
  return new GuardedProvider(inner, settings.model, "responses", limits);
}

/** Everything is given explicitly, so that no variable of the environment changes where a request goes. */
export function createClient({ apiKey, baseUrl }: RemoteSettings, limits: Limits): OpenAI {
  return new OpenAI({
    apiKey,
    baseURL: baseUrl,
    organization: null,
    project: null,
    maxRetries: MAX_RETRIES,
    timeout: Math.max(limits.firstByteMs, limits.wholeMs),
    logLevel: "off",
  });
}
