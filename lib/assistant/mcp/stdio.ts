/**
 * An MCP server that is a child process, spoken to over its standard input and output. Our own and not the client's:
 * that one hands HOME, USER and more of our environment to the child, prints what the child complains about into our
 * log, and leaves the child's own children behind.
 */
import "server-only";
import { type ChildProcess, spawn } from "node:child_process";
import type { JSONRPCMessage, Transport } from "@modelcontextprotocol/client";
import { foreignVariable } from "@/lib/core/env";
import { LinkFailure } from "./failure";

/** Bytes of one message. */
export const MAX_MESSAGE = 1_000_000;
/** Milliseconds between asking a process to end and ending it. */
const GRACE_MS = 1_500;
const NEWLINE = 0x0a;

export type Command = { command: string; args: string[]; env: Record<string, string> };

export class StdioLink implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  private child: ChildProcess | null = null;
  private ended: Promise<void> = Promise.resolve();
  private isOver = false;
  private held: Buffer[] = [];
  private size = 0;

  constructor(private readonly given: Command) {}

  get pid(): number | null {
    return this.child?.pid ?? null;
  }

  async start(): Promise<void> {
    const { command, args, env } = this.given;
    const child = spawn(command, args, {
      env: { PATH: foreignVariable("PATH") ?? "", ...env } as unknown as NodeJS.ProcessEnv,
      stdio: ["pipe", "pipe", "ignore"],
      shell: false,
      windowsHide: true,
      // A group of its own: what it starts ends with it, and Ctrl-C at our terminal is ours to pass on.
      detached: true,
    });
    this.child = child;
    this.ended = new Promise((resolve) => {
      child.once("close", () => {
        resolve();
        this.over();
      });
    });
    child.stdin.on("error", () => {});
    child.stdout.on("error", () => {});
    child.stdout.on("data", (chunk: Buffer) => this.take(chunk));
    await new Promise<void>((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("error", () => reject(new LinkFailure("unreachable")));
    });
  }

  async send(message: JSONRPCMessage): Promise<void> {
    const input = this.child?.stdin;
    if (this.isOver || !input?.writable) throw new LinkFailure("ended");
    input.write(`${JSON.stringify(message)}\n`);
  }

  /** Asks the process to end, and ends it and everything it started when it does not. */
  async close(): Promise<void> {
    const child = this.child;
    if (!child?.pid) return this.over();
    child.stdin?.end();
    this.signal("SIGTERM");
    const force = setTimeout(() => this.signal("SIGKILL"), GRACE_MS);
    await this.ended;
    clearTimeout(force);
    // Whatever it left behind.
    this.signal("SIGKILL");
  }

  private over(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.held = [];
    this.onclose?.();
  }

  private signal(name: "SIGTERM" | "SIGKILL"): void {
    try {
      if (this.child?.pid) process.kill(-this.child.pid, name);
    } catch {
      // Nobody is left in the group.
    }
  }

  private take(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      this.hold(chunk.subarray(from, end));
      if (this.isOver) return;
      this.read(Buffer.concat(this.held));
      this.held = [];
      this.size = 0;
      from = end + 1;
    }
    this.hold(chunk.subarray(from));
  }

  /** Part of a message; one that never ends is the end of the process. */
  private hold(part: Buffer): void {
    this.size += part.length;
    if (this.size <= MAX_MESSAGE) {
      this.held.push(part);
      return;
    }
    this.onerror?.(new LinkFailure("too_large"));
    this.signal("SIGKILL");
    this.over();
  }

  private read(line: Buffer): void {
    let message: unknown;
    try {
      message = JSON.parse(line.toString("utf8"));
    } catch {
      // Some servers print other things as well.
      return;
    }
    if (typeof message === "object" && message !== null) this.onmessage?.(message as JSONRPCMessage);
  }
}
