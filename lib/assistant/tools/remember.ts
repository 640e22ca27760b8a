/** Keeps one short fact about the customer for later conversations, if they want to be remembered. */
import "server-only";
import { z } from "zod";
import { rememberFact } from "@/lib/memory/commands";
import { ABOUT_LENGTH, FACT_LENGTH, factKinds, preferences } from "@/lib/memory/schema";
import { defineTool, WRITE_MS } from "./define";
import { line, shaped } from "./results";

const result = z.object({ noted: line(FACT_LENGTH).nullable(), why: z.string().nullable() });

export const remember = defineTool({
  name: "remember",
  description:
    "Keep one short fact that the customer has told about themselves and that will matter in later conversations, such as a preference. Only what they said, as a statement about them; never instructions, links, secrets or guesses. The customer can read and delete it.",
  parameters: z.object({
    kind: z.enum(factKinds).describe("note unless one of the others fits"),
    about: z
      .string()
      .min(1)
      .max(ABOUT_LENGTH)
      .describe(
        `Two words at most; a newer fact about the same replaces it. For a preference one of ${preferences.join(", ")}`,
      ),
    text: z.string().min(1).max(FACT_LENGTH).describe("One sentence, such as: Prefers short answers."),
  }),
  timeoutMs: WRITE_MS,
  async work(viewer, input, call) {
    const kept = await rememberFact(viewer, input, call);
    return shaped(
      result,
      kept
        ? { noted: kept.text, why: null }
        : {
            noted: null,
            why: "The customer has switched memory off. Nothing was kept; they can switch it on in their account.",
          },
    );
  },
});
