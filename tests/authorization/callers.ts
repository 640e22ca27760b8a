/** Who knocks at every query and command, and what each of them must never be told about A or the team. */
import { systemViewer, type Viewer, visitorViewer } from "@/lib/auth/viewer";
import type { makeKnowledge, World } from "@/tests/support/world";

/** The columns of the tables, in this order. Rows belong to the customer A; B is the other one. */
export const callers = [
  "visitor",
  "A",
  "B",
  "agent",
  "manager",
  "assistant of A",
  "assistant of B",
  "system",
] as const;
export type Caller = (typeof callers)[number];

export function viewerOf(caller: Caller, { a, b, agent, manager }: World): Viewer {
  switch (caller) {
    case "visitor":
      return visitorViewer();
    case "A":
      return a.customer;
    case "B":
      return b.customer;
    case "agent":
      return agent;
    case "manager":
      return manager;
    case "assistant of A":
      return a.assistant;
    case "assistant of B":
      return b.assistant;
    case "system":
      return systemViewer("test");
  }
}

type Knowledge = Awaited<ReturnType<typeof makeKnowledge>>;
type Side = World["a"];

/**
 * Words and ids that must not occur in anything this caller is answered. The team reads drafts where it works on them
 * (`asEditors`), and nowhere else.
 */
export function secretsFor(caller: Caller, world: World, knowledge: Knowledge, asEditors = false): string[] {
  const all = ({ canary, staffCanary, privateCanary, ids }: Side) => [
    canary,
    staffCanary,
    privateCanary,
    ...Object.values(ids),
  ];
  const forStaff = ({ staffCanary, ids }: Side) => [staffCanary, ids.note, ids.staffComment];
  const unpublished = knowledge.draft.canary;
  const forTeam = [unpublished, knowledge.staff.canary];
  switch (caller) {
    case "visitor":
      return [...all(world.a), ...all(world.b), ...forTeam, knowledge.customers.canary];
    case "A":
      return [...all(world.b), ...forStaff(world.a), ...forTeam];
    case "B":
      return [...all(world.a), ...forStaff(world.b), ...forTeam];
    case "agent":
    case "manager":
      return [world.a.privateCanary, world.b.privateCanary, ...(asEditors ? [] : [unpublished])];
    case "assistant of A":
      return [...all(world.b), world.a.ids.note, world.a.ids.staffComment, ...forTeam];
    case "assistant of B":
      return [...all(world.a), world.b.ids.note, world.b.ids.staffComment, ...forTeam];
    case "system":
      return [];
  }
}
