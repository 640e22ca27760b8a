/** The three ways to ask: the model alone, the bare route, and Baton as signed-in customers with open pages. */
import { follow, messageOf, type Person, signUp, startConversation } from "./customers";
import type { Ask } from "./replies";
import type { Server, Stage, Wire } from "./stage";

export type Target = {
  name: "model" | "bare" | "baton";
  server: Server;
  /** Before each round, outside of what is measured. */
  prepare: () => Promise<void>;
  askOf: (client: number) => Ask;
};

const question = "When does my parcel arrive, and how do I know where it is?";

/** For up to `clients` clients at once. */
export async function targetsOf(
  { model, bare, baton }: Stage,
  wire: Wire,
  clients: number,
): Promise<Target[]> {
  const [instance] = baton;
  if (!instance) throw new Error("no instance of Baton is running");
  const people = await signUp(instance.url, clients);
  for (const person of people) await follow(person, "/api/v1/events", () => {});
  return [modelTarget(model, wire), bareTarget(bare), batonTarget(instance, people)];
}

const nothing = async () => {};

function modelTarget(model: Server, wire: Wire): Target {
  const url = `${model.url}/v1/${wire === "responses" ? "responses" : "chat/completions"}`;
  return {
    name: "model",
    server: model,
    prepare: nothing,
    askOf: () => ({ url, headers: {}, body: { model: "bench", stream: true, input: question } }),
  };
}

const bareTarget = (bare: Server): Target => ({
  name: "bare",
  server: bare,
  prepare: nothing,
  askOf: () => ({ url: `${bare.url}/api/chat`, headers: {}, body: { text: question } }),
});

function batonTarget(server: Server, people: readonly Person[]): Target {
  let conversations: string[] = [];
  return {
    name: "baton",
    server,
    // New conversations, so that a late round does not carry a longer history than an early one.
    prepare: async () => {
      conversations = await Promise.all(people.map((person) => startConversation(person)));
    },
    askOf: (client) => {
      const [person, id] = [people[client], conversations[client]];
      if (!person || !id) throw new Error("there are fewer customers than clients");
      return messageOf(person, id, question);
    },
  };
}
