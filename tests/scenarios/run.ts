/** Runs one scenario from its setup to its end and says what was not as expected. Used by the test and by the command. */

import { runTurn } from "@/lib/assistant/turn";
import { startConversation } from "@/lib/conversations/commands";
import { newId } from "@/lib/core/ids";
import { postMessage } from "@/lib/messages/commands";
import { actAsCustomer, actAsStaff, wait } from "./act";
import { check, type Observed } from "./check";
import { withFaults } from "./faults";
import { type Mark, markOf, observe, queuedRuns, type Scene, start, tokensOf } from "./observe";
import type { Expectations, Scenario, Turn } from "./schema";
import { type Cast, filled, makeCast, millisecondsOf, type Team } from "./world";

export type Result = {
  name: string;
  area: string;
  file: string;
  passed: boolean;
  /** Why it is not expected to pass yet. */
  pending: string | null;
  failures: string[];
  /** Who has the conversation in the end, its status, and why it went to a person, if it did. */
  outcome: { owner: string; status: string; escalated: string | null; tickets: number };
  tools: string[];
  citations: string[];
  /** Messages of the customer. */
  turns: number;
  tokens: { input: number; output: number };
  seconds: number;
  /** What was said, for people who look into a failure. */
  thread: { customer: string; assistant: string }[];
};

