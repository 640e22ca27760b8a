import "server-only";
/** Hands out the built-in model, whatever name is asked for. */
import type { Model, ModelProvider } from "@openai/agents-core";
import { BuiltinModel } from "./model";

export class BuiltinProvider implements ModelProvider {
  readonly #model = new BuiltinModel();

  getModel(): Model {
    return this.#model;
  }
}
