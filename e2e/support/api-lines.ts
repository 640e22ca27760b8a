/** What every operation of the API answers to whom. The rows belong to the owner; `other` is another customer. */
import { randomUUID } from "node:crypto";
import { type Callers, startConversation } from "./callers";

/** Ids that `{…}` of a path stands for. */
export type Ids = Record<string, string>;
type Data = Record<string, unknown>;

export type Line = {
  /** `POST /conversations/{id}/claim` */
  operation: string;
  /** Status for visitor, other customer, owner, agent, manager: called in this order, on the same rows. */
  expected: readonly [number, number, number, number, number];
  query?: string;
  body?: (ids: Ids) => Data;
  /**
   * Who sends the bodies that are wrong. Default: the owner, else the manager. A wrong body counts against the limits
   * like a right one, so that some are sent by the other customer: they are refused before the row is looked for.
   */
  writer?: "visitor" | "other";
  /** Text fields, with the number of characters that is one too many. */
  texts?: readonly (readonly [field: string, tooLong: number])[];
  /** A conversation in this state instead of the shared one. */
  fresh?: (callers: Callers) => Promise<string>;
  /** The answer goes on until it is closed. */
  endless?: true;
};

const post = () => ({ id: randomUUID(), text: "Where is my order?" });
const person = () => ({ name: "New", email: `e2e-${randomUUID()}@example.com`, role: "agent" });
const comment = () => ({ text: "A comment." });
const none = () => ({});
const word = () => `word${randomUUID().slice(0, 8)}`;

const withAssistant = (callers: Callers) => startConversation(callers);
const waiting = (callers: Callers) => startConversation(callers, true);
async function withAgent(callers: Callers): Promise<string> {
  const id = await waiting(callers);
  await callers.agent.post(`/api/v1/conversations/${id}/claim`, { data: {} });
  return id;
}

const message = [["text", 8_001]] as const;
const everybody = [200, 200, 200, 200, 200] as const;
const signedIn = [401, 200, 200, 200, 200] as const;
const theirs = [401, 404, 200, 200, 200] as const;
const ownerOnly = [401, 404, 200, 403, 403] as const;
const customersOnly = [401, 200, 200, 403, 403] as const;
const teamOnly = [401, 403, 403, 200, 200] as const;
const teamOnce = [401, 403, 403, 200, 409] as const;
const teamNothing = [401, 403, 403, 404, 404] as const;
const managersNothing = [401, 403, 403, 403, 404] as const;
const managers = [401, 403, 403, 403, 200] as const;