export async function runScenario(scenario: Scenario, team: Team, isBuiltin: boolean): Promise<Result> {
  const began = performance.now();
  const read: string[] = [];
  const stage = new Stage(scenario, team, isBuiltin, read);
  try {
    await withFaults({ ...scenario.setup.failing, read }, () => stage.play());
  } catch (error) {
    stage.failures.push(`${stage.where}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return stage.result((performance.now() - began) / 1_000);
}

class Stage {
  readonly failures: string[] = [];
  where = "setup";
  private readonly conversations: string[] = [];
  private readonly thread: Result["thread"] = [];
  private readonly said: Observed[] = [];
  private last: Observed | null = null;
  private turns = 0;
  private email = "";

  constructor(
    private readonly scenario: Scenario,
    private readonly team: Team,
    private readonly isBuiltin: boolean,
    private readonly read: string[],
  ) {}

  async play(): Promise<void> {
    const cast = await makeCast(this.scenario.setup, this.team);
    this.email = cast.email;
    let scene = await this.begin(cast);
    let spoken = false;
    for (const [index, turn] of this.scenario.turns.entries()) {
      this.where = `turn ${index + 1}`;
      if ("new_conversation" in turn) {
        if (spoken) scene = await this.begin(cast);
        continue;
      }
      spoken = true;
      await this.turn(scene, filled(turn, cast.names));
    }
    this.where = "the end";
    const observed = await observe(scene, start, [], this.read, 0);
    this.last = observed;
    const { expect } = this.scenario;
    if (expect) this.judge(filled(expect, cast.names), this.whole(observed));
  }

  /** Citations and calls of the whole scenario, whichever conversation they were in. */
  private whole(observed: Observed): Observed {
    return {
      ...observed,
      text: this.said.map(({ text }) => text).join("\n\n"),
      calls: this.said.flatMap(({ calls }) => calls),
      citations: [...new Set(this.said.flatMap(({ citations }) => citations))],
      receipts: this.said.flatMap(({ receipts }) => receipts),
      escalated: this.said.findLast(({ escalated }) => escalated)?.escalated ?? null,
      fallback: this.said.some(({ fallback }) => fallback),
      seconds: this.said.reduce((sum, { seconds }) => sum + seconds, 0),
    };
  }

  private async begin({ customer }: Cast): Promise<Scene> {
    const { id } = await startConversation(customer, { person: false });
    this.conversations.push(id);
    return { customer, agent: this.team.agent, conversationId: id };
  }

  private async turn(scene: Scene, turn: Exclude<Turn, { new_conversation: true }>): Promise<void> {
    const before: Mark = await markOf(scene);
    const readBefore = this.read.length;
    const began = performance.now();
    const due = await this.act(scene, turn);
    const worked = await this.drain(scene.conversationId, due);
    const seconds = (performance.now() - began) / 1_000;
    const observed = await observe(scene, before, worked, this.read.slice(readBefore), seconds);
    this.said.push(observed);
    this.thread.push({ customer: headlineOf(turn), assistant: observed.text || observed.notices.join("\n") });
    if (turn.expect)
      this.judge(
        turn.expect,
        worked.length === 0 ? { ...observed, run: runWithout(turn, observed) } : observed,
      );
  }

  /** Answers the runs that were set going, if it knows them. */
  private async act(scene: Scene, turn: Exclude<Turn, { new_conversation: true }>): Promise<string[]> {
    if ("customer" in turn) {
      this.turns += 1;
      // Several texts are a burst: sent before the first is answered.
      for (const text of turn.customer)
        await postMessage(scene.customer, scene.conversationId, { id: newId(), text });
      return [];
    }
    if ("staff" in turn) await actAsStaff(this.team[turn.as], scene, turn);
    else if ("customer_does" in turn) await actAsCustomer(scene, this.email, turn);
    else return wait(scene, millisecondsOf(turn.time_passes));
    return [];
  }

  /** Works off what is queued, as any instance would. */
  private async drain(conversationId: string, due: readonly string[]): Promise<string[]> {
    const worked: string[] = [];
    for (let round = 0; round < 10; round++) {
      const next = [...new Set([...(round === 0 ? due : []), ...(await queuedRuns(conversationId))])];
      if (next.length === 0) break;
      for (const runId of next) {
        await runTurn(runId);
        worked.push(runId);
      }
    }
    return worked;
  }

  private judge(expected: Expectations, observed: Observed): void {
    for (const failure of check(expected, observed, this.isBuiltin))
      this.failures.push(`${this.where}: ${failure}`);
  }

  async result(seconds: number): Promise<Result> {
    const { name, area, file } = this.scenario;
    const whole = this.last && this.whole(this.last);
    return {
      name,
      area,
      file,
      passed: this.failures.length === 0,
      pending: this.scenario.pending ?? null,
      failures: this.failures,
      outcome: {
        owner: whole?.owner ?? "unknown",
        status: whole?.status ?? "unknown",
        escalated: whole?.escalated?.reason ?? null,
        tickets: whole?.tickets.length ?? 0,
      },
      tools: [...new Set(whole?.calls.map((call) => call.name))],
      citations: whole?.citations ?? [],
      turns: this.turns,
      tokens: this.conversations.length > 0 ? await tokensOf(this.conversations) : { input: 0, output: 0 },
      seconds: Math.round(seconds * 1_000) / 1_000,
      thread: this.thread,
    };
  }
}

/** A customer's message that starts no run is a run that is not there; anything else leaves the last one as it is. */
const runWithout = (turn: Turn, observed: Observed) => ("customer" in turn ? "none" : observed.run);

function headlineOf(turn: Exclude<Turn, { new_conversation: true }>): string {
  if ("customer" in turn) return turn.customer.join(" / ");
  if ("staff" in turn) return `(staff: ${turn.staff}${turn.text ? `: ${turn.text}` : ""})`;
  if ("customer_does" in turn) return `(customer: ${turn.customer_does})`;
  return `(${turn.time_passes} pass)`;
}

/** Several at a time; the order of the results is that of the scenarios. */
export async function runAll(
  scenarios: readonly Scenario[],
  team: Team,
  {
    isBuiltin,
    atOnce,
    onResult,
  }: { isBuiltin: boolean; atOnce: number; onResult?: (result: Result) => void },
): Promise<Result[]> {
  const results: Result[] = new Array(scenarios.length);
  let next = 0;
  const work = async () => {
    for (let index = next++; index < scenarios.length; index = next++) {
      const scenario = scenarios[index];
      if (!scenario) return;
      const result = await runScenario(scenario, team, isBuiltin);
      results[index] = result;
      onResult?.(result);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}
