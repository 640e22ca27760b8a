/** The harness's handle on the scripted model: where it listens, how fast it speaks, and how each of its calls ended. */
import { startChild } from "../../../scripts/lib/children.mjs";

export type ModelCall = {
  /** From `#tag:name` in the customer's text. */
  tag: string | null;
  at: number;
  endedAt: number | null;
  /** `whole`: said to its end; `left`: the caller hung up; `broken`: by a fault, from our side. */
  ended: "whole" | "left" | "broken" | null;
};

export type ModelServer = {
  port: number;
  /** Milliseconds between two words. */
  pace(ms: number): Promise<void>;
  /** Calls so far; `clear` forgets those that have ended. */
  calls(clear?: boolean): Promise<ModelCall[]>;
  /** For `#hold:word` and `#until:word` in a customer's text. */
  release(word: string): Promise<void>;
  /** Stands still: calls arrive and wait, all of them for the same moment. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
};

export async function startModelServer(env: Record<string, string | undefined>): Promise<ModelServer> {
  let output = "";
  let told: (line: string) => void = () => {};
  const first = new Promise<string>((done) => {
    told = done;
  });
  const child = startChild(process.execPath, ["--import", "tsx", "tests/faults/support/model-process.ts"], {
    env,
    onOutput: (text) => {
      output += text;
      if (output.includes("\n")) told(output.slice(0, output.indexOf("\n")));
    },
  });
  const line = await Promise.race([
    first,
    child.ended.then(() => {
      throw new Error(`the model server does not start: ${output.trim()}`);
    }),
  ]);
  const { port, control } = JSON.parse(line) as { port: number; control: number };
  const ask = async (path: string) => (await fetch(`http://127.0.0.1:${control}${path}`)).json();
  return {
    port,
    pace: (ms) => ask(`/pace?ms=${ms}`).then(() => undefined),
    calls: async (clear = false) => (await ask(`/calls${clear ? "?clear=1" : ""}`)) as ModelCall[],
    release: async (word) => {
      await (await fetch(`http://127.0.0.1:${port}/release/${word}`, { method: "POST" })).arrayBuffer();
    },
    freeze: () => signal(child.pid, "SIGSTOP"),
    thaw: () => signal(child.pid, "SIGCONT"),
    close: () => {
      signal(child.pid, "SIGCONT");
      return child.end(2);
    },
  };
}

/** The whole group, as its end is. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch {
    // Gone already.
  }
}
