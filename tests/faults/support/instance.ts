/** One `next start`: started, killed, frozen, asked to go, started again; always on the same port. */
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Child, startChild } from "../../../scripts/lib/children.mjs";
import { projectRoot } from "../../../scripts/lib/paths.mjs";

export type Environment = Record<string, string | undefined>;

export type InstanceCounts = { kills: number; freezes: number; terminations: number; starts: number };

export class Instance {
  readonly url: string;
  readonly counts: InstanceCounts = { kills: 0, freezes: 0, terminations: 0, starts: 0 };
  #child: Child | null = null;
  #frozen = false;
  /** What it was started with beyond the ordinary. */
  #own: Environment = {};

  constructor(
    readonly name: string,
    readonly port: number,
    private readonly options: { env: Environment; root: string; folder: string },
  ) {
    this.url = `http://127.0.0.1:${port}`;
  }

  get pid(): number | null {
    return this.#child?.pid ?? null;
  }
  get isFrozen(): boolean {
    return this.#frozen;
  }
  /** Running and not frozen; whether it is ready is another question. */
  get isRunning(): boolean {
    return this.#child !== null && !this.#frozen;
  }
  /** Started with an environment of its own: the next scenario wants an ordinary one. */
  get isChanged(): boolean {
    return Object.keys(this.#own).length > 0;
  }

  /** Starts the process; `own` adds to its environment (another database address, a wrong clock). */
  start(own: Environment = {}): void {
    if (this.#child) throw new Error(`${this.name} is running already`);
    const log = openSync(join(this.options.folder, `${this.name}.log`), "a", 0o600);
    const next = join(projectRoot, "node_modules", "next", "dist", "bin", "next");
    const args = [next, "start", this.options.root, "-H", "127.0.0.1", "-p", String(this.port)];
    const child = startChild(process.execPath, args, {
      env: { ...this.options.env, PORT: String(this.port), ...own },
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    this.#child = child;
    this.#own = own;
    this.counts.starts++;
    void child.ended.then(() => {
      if (this.#child === child) this.#child = null;
    });
  }

  /** Whether it takes requests now. */
  async isReady(): Promise<boolean> {
    if (!this.isRunning) return false;
    try {
      const answer = await fetch(`${this.url}/api/health/ready`, { signal: AbortSignal.timeout(5_000) });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      return false;
    }
  }

  async untilReady(seconds = 90): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    while (!(await this.isReady())) {
      if (!this.#child)
        throw new Error(`${this.name} ended by itself; see its log in ${this.options.folder}`);
      if (Date.now() > deadline) throw new Error(`${this.name} is not ready after ${seconds} s`);
      await pause(100);
    }
  }

  /** SIGKILL: no goodbye. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.counts.kills++;
    this.#frozen = false;
    this.#signal("SIGKILL");
    await child.ended;
    this.#child = null;
  }

  freeze(): void {
    if (!this.isRunning) return;
    this.counts.freezes++;
    this.#frozen = true;
    this.#signal("SIGSTOP");
  }

  thaw(): void {
    if (!this.#frozen) return;
    this.#frozen = false;
    this.#signal("SIGCONT");
  }

  /** SIGTERM, as a deploy does it; answers its exit code and how long it took to go. */
  async terminate(): Promise<{ code: number; ms: number }> {
    const child = this.#child;
    if (!child) throw new Error(`${this.name} is not running`);
    this.counts.terminations++;
    const asked = Date.now();
    process.kill(child.pid, "SIGTERM");
    const code = await child.ended;
    this.#child = null;
    return { code, ms: Date.now() - asked };
  }

  /** The whole group, so that nothing it started goes on. */
  #signal(name: NodeJS.Signals): void {
    const pid = this.#child?.pid;
    if (!pid) return;
    try {
      process.kill(-pid, name);
    } catch {
      // Gone already.
    }
  }
}
