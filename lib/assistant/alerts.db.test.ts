import { sql } from "drizzle-orm";
import { beforeEach, expect, it, vi } from "vitest";
import * as database from "@/db/client";
import { systemViewer } from "@/lib/auth/viewer";
import { listNotifications } from "@/lib/notifications/queries";
import { disablePerson } from "@/lib/people/commands";
import { makeAgent, makeCustomer, makeManager } from "@/tests/support/factories";
import { alertModelTrouble } from "./alerts";

const system = systemViewer("test");
const subjectsFor = async (viewer: Parameters<typeof listNotifications>[0]) =>
  (await listNotifications(viewer, { limit: 50 })).items.map((item) => item.subject);
const REFUSED = "The assistant's model refuses our key";
const MISSING = "The assistant's model is not there";

beforeEach(() => database.as(system, (tx) => tx.execute(sql`delete from limits`)));

it("tells each active manager once in five minutes, however many turns and instances meet it", async () => {
  const [first, second, left] = [await makeManager(), await makeManager(), await makeManager()];
  await disablePerson(first, left.userId);
  const others = [await makeAgent(), await makeCustomer()];
  await Promise.all(Array.from({ length: 20 }, () => alertModelTrouble("model_unauthorized")));
  await alertModelTrouble("model_not_found");
  expect(await subjectsFor(first)).toEqual([MISSING, REFUSED]);
  expect(await subjectsFor(second)).toEqual([MISSING, REFUSED]);
  for (const other of others) expect(await subjectsFor(other)).toEqual([]);
  expect(await subjectsFor(left)).toEqual([]);
});

it("tells again when five minutes have passed, and not a moment before", async () => {
  const manager = await makeManager();
  const moveBack = (seconds: number) =>
    database.as(system, (tx) =>
      tx.execute(sql`update limits set window_start = window_start - make_interval(secs => ${seconds})`),
    );
  await alertModelTrouble("model_unauthorized");
  await moveBack(290);
  await alertModelTrouble("model_unauthorized");
  expect(await subjectsFor(manager)).toEqual([REFUSED]);
  await moveBack(11);
  await alertModelTrouble("model_unauthorized");
  expect(await subjectsFor(manager)).toEqual([REFUSED, REFUSED]);
});

it("says how to mend it, in a conversation with nobody", async () => {
  const manager = await makeManager();
  await alertModelTrouble("model_unauthorized");
  const [notice] = (await listNotifications(manager, { limit: 1 })).items;
  expect(notice).toMatchObject({ method: "in_app", state: "sent", conversationId: null });
  expect(notice?.body).toContain("OPENAI_API_KEY");
});

it("calls nobody for what passes by itself", async () => {
  const manager = await makeManager();
  for (const code of ["model_unreachable", "model_unavailable", "model_timeout", "model_incomplete"] as const)
    await alertModelTrouble(code);
  expect(await subjectsFor(manager)).toEqual([]);
});

it("never fails the turn that calls it, and is tried again by the next", async () => {
  const manager = await makeManager();
  const broken = vi.spyOn(database, "as").mockRejectedValue(new Error("no database"));
  await expect(alertModelTrouble("model_unauthorized")).resolves.toBeUndefined();
  expect(broken).toHaveBeenCalled();
  broken.mockRestore();
  await alertModelTrouble("model_unauthorized");
  expect(await subjectsFor(manager)).toEqual([REFUSED]);
});
