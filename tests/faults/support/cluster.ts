/**
 * The whole installation that a scenario torments: a PostgreSQL, several instances of one build, a balancer, a
 * scripted model, and fault proxies on the legs between them. Everything is started here and ended here, by pid.
 */
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { endChildren } from "../../../scripts/lib/children.mjs";
import { projectRoot } from "../../../scripts/lib/paths.mjs";
import { freePort } from "../../../scripts/lib/port.mjs";
import { runScript } from "../../../scripts/lib/prepare-database.mjs";
import { isAlive } from "../../../scripts/lib/processes.mjs";
import { type Balancer, startBalancer } from "./balancer";
import { Client, type Entry } from "./client";
import { createDatabase, type FaultyDatabase } from "./database";
import { createFaultProxy, type FaultProxy } from "./fault-proxy";
import { type Environment, Instance } from "./instance";
import { type ModelServer, startModelServer } from "./model-server";
import { makePeople, type Person, type Role } from "./people";
import { createRandom, type Random } from "./random";

const AUTH_SECRET = "fault-harness-secret-that-is-never-used-elsewhere";

export type ClusterOptions = {
  instances?: number;
  /** Added to the environment of every instance. */
  env?: Environment;
  /** Lets HAProxy reach the instances through {@link Cluster.instanceLegs}; a refused connection then looks accepted. */
  instanceLegs?: boolean;
};

export type Cluster = {
  /** What the portal is known by: the client leg, which leads to the balancer. */
  url: string;
  random: Random;
  instances: readonly Instance[];
  database: FaultyDatabase;
  balancer: Balancer;
  model: ModelServer;
  /** Between clients and balancer. */
  clientLeg: FaultProxy;
  /** Between instances and model. */
  modelLeg: FaultProxy;
  /** Between one instance and the database; used by an instance that is restarted through {@link Cluster.throughLeg}. */
  databaseLegs: readonly FaultProxy[];
  /** Between balancer and one instance; empty unless asked for. */
  instanceLegs: readonly FaultProxy[];
  /** Starts an instance again with its database connection led through its own fault proxy. */
  throughLeg(instance: Instance, env?: Environment): Promise<void>;
  /** New people, each with a client that reaches the portal through {@link Cluster.clientLeg}. */
  people(role: Role, count: number, label?: string): Promise<Client[]>;
  /** Another browser of the same person. */
  open(person: Person): Client;
  /** Everything that clients sent and saw since the last healing, in order of time. */
  histories(): Entry[];
  /** Heals everything: proxies, frozen and dead processes, the model's pace. Run before each scenario. */
  heal(): Promise<void>;
  close(): Promise<void>;
};

export type ClusterSettings = ClusterOptions & {
  seed: number;
  /** The folder with the build that is tried; the harness's own project by default. */
  root?: string;
};

