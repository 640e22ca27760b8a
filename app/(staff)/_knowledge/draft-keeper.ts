/**
 * Keeps what somebody writes: saves a moment after the last key, one request at a time, and never drops a text. What
 * is not on the server yet is kept in the tab; a save that a colleague was faster than waits for a choice. No React.
 */
import { ApiProblem } from "@/app/_client/api";
import {
  changesOf,
  type FieldProblems,
  type Fields,
  isSame,
  isSameText,
  type Limits,
  mergeFields,
  problemsOf,
} from "./fields";

/** Milliseconds after the last key, and the longest that steady typing can put a save off. */
export const PAUSE_MS = 1_200;
export const LONGEST_MS = 10_000;
const RETRY_MS = [3_000, 10_000, 30_000];

/** A working copy as the server has it. `revision` 0: there is none yet, the fields are the live ones. */
export type OnServer = {
  fields: Fields;
  revision: number;
  editedAt: string | null;
  editedBy: { id: string; name: string } | null;
};
/** What waits in the tab for the server. `base`: what it was written from. */
export type LocalCopy = { fields: Fields; base: Fields; at: string };

export type Phase = "saved" | "waiting" | "saving" | "failed" | "refused" | "conflict";
export type Snapshot = {
  fields: Fields;
  phase: Phase;
  /** Fields that wait because they cannot be saved as they are. */
  problems: FieldProblems;
  revision: number;
  savedAt: string | null;
  /** Why the last save failed, in words to show. */
  problem: string | null;
  /** What a colleague has saved meanwhile, in phase "conflict". */
  theirs: OnServer | null;
  base: Fields;
};

export type Door = {
  save: (revision: number, changes: Partial<Fields>) => Promise<{ revision: number; editedAt: string }>;
  /** The working copy as it is now; null when it was published or discarded. */
  read: () => Promise<OnServer | null>;
  /** Keeps a copy in the tab, or forgets it. */
  keep: (copy: LocalCopy | null) => void;
  limits: Limits;
};

export class DraftKeeper {
  #snapshot: Snapshot;
  #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dirtySince: number | null = null;
  #saving: Promise<void> | null = null;
  #failures = 0;
  /** Refused by the server for what it says; held back until it is changed. */
  #refused: FieldProblems = {};
  #refusedFields: Partial<Fields> = {};

