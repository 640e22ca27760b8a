/** Fills an empty installation with the demo company, once. Refuses to touch production. */
import { closeDatabase } from "@/db/client";
import { seedDemo } from "@/db/seed";
import { isDemo } from "@/lib/core/env";

if (!isDemo()) {
  process.stderr.write("The demo company is only for demo installations (BATON_MODE=demo).\n");
  process.exit(1);
}
try {
  const { seeded, conversations, tickets } = await seedDemo();
  if (seeded) process.stdout.write(`${conversations} conversations, ${tickets} tickets\n`);
  await closeDatabase();
} catch (error) {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  process.stderr.write(
    `The demo company could not be filled in: ${cause instanceof Error ? cause.message : "unknown"}\n`,
  );
  process.exit(1);
}
