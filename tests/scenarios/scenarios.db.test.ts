/** Every written scenario on the built-in model, and that each row of the specification has one. */
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { openMailbox } from "./mailbox";
import { readScenarios } from "./read";
import { type Result, runAll } from "./run";
import { areas } from "./schema";
import { openWorld } from "./world";

const scenarios = readScenarios(fileURLToPath(new URL(".", import.meta.url)));
const results = new Map<string, Result>();

beforeAll(async () => {
  await openMailbox();
  const team = await openWorld();
  for (const result of await runAll(scenarios, team, { isBuiltin: true, atOnce: 4 }))
    results.set(result.name, result);
}, 120_000);

describe.each(areas)("%s", (area) => {
  const own = scenarios.filter((scenario) => scenario.area === area);

  it("has scenarios, and none that is put off", () => {
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter(({ pending }) => pending).map(({ name }) => name)).toEqual([]);
  });

  it.each(own.map(({ name }) => name))("%s", (name) => {
    expect(results.get(name)?.failures).toEqual([]);
  });
});
