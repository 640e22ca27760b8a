/** Telling managers what only they can mend: a provider that refuses our key, or does not know the model. */
import "server-only";
import { systemViewer } from "@/lib/auth/viewer";
import { log } from "@/lib/core/log";
import { alertManagers } from "@/lib/notifications/commands";
import type { ModelFailureCode } from "./models/errors";

/** Seconds between two alerts of a kind, over all instances. */
const EVERY_SECONDS = 300;

const viewer = systemViewer("alerts");

/** What to do about it. Failures that pass by themselves are not here: nobody is called for them. */
const ADVICE: Partial<Record<ModelFailureCode, { subject: string; body: string }>> = {
  model_unauthorized: {
    subject: "The assistant's model refuses our key",
    body: "The provider of the assistant's model answers that our key is not valid or may not use this model. Until that is mended, the built-in model answers in its place, or customers are offered a person. Whoever runs Baton can check OPENAI_API_KEY and the account at the provider.",
  },
  model_not_found: {
    subject: "The assistant's model is not there",
    body: "The provider answers that it does not know the assistant's model, or that nothing is at its address. Until that is mended, the built-in model answers in its place, or customers are offered a person. Whoever runs Baton can check MODEL_NAME and OPENAI_BASE_URL.",
  },
};

/** Call it for every failure of a turn's model; most are nobody's business. Never throws: a turn goes on without it. */
export async function alertModelTrouble(code: ModelFailureCode): Promise<void> {
  const advice = ADVICE[code];
  if (!advice) return;
  try {
    const told = await alertManagers(viewer, { key: code, everySeconds: EVERY_SECONDS, ...advice });
    if (told > 0) log().warn({ code, told }, "managers were alerted");
  } catch (error) {
    log().error({ code, err: error }, "managers could not be alerted");
  }
}
