/**
 * Once per test run: one PostgreSQL, and in it one migrated, empty database that every test file clones.
 * TEST_DATABASE_URL names a server to use instead of the embedded one; its user must be able to create
 * databases and roles.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { projectRoot } from "../../scripts/lib/paths.mjs";
import { bootstrap, scriptArgs, withClient } from "../../scripts/lib/postgres-bootstrap.mjs";
import { startTestPostgres } from "../../scripts/lib/test-postgres.mjs";
import { testEnvironment } from "./environment";

declare module "vitest" {
  interface ProvidedContext {
    database: { adminUrl: string; appUrl: string; template: string };
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const template = given ? `template_baton_${process.pid}` : "template_baton";
  return given ? onGivenServer(project, given, template) : onEmbeddedServer(project, template);
}

async function onEmbeddedServer(project: TestProject, template: string) {
  const server = await startTestPostgres();
  try {
    await bootstrap(server, template);
    await migrate(server.appUrl(template));
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide("database", { adminUrl: server.adminUrl(), appUrl: server.appUrl(), template });
  return () => server.stop();
}

async function onGivenServer(project: TestProject, url: string, template: string) {
  const templateUrl = new URL(url);
  templateUrl.pathname = `/${template}`;
  await withClient(url, (sql) => sql`create database ${sql(template)}`);
  const drop = () => withClient(url, (sql) => sql`drop database if exists ${sql(template)} with (force)`);
  try {
    await migrate(templateUrl.href);
  } catch (error) {
    await drop();
    throw error;
  }
  project.provide("database", { adminUrl: url, appUrl: url, template });
  return async () => void (await drop());
}

/** Runs the same migration script as the start command, so that tests see the schema that people get. */
async function migrate(databaseUrl: string): Promise<void> {
  const script = "scripts/migrate.ts";
  if (!existsSync(join(projectRoot, script)))
    throw new Error(`${script} is missing: the test database has no schema`);
  const child = spawn(process.execPath, scriptArgs(script), {
    cwd: projectRoot,
    env: { ...process.env, ...testEnvironment, DATABASE_URL: databaseUrl },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const code = await new Promise<number | null>((done, reject) => {
    child.once("error", reject);
    child.once("close", done);
  });
  if (code !== 0) throw new Error(`${script} failed (${code}):\n${output.trim()}`);
}
