/** Reads labelled messages, one JSON object ({text,intent}) a line, or says in one line what is wrong with them. */
import { readFileSync } from "node:fs";
import { z } from "zod";

export class UnreadableError extends Error {}

const line = z.object({ text: z.string(), intent: z.string().min(1) });

export type LabelledText = z.infer<typeof line>;

/** @throws {UnreadableError} naming the file, and the line if one is at fault, without repeating it. */
export function readExamples(file: string): LabelledText[] {
  return readText(file)
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .flatMap((text, at) => (text.trim() ? [readLine(text, `${file}, line ${at + 1}`)] : []));
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
    throw new UnreadableError(`${file} cannot be read (${code}).`);
  }
}

function readLine(text: string, place: string): LabelledText {
  try {
    return line.parse(JSON.parse(text));
  } catch {
    throw new UnreadableError(`${place}: is not JSON of the form {"text": "…", "intent": "…"}.`);
  }
}
