/**
 * Two customers with something of everything each, and the team: what access checks are run against. Every text of
 * an owner carries a word of its own (a canary), so that a leak is found in whatever a function answers.
 */
import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { as } from "@/db/client";
import { orders, products } from "@/db/schema/catalogue";
import { conversations, events, messages } from "@/db/schema/conversations";
import { articleFeedback } from "@/db/schema/feedback";
import {
  articleSuggestions,
  gapPostings,
  gapProgress,
  gapQuestions,
  gaps,
  passageConflicts,
  searchCases,
} from "@/db/schema/gaps";
import {
  articleImportItems,
  articleImports,
  articleSources,
  articleUploadParts,
  articleUploads,
} from "@/db/schema/imports";
import { articleFiles, articleRedirects, articles, passages } from "@/db/schema/knowledge";
import { memoryFacts } from "@/db/schema/memory";
import { notifications, organizations } from "@/db/schema/people";
import { runChunks, runSteps } from "@/db/schema/runs";
import { searchSynonyms } from "@/db/schema/search";
import { ticketComments, tickets } from "@/db/schema/tickets";
import { identityChecks, refunds, toolEffects } from "@/db/schema/tools";
import { systemViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { hashOfCode } from "@/lib/identity/codes";
import { publishArticle } from "@/lib/knowledge/commands";
import { saveItem } from "@/lib/runs/items";
import { makeAgent, makeConversation, makeCustomer, makeManager, makeRun } from "./factories";

const system = systemViewer("test");
/** Letters only, so that a search takes it for one word. */
const word = (what: string) =>
  what + Array.from(randomBytes(8), (byte) => String.fromCharCode(97 + (byte % 26))).join("");

export type Side = Awaited<ReturnType<typeof makeSide>>;

/** One customer: a conversation that the assistant holds with a live run, a ticket, an order, a notification. */
export async function makeSide(who: string) {
  const canary = word(who);
  /** In what the team writes for itself. */
  const staffCanary = word(`${who}staff`);
  /** In what nobody but this customer may read, the team included. */
  const privateCanary = word(`${who}private`);
  const customer = await makeCustomer({ name: `Person ${canary}`, email: `${canary}@example.com` });
  const { userId } = customer;
  const conversation = await makeConversation(userId, { subject: `About ${canary}` });
  const assistant = await makeRun(conversation);
  const ids = {
    question: newId(),
    answer: newId(),
    note: newId(),
    ticket: newId(),
    comment: newId(),
    staffComment: newId(),
    notification: newId(),
    order: newId(),
    fact: newId(),
    refundedOrder: newId(),
    refund: newId(),
    identityCheck: newId(),
    gap: newId(),
    gapQuestion: newId(),
    suggestion: newId(),
  };
  const orderNumber = `EL-${canary}`;
  /** Of the check that waits for it. */
  const code = "123456";
  /** Delivered, with a part of it refunded already. */
  const refundedOrder = `ER-${canary}`;
  const said = { kind: "answer", items: [canary], runId: assistant.runId, messageSeq: 1 } as const;
  await saveItem(assistant, 0, { ...said, items: [...said.items] });
  const entry = { conversationId: conversation.id, customerId: userId };
  const by = { authorKind: "customer" as const, authorName: customer.name, authorId: userId };
  const byAssistant = { authorKind: "assistant" as const, authorName: "Assistant" };
  const byStaff = { authorKind: "staff" as const, authorName: "Staff" };
  await as(assistant, (tx) =>
    tx.insert(toolEffects).values({
      ...entry,
      runId: assistant.runId,
      callId: "granted",
      tool: "request_refund",
      label: `Granted a refund for ${canary}`,
      undo: { kind: "refund.granted", refundId: ids.refund },
    }),
  );
  /** What this customer has said about an article that nobody reads any more. */
  const ratedArticle = newId();
  const number = await as(system, async (tx) => {
    const retired = { title: "A page", summary: "A page", body: "A page", category: "general" };
    await tx
      .insert(articles)
      .values({ ...retired, id: ratedArticle, slug: `rated-${ratedArticle}`, status: "archived" });
    await tx.insert(articleFeedback).values({
      id: newId(),
      articleId: ratedArticle,
      version: 1,
      voter: `customer:${userId}`,
      customerId: userId,
      helpful: false,
      comment: `Comment ${canary}`,
    });
    await tx
      .update(conversations)
      .set({ seq: 3, instruction: staffCanary, handover: handover(staffCanary) })
      .where(eq(conversations.id, conversation.id));
    await tx.insert(messages).values([
      { ...entry, ...by, id: ids.question, seq: 1, text: `Question ${canary}` },
      { ...entry, ...byAssistant, id: ids.answer, seq: 2, text: `Answer ${canary}` },
      { ...entry, ...byStaff, id: ids.note, seq: 3, kind: "note", text: `Note ${staffCanary}` },
    ]);
    const told = { ...entry, actorKind: "customer" as const, actorId: userId, type: "message.posted" };
    await tx.insert(events).values([
      { ...told, seq: 1, subjectType: "message", subjectId: ids.question },
      { ...told, seq: 3, audience: "staff", type: "note.added", subjectType: "message", subjectId: ids.note },
    ]);
    const run = { runId: assistant.runId, customerId: userId };
    const step = { ...run, n: 1, kind: "tool" as const, name: "get_customer", state: "running" as const };
    await tx.insert(runSteps).values({ ...step, callId: "first", args: { canary: staffCanary } });
    await tx.insert(runChunks).values({ ...run, n: 0, chunks: [{ type: "text-delta", delta: canary }] });
    const [ticket] = await tx
      .insert(tickets)
      .values({ ...entry, id: ids.ticket, subject: canary, description: canary, openedBy: "customer" })
      .returning({ number: tickets.number });
    const onTicket = { ticketId: ids.ticket, customerId: userId };
    await tx.insert(ticketComments).values([
      { ...onTicket, ...by, id: ids.comment, text: canary },
      { ...onTicket, ...byStaff, id: ids.staffComment, audience: "staff", text: staffCanary },
    ]);
    const note = { id: ids.notification, userId, method: "in_app" as const, state: "sent" as const };
    await tx.insert(notifications).values({ ...note, subject: "For you", body: privateCanary });
    const price = { totalCents: 4_900, items: [{ sku: "X", name: canary, quantity: 1, priceCents: 4_900 }] };
    const placed = { status: "shipped" as const, placedAt: new Date("2026-05-01T10:00:00Z") };
    await tx
      .insert(orders)
      .values({ id: ids.order, number: orderNumber, customerId: userId, ...price, ...placed });
    const arrived = { status: "delivered" as const, placedAt: new Date(), deliveredAt: new Date() };
    await tx
      .insert(orders)
      .values({ id: ids.refundedOrder, number: refundedOrder, customerId: userId, ...price, ...arrived });
    const granted = { orderId: ids.refundedOrder, amountCents: 500, currency: "EUR", reason: canary };
    await tx.insert(refunds).values({ id: ids.refund, ...entry, ...granted });
    await tx.insert(identityChecks).values({
      id: ids.identityCheck,
      ...entry,
      runId: assistant.runId,
      sessionId: customer.sessionId,
      codeHash: hashOfCode(ids.identityCheck, code),
      expiresAt: new Date(Date.now() + 600_000),
    });
    await tx.insert(memoryFacts).values({
      id: ids.fact,
      customerId: userId,
      kind: "note",
      about: "desk",
      text: `Has a desk called ${canary}`,
      conversationId: conversation.id,
      writtenBy: "assistant",
      expiresAt: new Date("2100-01-01T00:00:00Z"),
    });
    // Of whichever article there is; without one, of none.
    await tx.execute(sql`
      insert into article_citations (conversation_id, message_id, message_seq, customer_id, article_id, passage_id, created_at)
      select ${conversation.id}, ${ids.answer}, 2, ${userId}, id, id, now() from articles order by created_at, id limit 1`);
    await tx.insert(gaps).values({ id: ids.gap });
    await tx.insert(gapQuestions).values({
      id: ids.gapQuestion,
      ...entry,
      gapId: ids.gap,
      messageSeq: 1,
      source: "search",
      text: staffCanary,
      language: "en",
      askedAt: new Date("2026-05-01T10:00:00Z"),
    });
    await tx.insert(gapPostings).values({ stem: staffCanary, questionId: ids.gapQuestion });
    const suggested = { title: staffCanary, summary: staffCanary, body: staffCanary, question: staffCanary };
    const about = { category: "general", audience: "public" as const, language: "en" };
    await tx
      .insert(articleSuggestions)
      .values({ id: ids.suggestion, ...entry, gapId: ids.gap, kind: "new", ...suggested, ...about });
    return ticket?.number ?? 0;
  });
  return {
    customer,
    conversation,
    assistant,
    ids: { ...ids, conversation: conversation.id, run: assistant.runId, user: userId },
    ticketNumber: number,
    ratedArticle,
    orderNumber,
    refundedOrder,
    code,
    canary,
    staffCanary,
    privateCanary,
  };
}

const handover = (canary: string) => ({
  reason: "policy",
  urgency: "low" as const,
  question: canary,
  tried: [],
  sources: [],
  openQuestion: null,
  nextStep: "Decide.",
  requestedBy: "assistant" as const,
  at: "2026-05-01T10:00:00.000Z",
});

const audiences = ["public", "customers", "staff", "draft"] as const;

/** One article for each audience, and a draft; the same in every world, because nobody owns them. */
export async function makeKnowledge() {
  const made = await Promise.all(
    audiences.map(async (kind) => {
      const canary = word(`article${kind}`);
      const { id } = await publishArticle(system, {
        slug: `about-${canary}`,
        title: `About ${canary}`,
        summary: `What ${canary} is`,
        body: `# ${canary}\n\nThe ${canary} is explained here in enough words to be one passage of its own.`,
        category: "general",
        audience: kind === "draft" ? "public" : kind,
        status: kind === "draft" ? "draft" : "published",
      });
      const slug = `about-${canary}`;
      const [redirect, file] = [`was-${canary}`, newId()];
      await addRedirectAndFile(id, redirect, file, canary);
      const found = await passagesOf(slug);
      const checks = await addChecks(id, found[0] ?? newId(), canary);
      return [kind, { id, canary, slug, redirect, file, passages: found, ...checks }] as const;
    }),
  );
  await addImport(made[0]?.[1].id ?? newId());
  await as(system, async (tx) => {
    const id = newId();
    const product = { sku: `SKU-${id}`, name: "Desk", description: "A desk", category: "desks" };
    await tx.insert(products).values({ id, ...product, priceCents: 100 });
    await tx.insert(organizations).values({ id: newId(), name: "Norrbridge" });
    await tx.insert(searchSynonyms).values({ id: newId(), language: "en", line: `${word("line")} > desk` });
  });
  return Object.fromEntries(made) as Record<(typeof audiences)[number], (typeof made)[number][1]>;
}

/** An import that waits for its turn, with its file, one item, and where an article came from. */
async function addImport(articleId: string) {
  const [uploadId, importId] = [newId(), newId()];
  await as(system, async (tx) => {
    const content = Buffer.from("# One");
    await tx
      .insert(articleUploads)
      .values({ id: uploadId, name: "one.md", size: content.length, complete: true });
    await tx.insert(articleUploadParts).values({ uploadId, n: 0, content });
    await tx
      .insert(articleImports)
      .values({ id: importId, kind: "markdown", name: "one.md", source: {}, options: {}, uploadId });
    await tx.insert(articleImportItems).values({ importId, n: 1, sourceKey: "files:one.md", path: "one.md" });
    await tx
      .insert(articleSources)
      .values({ sourceKey: `files:${importId}.md`, articleId, contentHash: "0", writtenHash: "0", importId });
  });
}

/** What an article has beside its text. */
async function addRedirectAndFile(articleId: string, slug: string, id: string, canary: string) {
  const content = Buffer.from(`%PDF-1.4 ${canary}`);
  const file = { id, articleId, name: `${canary}.pdf`, type: "application/pdf" as const };
  await as(system, async (tx) => {
    await tx.insert(articleRedirects).values({ slug, articleId });
    await tx.insert(articleFiles).values({ ...file, size: content.length, sha256: "0".repeat(64), content });
  });
}

/** A question that search must answer with it, and a conflict of it with itself. */
async function addChecks(articleId: string, passageId: string, canary: string) {
  const [searchCase, conflict] = [newId(), newId()];
  const side = { heading: null, anchor: null, text: canary, marks: [] };
  await as(system, async (tx) => {
    await tx.insert(searchCases).values({ id: searchCase, question: canary, articleId, addedFrom: "hand" });
    await tx.insert(passageConflicts).values({
      id: conflict,
      pair: newId(),
      kind: "duplicate",
      score: 1,
      articleA: articleId,
      articleB: articleId,
      passageA: passageId,
      passageB: passageId,
      shown: { a: side, b: side },
    });
    await tx.insert(gapProgress).values({ name: "test", tx: "0", eventId: 0 }).onConflictDoNothing();
  });
  return { searchCase, conflict };
}

async function passagesOf(slug: string): Promise<string[]> {
  const rows = await as(system, (tx) =>
    tx
      .select({ id: passages.id })
      .from(passages)
      .innerJoin(articles, eq(articles.id, passages.articleId))
      .where(eq(articles.slug, slug)),
  );
  return rows.map(({ id }) => id);
}

export type World = Awaited<ReturnType<typeof makeWorld>>;

export async function makeWorld() {
  const [a, b, agent, colleague, manager] = await Promise.all([
    makeSide("alder"),
    makeSide("birch"),
    makeAgent(),
    makeAgent(),
    makeManager(),
  ]);
  return { a, b, agent, colleague, manager };
}
