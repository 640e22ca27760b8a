// @ts-check
/** Where the browser tests find the portal, once for each kind of model, and the stand-in for the model's provider. */
import { readPort } from "../../scripts/lib/port.mjs";

export function e2ePorts() {
  const { E2E_PORT_BUILTIN, E2E_PORT_OPENAI, E2E_PORT_COMPATIBLE, E2E_PORT_FAKE_OPENAI } = process.env;
  return {
    builtin: readPort("E2E_PORT_BUILTIN", E2E_PORT_BUILTIN, 3201),
    openai: readPort("E2E_PORT_OPENAI", E2E_PORT_OPENAI, 3202),
    compatible: readPort("E2E_PORT_COMPATIBLE", E2E_PORT_COMPATIBLE, 3203),
    fakeOpenAI: readPort("E2E_PORT_FAKE_OPENAI", E2E_PORT_FAKE_OPENAI, 3204),
  };
}