export async function startCluster(settings: ClusterSettings): Promise<Cluster> {
  const random = createRandom(settings.seed);
  const folder = join(projectRoot, ".baton", `test-${process.pid}`);
  const logs = join(projectRoot, ".baton", "faults");
  removeAbandoned(join(projectRoot, ".baton"));
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(logs, { recursive: true });
  mkdirSync(folder, { recursive: true });
  const closing: (() => Promise<unknown>)[] = [];
  try {
    const database = await createDatabase(folder);
    closing.push(() => database.close());
    const base = baseEnvironment();
    const model = await startModelServer(base);
    closing.push(() => model.close());
    const proxy = async (port: number) => {
      const made = await createFaultProxy(port, random);
      closing.push(() => made.close());
      return made;
    };
    const modelLeg = await proxy(model.port);
    // The portal's own address is in its environment, so the leg in front exists before what it leads to.
    const clientLeg = await proxy(0);
    const url = `http://127.0.0.1:${clientLeg.port}`;
    const env: Environment = {
      ...base,
      NODE_ENV: "production",
      BATON_MODE: "demo",
      BATON_DEMO: "0",
      BATON_DATA_DIR: logs,
      HOST: "127.0.0.1",
      APP_URL: url,
      AUTH_URL: url,
      AUTH_SECRET,
      TRUSTED_PROXIES: "1",
      DATABASE_URL: database.appUrl,
      MODEL_PROVIDER: "openai",
      OPENAI_API_KEY: "test",
      OPENAI_BASE_URL: `http://127.0.0.1:${modelLeg.port}/v1`,
      // A job that asks the model by itself would meet the faults that are meant for an answer.
      TITLE_MODEL_NAME: "builtin",
      SUMMARY_MODEL_NAME: "builtin",
      LIMIT_FACTOR: "10000",
      LOG_LEVEL: "warn",
      // As outside a demo: the balancer learns first that an instance goes.
      DRAIN_NOTICE_SECONDS: "3",
      ...settings.env,
    };
    await runScript("scripts/migrate.ts", env);
    const instances: Instance[] = [];
    const databaseLegs: FaultProxy[] = [];
    for (let n = 1; n <= (settings.instances ?? 3); n++) {
      const root = settings.root ?? projectRoot;
      const instance = new Instance(`instance-${n}`, await freePort(), { env, root, folder: logs });
      closing.push(() => instance.kill());
      instances.push(instance);
      databaseLegs.push(await proxy(database.port));
      instance.start();
    }
    const instanceLegs = settings.instanceLegs
      ? await Promise.all(instances.map(({ port }) => proxy(port)))
      : [];
    await Promise.all(instances.map((instance) => instance.untilReady()));
    const backends = instances.map(({ name, port }, n) => ({ name, port: instanceLegs[n]?.port ?? port }));
    const balancer = await startBalancer(backends, logs);
    closing.push(() => balancer.close());
    clientLeg.retarget(balancer.port);
    const clients = new Set<Client>();
    const open = (person: Person) => {
      const client = new Client(person, { port: clientLeg.port, origin: url });
      clients.add(client);
      return client;
    };
    return {
      url,
      random,
      instances,
      database,
      balancer,
      model,
      clientLeg,
      modelLeg,
      databaseLegs,
      instanceLegs,
      open,
      async throughLeg(instance, own = {}) {
        const leg = databaseLegs[instances.indexOf(instance)];
        const address = new URL(database.appUrl);
        address.port = String(leg?.port);
        await instance.kill();
        instance.start({ DATABASE_URL: address.href, ...own });
        await instance.untilReady();
      },
      async people(role, count, label = role) {
        const made = await makePeople(database.sql, AUTH_SECRET, { role, label, count });
        return made.map(open);
      },
      histories: () => [...clients].flatMap(({ history }) => history).sort((a, b) => a.at - b.at),
      async heal() {
        for (const client of clients) client.close();
        clients.clear();
        for (const leg of [clientLeg, modelLeg, ...databaseLegs, ...instanceLegs]) await leg.set({});
        database.thaw();
        await database.start();
        await model.pace(0);
        await model.calls(true);
        for (const instance of instances) {
          instance.thaw();
          if (instance.isChanged) await instance.kill();
          if (!instance.isRunning) instance.start();
        }
        await Promise.all(instances.map((instance) => instance.untilReady()));
      },
      close: () => closeAll(closing),
    };
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
}

/** In the order of the last things first; one that fails does not keep the others. */
async function closeAll(closing: (() => Promise<unknown>)[]): Promise<void> {
  for (const close of closing.reverse()) await close().catch(() => {});
  await endChildren();
}

/** Folders of runs that were killed, named like those of the other tests. */
function removeAbandoned(parent: string): void {
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent)) {
    const pid = /^test-(\d+)$/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

/** Nothing of the machine's own settings but what a process needs to run. */
function baseEnvironment(): Environment {
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  return { PATH, HOME, TMPDIR, LANG, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", TZ: "UTC" };
}