  constructor(
    initial: OnServer,
    private readonly door: Door,
  ) {
    this.#snapshot = {
      fields: initial.fields,
      base: initial.fields,
      phase: "saved",
      problems: {},
      revision: initial.revision,
      savedAt: initial.editedAt,
      problem: null,
      theirs: null,
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
  readonly snapshot = (): Snapshot => this.#snapshot;

  /** Something is written that the server does not have. */
  get isUnsaved(): boolean {
    return !isSame(this.#snapshot.fields, this.#snapshot.base);
  }

  edit(patch: Partial<Fields>): void {
    const fields = { ...this.#snapshot.fields, ...patch };
    this.#set({ fields, problems: this.#problemsOf(fields) });
    if (!this.isUnsaved) {
      this.#dirtySince = null;
      clearTimeout(this.#timer);
      this.door.keep(null);
      if (this.#snapshot.phase === "waiting") this.#set({ phase: "saved" });
      return;
    }
    this.#keepCopy();
    if (this.#snapshot.phase === "conflict") return;
    if (this.#snapshot.phase !== "saving") this.#set({ phase: "waiting" });
    this.#dirtySince ??= Date.now();
    this.#later(Math.min(PAUSE_MS, Math.max(0, this.#dirtySince + LONGEST_MS - Date.now())));
  }

  /** Saves at once what can be saved. True: nothing that is written is missing on the server. */
  async saveNow(): Promise<boolean> {
    clearTimeout(this.#timer);
    // Once more for what was written while a save was on its way.
    for (let tries = 0; tries < 3 && this.isUnsaved && this.#snapshot.phase !== "conflict"; tries++) {
      await (this.#saving ?? this.#save());
      if (this.#snapshot.phase === "failed" || this.#snapshot.phase === "refused") break;
    }
    return !this.isUnsaved;
  }

  /** Ends a conflict: with their text, or with these fields over it. */
  resolve(choice: "theirs" | Fields): void {
    const { theirs } = this.#snapshot;
    if (!theirs) return;
    this.adopt(theirs);
    if (choice !== "theirs") this.edit(choice);
  }

  /** Goes on from what the server has: after a restore, a discard, a publication, or a colleague's save. */
  adopt(server: OnServer): void {
    clearTimeout(this.#timer);
    this.#dirtySince = null;
    this.#failures = 0;
    this.#refused = {};
    this.door.keep(null);
    this.#set({
      fields: server.fields,
      base: server.fields,
      revision: server.revision,
      savedAt: server.editedAt,
      phase: "saved",
      problem: null,
      problems: {},
      theirs: null,
    });
  }

  /** A colleague has saved: taken over as long as nothing is unsaved here. True: taken, or nothing new. */
  meet(server: OnServer): boolean {
    if (server.revision === this.#snapshot.revision) return true;
    if (this.#saving || this.isUnsaved) return false;
    this.adopt(server);
    return true;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #set(part: Partial<Snapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...part };
    for (const listener of this.#listeners) listener();
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void (this.#saving ?? this.#save()), ms);
  }

  #keepCopy(): void {
    const { fields, base } = this.#snapshot;
    this.door.keep({ fields, base, at: new Date().toISOString() });
  }

  #problemsOf(fields: Fields): FieldProblems {
    for (const name of Object.keys(this.#refused) as (keyof Fields)[])
      if (fields[name] !== this.#refusedFields[name]) delete this.#refused[name];
    return { ...this.#refused, ...problemsOf(fields, this.door.limits) };
  }

  #save(): Promise<void> {
    this.#saving = this.#send().finally(() => {
      this.#saving = null;
      const { phase } = this.#snapshot;
      if (phase === "waiting") this.#later(PAUSE_MS);
    });
    return this.#saving;
  }

  async #send(): Promise<void> {
    const { fields, base, revision } = this.#snapshot;
    const problems = this.#problemsOf(fields);
    const changes = changesOf(base, fields);
    for (const name of Object.keys(problems) as (keyof Fields)[]) delete changes[name];
    if (Object.keys(changes).length === 0) return this.#set({ phase: this.isUnsaved ? "refused" : "saved" });
    this.#set({ phase: "saving", problem: null });
    this.#dirtySince = null;
    try {
      const saved = await this.door.save(revision, changes);
      this.#failures = 0;
      this.#set({ base: { ...base, ...changes }, revision: saved.revision, savedAt: saved.editedAt });
      this.#settle();
    } catch (error) {
      await this.#fail(error, { ...base, ...changes });
    }
  }

  /** After a save: what was written meanwhile goes next. */
  #settle(): void {
    const { fields, base } = this.#snapshot;
    const problems = this.#problemsOf(fields);
    const open = (Object.keys(changesOf(base, fields)) as (keyof Fields)[]).filter((name) => !problems[name]);
    if (this.isUnsaved) this.#keepCopy();
    else this.door.keep(null);
    this.#set({ problems, phase: open.length > 0 ? "waiting" : this.isUnsaved ? "refused" : "saved" });
  }

  async #fail(error: unknown, sent: Fields): Promise<void> {
    this.#keepCopy();
    const problem = error instanceof ApiProblem ? error : null;
    const message = problem?.message ?? "Something went wrong. Try again.";
    if (problem?.code === "conflict" && !problem.fields.slug) return this.#meetConflict(message, sent);
    const refused = Object.entries(problem?.fields ?? {}).filter(
      (entry): entry is [keyof Fields, string] => entry[0] in sent,
    );
    if (refused.length > 0) {
      this.#refused = Object.fromEntries(
        refused.map(([name, why]) => [name, why === "is taken" ? message : `This ${why}`]),
      );
      this.#refusedFields = sent;
      this.#settle();
      return;
    }
    this.#set({ phase: "failed", problem: message });
    if (problem && !problem.isPassing) return;
    const wait = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 0;
    this.#failures += 1;
    this.#later(Math.max(wait, (problem?.retryAfter ?? 0) * 1_000));
  }

  async #meetConflict(message: string, sent: Fields): Promise<void> {
    try {
      const theirs = await this.door.read();
      // The answer to our own save was lost: what the server has is what we sent.
      if (theirs && isSameText(theirs.fields, sent)) {
        this.#set({ base: sent, revision: theirs.revision, savedAt: theirs.editedAt });
        return this.#settle();
      }
      if (theirs) return this.#set({ phase: "conflict", problem: message, theirs });
      this.#set({ phase: "failed", problem: message });
    } catch {
      this.#set({ phase: "failed", problem: message });
      this.#later(RETRY_MS[0] ?? 0);
    }
  }
}

/** Both texts in one, for the choice in a conflict. */
export const mergeOf = ({ base, fields, theirs }: Snapshot) =>
  theirs ? mergeFields(base, fields, theirs.fields) : null;
