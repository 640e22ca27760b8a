/**
 * Five bugs that this kind of product has had, each as edits of the sources, and the scenario that must find it. An
 * edit whose text is no longer there is an error: a bug that is not planted cannot be caught.
 */
export type Edit = { file: string; find: string; replace: string };
export type Bug = {
  name: string;
  /** Runs in its short form against the build with the bug. */
  scenario: string;
  /** Measures of which at least one must fall short. */
  caughtBy: readonly string[];
  edits: readonly Edit[];
};

export const bugs: readonly Bug[] = [
  {
    name: "check-then-write takeover",
    scenario: "takeovers",
    caughtBy: ["takeovers.assistant_writes_after"],
    // Who owns the conversation is checked when the run hears of a change and with every heartbeat; then it writes.
    edits: [
      {
        file: "lib/runs/commands.ts",
        find: ` and c.owner_kind = 'assistant' and c.epoch = \${viewer.epoch}
           and r.id = \${viewer.runId} and r.state = 'running' and r.epoch = \${viewer.epoch}
           and r.attempt = \${viewer.attempt}
           for update of c for share of r)`,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a source
        replace: " and r.id = ${viewer.runId})",
      },
    ],
  },
  {
    name: "missing customer filter",
    scenario: "strangers",
    caughtBy: ["strangers.foreign_events_heard"],
    edits: [
      {
        file: "lib/realtime/event-stream.ts",
        find: 'announced.audience === "everyone" && announced.customerId === viewer.userId;',
        replace: 'announced.audience === "everyone";',
      },
    ],
  },
  {
    name: "serial cursor",
    scenario: "viewers",
    caughtBy: ["viewers.events_missed"],
    edits: [
      {
        file: "lib/realtime/queries.ts",
        find: "pg_snapshot_xmin(s)::text as horizon, pg_snapshot_xmax(s)::text as next from pg_current_snapshot() s",
        replace: "coalesce(max(id), 0)::text as horizon, coalesce(max(id), 0)::text as next from events",
      },
      {
        file: "lib/realtime/queries.ts",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a source
        find: "gte(events.tx, sql`${cursor}::xid8`)",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a source
        replace: "sql`${events.id} > ${cursor}::bigint`",
      },
      {
        file: "lib/realtime/queries.ts",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a source
        find: "gte(events.tx, sql`${since}::xid8`)",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a source
        replace: "sql`${events.id} > ${since}::bigint`",
      },
      {
        file: "lib/realtime/commands.ts",
        find: "pg_snapshot_xmin(pg_current_snapshot())::text",
        replace: "(select coalesce(max(id), 0) from events)::text",
      },
    ],
  },
  {
    name: "per-process limiter",
    scenario: "limits",
    caughtBy: ["limits.accepted_beyond_the_limit"],
    edits: [
      {
        file: "lib/core/limits.ts",
        find: "  if (charges.length === 0) return;\n  // One",
        replace: `  if (charges.length === 0) return;
  for (const { limit, key } of charges) {
    const used = (counted.get(\`\${limit.name}:\${key}\`) ?? 0) + 1;
    counted.set(\`\${limit.name}:\${key}\`, used);
    if (used > limit.max * env().LIMIT_FACTOR) throw refused(limit.windowSeconds);
  }
  if (counted.size > 0) return;
  // One`,
      },
      {
        file: "lib/core/limits.ts",
        find: 'const viewer = systemViewer("limits");',
        replace: 'const viewer = systemViewer("limits");\nconst counted = new Map<string, number>();',
      },
    ],
  },
  {
    name: "retry without id",
    scenario: "messages",
    caughtBy: ["messages.doubled", "messages.altered"],
    edits: [
      {
        file: "lib/messages/commands.ts",
        find: `    if (before)
      return { seq: before.seq, runId: await liveRunAfter(tx, conversationId, before.seq), starts: false };

    const reopens`,
        replace: "    void [before, liveRunAfter];\n    const reopens",
      },
      {
        file: "lib/messages/commands.ts",
        find: "{ id: input.id, authorName: viewer.name, text: input.text },\n      {\n        awaitingReply: true,",
        replace:
          "{ id: crypto.randomUUID(), authorName: viewer.name, text: input.text },\n      {\n        awaitingReply: true,",
      },
    ],
  },
];
