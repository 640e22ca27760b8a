/** Applies the migrations. Safe to run from several instances at once: one applies, the others wait. */
import { migrateDatabase } from "@/db/migrate";

try {
  await migrateDatabase();
  process.exit(0);
} catch (error) {
  const reason =
    error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : "unknown";
  process.stderr.write(`The database could not be migrated: ${reason}\n`);
  process.exit(1);
}
