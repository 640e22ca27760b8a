/**
 * What this tab has still to send, whichever page it shows: one lane per conversation. Belongs to one person; what
 * another one has left unsent in the same tab stays where it is until they are back.
 */
import { v7 as newId } from "uuid";
import { api } from "./api";
import { listUnsent, readBegun, writeBegun } from "./browser-store";
import { OutboxLane } from "./outbox-lane";
import type { Outgoing } from "./outgoing";

export class Outbox {
  private readonly lanes = new Map<string, OutboxLane>();
  private readonly watchers = new Set<() => void>();
  private readonly beginWatchers = new Set<(conversationId: string) => void>();
  private running = false;

  constructor(readonly userId: string) {}

  lane(conversationId: string): OutboxLane {
    const known = this.lanes.get(conversationId);
    if (known) return known;
    const lane = new OutboxLane(this.userId, conversationId, (ms) => this.prepare(conversationId, ms));
    this.lanes.set(conversationId, lane);
    lane.watch(() => this.tell());
    if (this.running) lane.start();
    return lane;
  }

  /** Sends what earlier pages of this tab have left, and goes on until the way back is called. */
  start(): () => void {
    this.running = true;
    for (const id of listUnsent(this.userId)) this.lane(id);
    for (const lane of this.lanes.values()) lane.start();
    const back = () => this.retryNow();
    const looked = () => {
      if (document.visibilityState === "visible") back();
    };
    window.addEventListener("online", back);
    // Clocks stand still in a tab that sleeps.
    document.addEventListener("visibilitychange", looked);
    return () => {
      this.running = false;
      for (const lane of this.lanes.values()) lane.stop();
      window.removeEventListener("online", back);
      document.removeEventListener("visibilitychange", looked);
    };
  }

  retryNow(): void {
    for (const lane of this.lanes.values()) lane.retryNow();
  }

  /** Names a conversation that begins with its first message: the server hears of both when it can. */
  begin(): string {
    this.setBegun(newId());
    return this.findBegun() ?? "";
  }

  /** A conversation of this tab that the server does not have yet. */
  findBegun(): string | null {
    this.begun ??= readBegun(this.userId);
    return this.begun;
  }
  // Also here, for a browser that keeps nothing.
  private begun: string | null = null;
  private setBegun(id: string | null): void {
    this.begun = id;
    writeBegun(this.userId, id);
  }

  /** Nothing was sent, and nothing is to be sent any more. */
  forgetBegun(): void {
    this.setBegun(null);
  }

  /** Tells when a conversation has begun on the server. */
  onBegun(watcher: (conversationId: string) => void): () => void {
    this.beginWatchers.add(watcher);
    return () => void this.beginWatchers.delete(watcher);
  }

  /** Does what was promised by {@link begin}; a repeat with the same id starts nothing twice. */
  async prepare(conversationId: string, deadlineMs: number): Promise<void> {
    if (this.findBegun() !== conversationId) return;
    await api("/api/v1/conversations", {
      method: "POST",
      body: { id: conversationId, person: false },
      deadlineMs,
    });
    if (this.findBegun() === conversationId) this.setBegun(null);
    for (const watcher of this.beginWatchers) watcher(conversationId);
  }

  /** Conversations with something that did not go out at the first attempt. */
  readonly getStuck = (): string => this.stuck;
  private stuck = "";
  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => void this.watchers.delete(watcher);
  };

  private tell(): void {
    const stuck = [...this.lanes.values()]
      .filter((lane) => lane.getList().some(isStuck))
      .map((lane) => lane.conversationId)
      .join(" ");
    if (stuck === this.stuck) return;
    this.stuck = stuck;
    for (const watcher of this.watchers) watcher();
  }
}

const isStuck = ({ state, tries }: Outgoing): boolean =>
  state === "refused" || (state !== "sent" && tries > 0);
