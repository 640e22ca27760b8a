/** Articles that a test publishes for itself, as a manager does it over the API, and takes away again. */
import { randomUUID } from "node:crypto";
import { type APIRequestContext, expect } from "@playwright/test";
import { demo } from "../pages/sign-in-page";
import { openSignedIn } from "./callers";

export type Written = { id: string; slug: string };
type Content = {
  title: string;
  slug?: string;
  summary?: string;
  body?: string;
  category?: string;
  audience?: "public" | "customers" | "staff";
  language?: string;
  translationOf?: string;
};

export class Desk {
  private readonly written: string[] = [];
  private constructor(readonly api: APIRequestContext) {}

  static async open(baseURL: string): Promise<Desk> {
    return new Desk(await openSignedIn(baseURL, { email: demo.morgan, password: demo.password }));
  }

  async publish(content: Content): Promise<Written> {
    const { id, revision } = await this.call<{ id: string; revision: number }>("POST", "", {
      summary: `About ${content.title}`,
      body: "## One part\n\nSome words.\n\n## Another part\n\nMore words.",
      slug: `test-${randomUUID()}`,
      ...content,
    });
    this.written.push(id);
    const { slug } = await this.call<{ slug: string }>("POST", `/${id}/publish`, { revision });
    return { id, slug };
  }

  async change(id: string, changes: Partial<Content>): Promise<void> {
    const { revision } = await this.call<{ revision: number }>("PATCH", `/${id}/draft`, {
      revision: 0,
      ...changes,
    });
    await this.call("POST", `/${id}/publish`, { revision });
  }

  async call<T>(method: string, path: string, data?: unknown): Promise<T> {
    const answer = await this.api.fetch(`/api/v1/knowledge/articles${path}`, {
      method,
      ...(data ? { data } : {}),
    });
    expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
    return answer.status() === 204 ? (undefined as T) : ((await answer.json()) as T);
  }

  /** No other test meets what this one wrote. */
  async close(): Promise<void> {
    for (const id of this.written) await this.call("POST", `/${id}/archive`, {});
    await this.api.dispose();
  }
}

/** Letters only: a title that no other test has, and that the search can find. */
export const unique = (words: string): string =>
  `${words} ${randomUUID()
    .replace(/[^a-f]/g, "")
    .slice(0, 6)}${"ghijkl"[Math.floor(Math.random() * 6)]}`;
