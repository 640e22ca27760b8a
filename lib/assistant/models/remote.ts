import "server-only";
/**
 * How a model over the network is called, whoever serves it: tried again while nothing has come, watched and checked,
 * and left alone while its provider is in trouble. In this order, from the inside: the first-byte limit is for all
 * tries together, and the breaker counts calls, not tries.
 */
import type { Model, ModelProvider } from "@openai/agents-core";
import OpenAI from "openai";
import type { Breaker } from "@/lib/core/breaker";
import type { Wire } from "./answer";
import { withBreaker } from "./breaker";
import { GuardedModel, type Limits } from "./guarded";
import { type Clock, withRetries } from "./retry";

export interface RemoteSettings {
  apiKey: string;
  baseUrl: string;
  model: string;
}

export interface RemoteCare {
  limits: Limits;
  /** One for each provider and process. */
  breaker: Breaker;
  clock: Clock;
}

export class RemoteProvider implements ModelProvider {
  readonly #inner: ModelProvider;
  readonly #defaultName: string;
  readonly #wire: Wire;
  readonly #care: RemoteCare;

  /** @param defaultName used when the runner names none: a provider's own default must never slip in. */
  constructor(inner: ModelProvider, defaultName: string, wire: Wire, care: RemoteCare) {
    this.#inner = inner;
    this.#defaultName = defaultName;
    this.#wire = wire;
    this.#care = care;
  }

  async getModel(name?: string): Promise<Model> {
    const { limits, breaker, clock } = this.#care;
    const model = await this.#inner.getModel(name || this.#defaultName);
    return withBreaker(new GuardedModel(withRetries(model, clock), this.#wire, limits), breaker);
  }
}

/** Everything is given explicitly, so that no variable of the environment changes where a request goes. */
export function createClient({ apiKey, baseUrl }: RemoteSettings, { firstByteMs, wholeMs }: Limits): OpenAI {
  return new OpenAI({
    apiKey,
    baseURL: baseUrl,
    organization: null,
    project: null,
    // retry.ts does that.
    maxRetries: 0,
    timeout: Math.max(firstByteMs, wholeMs),
    logLevel: "off",
  });
}
