/**
 * What is one customer's reaches no other, on no instance and by no way: not by id, not in a list, not as it
 * streams, not as an event; and a customer never hears what is for staff alone.
 */
import { setTimeout as pause } from "node:timers/promises";
import { v7 as newId } from "uuid";
import type { Client } from "../support/client";
import type { Cluster } from "../support/cluster";
import { textOf } from "../support/http";
import { atMost, fired, type Measure } from "../support/report";
import type { Form, Scenario } from "../support/scenario";
import { openEvents } from "../support/streams";

const rounds = { short: 3, full: 40 } as const;
const PAIRS = 4;
/** Long enough for the slowest announcement; what has not come by then is found by its absence in the control. */
const SETTLE_MS = 2_000;

async function run(cluster: Cluster, form: Form): Promise<Measure[]> {
  const owners = await cluster.people("customer", PAIRS, "Owner");
  const strangers = await cluster.people("customer", PAIRS, "Stranger");
  const [agent] = await cluster.people("agent", 1, "Noter");
  if (!agent) throw new Error("no agent");
  const owned = new Map<string, Client>();
  const notes = new Set<string>();
  const listening = [...owners, ...strangers].flatMap((client) =>
    cluster.instances.map((via) => ({ client, log: openEvents(client, { via }) })),
  );
  await pause(SETTLE_MS);
  let foreignAnswers = 0;
  let probes = 0;
  for (let round = 0; round < rounds[form]; round++) {
    await Promise.all(
      owners.map(async (owner, n) => {
        const conversationId = await owner.start();
        owned.set(conversationId, owner);
        await owner.send(conversationId, "Please keep this to yourself #words:40");
        const noteId = newId();
        notes.add(noteId);
        await agent.send(conversationId, "Not for the customer", { path: "notes", id: noteId });
        for (const via of cluster.instances) {
          const stranger = strangers[(n + round) % PAIRS] as Client;
          for (const path of ["", "/messages", "/stream"]) {
            probes++;
            const answer = await stranger.request("GET", `/conversations/${conversationId}${path}`, { via });
            if (answer.status !== 404) foreignAnswers++;
            answer.stream.resume();
          }
        }
      }),
    );
  }
  await pause(SETTLE_MS);
  const leaks = { lists: 0, events: 0, notes: 0 };
  for (const client of [...owners, ...strangers]) {
    for (const via of cluster.instances) {
      const listed = await textOf(await client.request("GET", "/conversations?limit=100", { via }));
      for (const [id, owner] of owned) if (owner !== client && listed.includes(id)) leaks.lists++;
    }
  }
  let heard = 0;
  for (const { client, log } of listening) {
    for (const change of log.changes) {
      const owner = change.conversationId ? owned.get(change.conversationId) : undefined;
      if (owner === client) heard++;
      else if (owner) leaks.events++;
      if (change.type === "note.added" || notes.has(change.subjectId ?? "")) leaks.notes++;
    }
    await log.close();
  }
  const conversations = owned.size;
  return [
    atMost("strangers.answers_about_a_foreign_conversation", foreignAnswers, 0),
    atMost("strangers.foreign_conversations_listed", leaks.lists, 0),
    atMost("strangers.foreign_events_heard", leaks.events, 0),
    atMost("strangers.notes_heard_by_customers", leaks.notes, 0),
    fired("strangers.probes", probes, conversations * 9),
    // The control: the owner heard at least the start and the message of each, on every instance.
    fired("strangers.own_events_heard", heard, conversations * 2 * cluster.instances.length),
  ];
}

export const scenario: Scenario = { name: "strangers", run };
