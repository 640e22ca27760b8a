/**
 * What stands in front of the instances: HAProxy, from the system or unpacked beside the project, as production would
 * have one; else a small round-robin proxy of our own. Which one it was is part of the report.
 */
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { runToEnd, startChild } from "../../../scripts/lib/children.mjs";
import { projectRoot } from "../../../scripts/lib/paths.mjs";
import { freePort } from "../../../scripts/lib/port.mjs";
import { startNodeBalancer } from "./node-balancer";

export type Balancer = { name: string; port: number; close(): Promise<void> };
export type Backend = { name: string; port: number };

export async function startBalancer(backends: readonly Backend[], folder: string): Promise<Balancer> {
  const haproxy = await findHaproxy();
  return haproxy ? startHaproxy(haproxy, backends, folder) : startNodeBalancer(backends);
}

type Haproxy = { binary: string; version: string };

async function findHaproxy(): Promise<Haproxy | null> {
  const inPath = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"]
    .map((folder) => join(folder, "haproxy"))
    .find(isExecutable);
  const found = inPath ?? (await unpackHaproxy());
  return found ? tryHaproxy(found) : null;
}

/** From Debian's package, unpacked without being installed: nothing of the machine is changed. */
async function unpackHaproxy(): Promise<string | null> {
  const place = join(projectRoot, "node_modules", ".cache", "haproxy");
  const binary = join(place, "usr", "sbin", "haproxy");
  if (existsSync(binary)) return binary;
  const draft = `${place}.${process.pid}`;
  try {
    mkdirSync(draft, { recursive: true });
    const shell = `cd '${draft}' && apt-get download haproxy`;
    const got = await runToEnd("/bin/sh", ["-c", shell], { timeoutSeconds: 60 });
    const archive = readdirSync(draft).find((name) => name.endsWith(".deb"));
    if (got.code !== 0 || !archive) return null;
    const unpacked = await runToEnd("dpkg", ["-x", join(draft, archive), draft], { timeoutSeconds: 30 });
    if (unpacked.code !== 0) return null;
    renameSync(draft, place);
    return binary;
  } catch {
    return null;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** A package unpacked on its own may miss a library. */
async function tryHaproxy(binary: string): Promise<Haproxy | null> {
  const { code, output } = await runToEnd(binary, ["-v"], { timeoutSeconds: 10 });
  const version = /version (\S+)/.exec(output)?.[1];
  return code === 0 && version ? { binary, version } : null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function startHaproxy(
  { binary, version }: Haproxy,
  backends: readonly Backend[],
  folder: string,
): Promise<Balancer> {
  const port = await freePort();
  const config = join(folder, "haproxy.cfg");
  writeFileSync(config, configuration(port, backends));
  let output = "";
  const child = startChild(binary, ["-db", "-f", config], {
    onOutput: (text) => {
      output = (output + text).slice(-2_000);
    },
  });
  const deadline = Date.now() + 10_000;
  while (!(await answers(port))) {
    const over =
      Date.now() > deadline || (await Promise.race([child.ended.then(() => true), pause(100, false)]));
    if (over) throw new Error(`HAProxy does not start: ${output.trim()}`);
  }
  return { name: `HAProxy ${version}`, port, close: () => child.end(1) };
}

/** `retry-on conn-failure` only: a request that may have arrived is the client's to repeat. */
function configuration(port: number, backends: readonly Backend[]): string {
  const servers = backends.map(({ name, port: at }) => `  server ${name} 127.0.0.1:${at} check`);
  return `global
  maxconn 8000

defaults
  mode http
  timeout connect 2s
  timeout client 120s
  timeout server 120s
  timeout http-request 10s
  option redispatch 1
  retries 3
  retry-on conn-failure

frontend baton
  bind 127.0.0.1:${port}
  http-request set-header X-Forwarded-For %[src]
  http-request set-header X-Forwarded-Proto http
  default_backend instances

backend instances
  balance roundrobin
  option httpchk GET /api/health/ready
  http-check expect status 200
  default-server inter 500ms fall 2 rise 1 init-addr last
${servers.join("\n")}
`;
}

async function answers(port: number): Promise<boolean> {
  try {
    await (await fetch(`http://127.0.0.1:${port}/api/health/live`)).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