// biome-ignore format: a table, read down its columns
export const lines: Line[] = [
  { operation: "POST /accounts", expected: [400, 403, 403, 403, 403], body: none, writer: "visitor", texts: [["name", 81]] },
  { operation: "GET /articles", expected: everybody },
  { operation: "GET /articles/{slug}", expected: everybody },
  { operation: "PUT /articles/{slug}/feedback", expected: [204, 204, 204, 403, 403], body: () => ({ helpful: true, visitorId: randomUUID() }), writer: "visitor" },
  { operation: "GET /search/articles", expected: everybody, query: "q=returns" },
  { operation: "GET /search/suggestions", expected: everybody, query: "q=ret" },

  { operation: "GET /conversations", expected: signedIn },
  { operation: "POST /conversations", expected: [401, 201, 201, 403, 403], body: () => ({ person: true }), writer: "other", texts: [["subject", 201]] },
  { operation: "GET /conversations/counts", expected: teamOnly },
  { operation: "GET /conversations/wait", expected: signedIn },
  { operation: "GET /conversations/{id}", expected: theirs },
  { operation: "POST /conversations/{id}/messages", expected: ownerOnly, body: post, texts: message },
  { operation: "GET /conversations/{id}/messages", expected: theirs },
  { operation: "POST /conversations/{id}/messages/{messageId}/rating", expected: [401, 404, 204, 403, 403], body: () => ({ rating: "helpful" }) },
  { operation: "POST /conversations/{id}/retry", expected: ownerOnly, body: none, writer: "other" },
  { operation: "POST /conversations/{id}/stop", expected: theirs, body: none },
  { operation: "GET /conversations/{id}/stream", expected: [401, 404, 204, 204, 204] },
  { operation: "POST /conversations/{id}/read", expected: [401, 404, 204, 204, 204], body: () => ({ seq: 1 }) },
  { operation: "POST /conversations/{id}/typing", expected: [401, 404, 204, 204, 204], body: none },
  { operation: "POST /conversations/{id}/presence", expected: [401, 403, 403, 204, 204], body: none },
  { operation: "GET /conversations/{id}/identity-steps", expected: teamOnly },
  { operation: "POST /conversations/{id}/notes", expected: [401, 403, 403, 201, 201], body: post, texts: message },
  { operation: "POST /conversations/{id}/escalate", expected: ownerOnly, body: none, fresh: withAssistant },
  { operation: "POST /conversations/{id}/cancel-waiting", expected: ownerOnly, body: none, fresh: waiting },
  { operation: "POST /conversations/{id}/claim", expected: teamOnce, body: none, fresh: waiting },
  { operation: "POST /conversations/{id}/takeover", expected: teamOnly, body: none, fresh: waiting },
  { operation: "POST /conversations/{id}/replies", expected: [401, 403, 403, 201, 201], body: post, texts: message, fresh: waiting },
  { operation: "POST /conversations/{id}/release", expected: teamOnce, body: none, fresh: withAgent },
  { operation: "POST /conversations/{id}/handback", expected: teamOnce, body: none, texts: [["instruction", 1_001]], fresh: withAgent },
  { operation: "POST /conversations/{id}/resolve", expected: [401, 404, 200, 409, 409], body: none, fresh: waiting },

  { operation: "GET /conversations/{id}/approvals", expected: theirs },

  // The id is a conversation's here: what a request for an approval answers is in lib/approvals.
  { operation: "GET /approvals", expected: teamOnly },
  { operation: "POST /approvals/{id}/approve", expected: [401, 403, 403, 404, 404], body: none },
  { operation: "POST /approvals/{id}/refuse", expected: [401, 403, 403, 404, 404],
    body: () => ({ reason: "Too late." }), texts: [["reason", 501]] },
  { operation: "POST /approvals/{id}/withdraw", expected: [401, 404, 404, 403, 403], body: none, writer: "other" },

  { operation: "GET /conversations/{id}/identity-check", expected: [401, 200, 200, 403, 403] },
  // The id is a conversation's here as well: what a check answers is in lib/identity, and a receipt in lib/effects.
  { operation: "POST /identity-checks/{id}", expected: [401, 404, 404, 403, 403], body: () => ({ code: "123456" }),
    writer: "other" },
  { operation: "POST /identity-checks/{id}/resend", expected: [401, 404, 404, 403, 403], body: none, writer: "other" },
  { operation: "GET /effects", expected: [401, 200, 200, 403, 403] },
  { operation: "POST /runs/{id}/calls/{callId}/undo", expected: [401, 404, 404, 403, 403], body: none, writer: "other" },

  { operation: "GET /customers/{id}", expected: teamOnly },
  { operation: "GET /customers/{id}/memory", expected: teamOnly },
  { operation: "GET /events", expected: signedIn, endless: true },
  // The id is a conversation's in these, too: what becomes of an article is in lib/knowledge.
  { operation: "GET /knowledge/articles", expected: teamOnly },
  { operation: "POST /knowledge/articles", expected: [401, 403, 403, 201, 201], body: () => ({ title: `Written for a test ${randomUUID()}` }), texts: [["title", 201]] },
  { operation: "GET /knowledge/articles/counts", expected: teamOnly },
  { operation: "GET /knowledge/articles/{id}", expected: teamNothing },
  { operation: "PATCH /knowledge/articles/{id}", expected: managersNothing, body: () => ({ reviewAt: null }) },
  { operation: "PATCH /knowledge/articles/{id}/draft", expected: teamNothing, body: () => ({ revision: 0, title: "Newer" }), texts: [["title", 201], ["note", 501]] },
  { operation: "DELETE /knowledge/articles/{id}/draft", expected: teamNothing, body: () => ({ revision: 1 }) },
  { operation: "POST /knowledge/articles/{id}/submit", expected: teamNothing, body: () => ({ revision: 1 }), texts: [["note", 501]] },
  { operation: "POST /knowledge/articles/{id}/withdraw", expected: teamNothing, body: () => ({ revision: 1 }) },
  { operation: "POST /knowledge/articles/{id}/publish", expected: managersNothing, body: () => ({ revision: 1 }), texts: [["note", 501]] },
  { operation: "PUT /knowledge/articles/{id}/schedule", expected: managersNothing, body: () => ({ revision: 1, publishAt: new Date(Date.now() + 86_400_000).toISOString() }) },
  { operation: "DELETE /knowledge/articles/{id}/schedule", expected: managersNothing, body: () => ({ revision: 1 }) },
  { operation: "GET /knowledge/articles/{id}/feedback", expected: teamNothing },
  { operation: "GET /knowledge/articles/{id}/versions", expected: teamNothing },
  { operation: "GET /knowledge/articles/{id}/versions/{version}", expected: teamNothing },
  { operation: "POST /knowledge/articles/{id}/restore", expected: teamNothing, body: () => ({ version: 1 }) },
  { operation: "POST /knowledge/articles/{id}/archive", expected: managersNothing, body: none },
  { operation: "POST /knowledge/articles/{id}/unarchive", expected: managersNothing, body: none },
  { operation: "PUT /knowledge/articles/{id}/language", expected: teamNothing, body: () => ({ language: "nl" }) },
  { operation: "POST /knowledge/articles/{id}/review", expected: teamNothing, body: () => ({ nextReviewAt: null }) },
  { operation: "POST /knowledge/articles/{id}/files", expected: teamNothing },
  { operation: "GET /files/{id}", expected: [404, 404, 404, 404, 404] },
  { operation: "DELETE /files/{id}", expected: teamNothing, body: none },
  { operation: "GET /knowledge/imports", expected: teamOnly },
  { operation: "POST /knowledge/imports", expected: [401, 403, 403, 403, 202], body: () => ({ urls: [`https://127.0.0.1/${randomUUID()}`] }) },
  { operation: "POST /knowledge/imports/uploads", expected: [401, 403, 403, 403, 400] },
  { operation: "GET /knowledge/imports/{id}", expected: teamNothing },
  { operation: "GET /knowledge/imports/{id}/items", expected: teamOnly },
  { operation: "POST /knowledge/imports/{id}/cancel", expected: managersNothing, body: none },
  { operation: "POST /knowledge/imports/{id}/repeat", expected: managersNothing, body: none },
  { operation: "GET /knowledge/export", expected: teamOnly, endless: true },
  // A gap's id is a conversation's as well: what becomes of a gap is in lib/gaps and e2e/knowledge-gaps.spec.ts.
  { operation: "GET /knowledge/gaps", expected: teamOnly },
  { operation: "POST /knowledge/gaps/collect", expected: [401, 403, 403, 202, 202], body: none },
  { operation: "GET /knowledge/gaps/{id}", expected: teamNothing },
  { operation: "POST /knowledge/gaps/{id}/dismiss", expected: teamNothing, body: () => ({ reason: "No." }), texts: [["reason", 301]] },
  { operation: "POST /knowledge/gaps/{id}/reopen", expected: teamNothing, body: none },
  { operation: "POST /knowledge/gaps/{id}/merge", expected: teamNothing, body: () => ({ from: randomUUID() }) },
  { operation: "GET /knowledge/gaps/{id}/suggestion", expected: teamOnly },
  { operation: "POST /knowledge/gaps/{id}/suggestion", expected: teamNothing, body: none },
  { operation: "POST /knowledge/questions/{id}/move", expected: teamNothing, body: () => ({ gapId: null }) },
  { operation: "GET /conversations/{id}/suggestion", expected: teamOnly },
  { operation: "POST /conversations/{id}/suggestion", expected: teamOnly, body: none },
  { operation: "GET /knowledge/suggestions/{id}", expected: teamNothing },
  { operation: "PATCH /knowledge/suggestions/{id}", expected: teamNothing, body: () => ({ revision: 1, title: "Newer" }), texts: [["title", 201], ["question", 301]] },
  { operation: "POST /knowledge/suggestions/{id}/accept", expected: teamNothing, body: () => ({ revision: 1 }) },
  { operation: "POST /knowledge/suggestions/{id}/dismiss", expected: teamNothing, body: none, texts: [["reason", 301]] },
  { operation: "GET /knowledge/cases", expected: teamOnly },
  { operation: "POST /knowledge/cases", expected: teamNothing, body: () => ({ articleId: randomUUID(), question: "Is it?" }), texts: [["question", 301]] },
  { operation: "POST /knowledge/cases/check", expected: [401, 403, 403, 202, 202], body: none },
  { operation: "DELETE /knowledge/cases/{id}", expected: teamNothing, body: none },
  { operation: "GET /knowledge/conflicts", expected: teamOnly },
  { operation: "POST /knowledge/conflicts/{id}/dismiss", expected: teamNothing, body: none },
  { operation: "POST /knowledge/conflicts/{id}/reopen", expected: teamNothing, body: none },
  { operation: "GET /knowledge/checks", expected: teamOnly },
  { operation: "GET /knowledge/usage", expected: teamOnly },
  { operation: "GET /knowledge/articles/{id}/usage", expected: teamNothing },
  { operation: "GET /knowledge/articles/{id}/broken-cases", expected: teamNothing },
  { operation: "GET /knowledge/categories", expected: teamOnly },
  { operation: "POST /knowledge/categories", expected: [401, 403, 403, 403, 201], body: () => ({ label: `Test ${randomUUID()}` }), texts: [["label", 61]] },
  { operation: "PUT /knowledge/categories/order", expected: managers, body: () => ({ ids: ["orders"] }) },
  { operation: "PATCH /knowledge/categories/{id}", expected: managersNothing, body: () => ({ about: "Nothing" }), texts: [["label", 61]] },
  { operation: "DELETE /knowledge/categories/{id}", expected: managersNothing, body: none },
  { operation: "POST /knowledge/redirects", expected: managersNothing, body: ({ id = "" }) => ({ slug: `test-${randomUUID()}`, articleId: id }) },
  { operation: "DELETE /knowledge/redirects/{slug}", expected: managersNothing, body: none },
  { operation: "GET /knowledge/search", expected: managers, query: "question=returns&language=en&as=visitor" },
  { operation: "GET /knowledge/synonyms", expected: managers, query: "language=en" },
  { operation: "POST /knowledge/synonyms", expected: [401, 403, 403, 403, 201], body: () => ({ language: "en", line: `flumph, ${word()}` }), texts: [["line", 201]] },
  { operation: "PATCH /knowledge/synonyms/{id}", expected: managersNothing, body: () => ({ enabled: false }) },
  { operation: "DELETE /knowledge/synonyms/{id}", expected: managersNothing },
  { operation: "PUT /knowledge/synonyms/built-in", expected: [401, 403, 403, 403, 404], body: () => ({ language: "en", line: "no, such, line", enabled: false }) },
  { operation: "GET /me", expected: signedIn },
  { operation: "PATCH /me", expected: signedIn, body: () => ({ name: "Robin Example" }), texts: [["name", 81]] },
  { operation: "GET /me/notifications", expected: signedIn },
  { operation: "POST /me/notifications/read", expected: signedIn, body: none },
  { operation: "POST /me/sessions/revoke-others", expected: signedIn },
  { operation: "GET /memory", expected: customersOnly },
  { operation: "PATCH /memory", expected: customersOnly, body: () => ({ enabled: true }) },
  { operation: "DELETE /memory/facts", expected: customersOnly },
  { operation: "PATCH /memory/facts/{id}", expected: [401, 404, 404, 403, 403], body: () => ({ text: "Has a desk." }), writer: "other", texts: [["text", 201], ["solution", 201]] },
  { operation: "DELETE /memory/facts/{id}", expected: [401, 404, 404, 403, 403] },
  { operation: "GET /people", expected: managers },
  { operation: "POST /people", expected: [401, 403, 403, 403, 201], body: person, texts: [["name", 81]] },
  { operation: "PATCH /people/{id}", expected: managers, body: () => ({ status: "active" }) },

  { operation: "GET /tickets", expected: signedIn },
  { operation: "GET /tickets/count", expected: signedIn },
  { operation: "POST /tickets", expected: [401, 404, 201, 201, 201], texts: [["subject", 201], ["description", 8_001]],
    body: ({ conversation = "" }) => ({ conversationId: conversation, subject: "Broken", description: "It is broken." }) },
  { operation: "GET /tickets/{id}", expected: theirs },
  { operation: "PATCH /tickets/{id}", expected: theirs, body: () => ({ status: "open" }) },
  { operation: "GET /tickets/{id}/comments", expected: theirs },
  { operation: "POST /tickets/{id}/comments", expected: [401, 404, 201, 201, 201], body: comment, texts: message },

  { operation: "GET /tools", expected: managers },
  { operation: "GET /tools/{tool}/policy", expected: managers },
  { operation: "PUT /tools/{tool}/policy", expected: managers, body: () => ({ policy: "allow" }) },
  { operation: "DELETE /tools/{tool}/policy", expected: managers, body: none },
];
