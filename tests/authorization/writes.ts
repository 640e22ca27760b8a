/** Who may do what to A. Every line runs in a world of its own; columns as in callers.ts. */
import * as approvals from "@/lib/approvals/commands";
import { admit } from "@/lib/approvals/gate";
import * as policies from "@/lib/approvals/policies";
import { expireApprovals, settleReady } from "@/lib/approvals/settle";
import type {
  AssistantViewer,
  CustomerViewer,
  StaffViewer,
  SystemViewer,
  UserViewer,
  Viewer,
  VisitorViewer,
} from "@/lib/auth/viewer";
import * as checks from "@/lib/checks/commands";
import * as conversations from "@/lib/conversations/commands";
import * as escalation from "@/lib/conversations/escalate";
import { sweepInstructions, tellInstructor } from "@/lib/conversations/instruction";
import { sweepConversations } from "@/lib/conversations/sweep";
import { setWording, takeUnworded } from "@/lib/conversations/wording";
import { newId } from "@/lib/core/ids";
import * as customers from "@/lib/customers/commands";
import { undoEffect } from "@/lib/effects/commands";
import { collectQuestions } from "@/lib/gaps/collect";
import * as gaps from "@/lib/gaps/commands";
import { placeQuestions } from "@/lib/gaps/place";
import { noteMissedSearch } from "@/lib/gaps/searches";
import * as identity from "@/lib/identity/commands";
import * as imports from "@/lib/imports/commands";
import { exportArticles } from "@/lib/imports/export";
import { dropUpload, receiveUpload } from "@/lib/imports/uploads";
import { abandonImport, abandonStale, workImport } from "@/lib/imports/work";
import * as categories from "@/lib/knowledge/categories";
import { changeLanguage } from "@/lib/knowledge/change-language";
import * as knowledge from "@/lib/knowledge/commands";
import * as drafts from "@/lib/knowledge/drafts";
import { rateArticle } from "@/lib/knowledge/feedback";
import * as files from "@/lib/knowledge/files";
import * as redirects from "@/lib/knowledge/redirects";
import { publishDue } from "@/lib/knowledge/schedule";
import * as upkeep from "@/lib/knowledge/upkeep";
import { restoreVersion } from "@/lib/knowledge/versions";
import * as memory from "@/lib/memory/commands";
import * as messages from "@/lib/messages/commands";
import * as notifications from "@/lib/notifications/commands";
import * as people from "@/lib/people/commands";
import { updateMe } from "@/lib/people/me";
import { signUp } from "@/lib/people/sign-up";
import * as realtime from "@/lib/realtime/commands";
import { requestRefund } from "@/lib/refunds/commands";
import * as budget from "@/lib/runs/budget";
import * as runs from "@/lib/runs/commands";
import * as foreignCalls from "@/lib/runs/foreign-calls";
import * as items from "@/lib/runs/items";
import * as leases from "@/lib/runs/lease";
import { parkRun } from "@/lib/runs/park";
import { expireRun } from "@/lib/runs/sweep";
import * as suggestions from "@/lib/suggestions/commands";
import * as writing from "@/lib/suggestions/writing";
import * as synonyms from "@/lib/synonyms/commands";
import * as tickets from "@/lib/tickets/commands";
import {
  aCancelledImport,
  aDismissedConflict,
  aDraft,
  aDueDraft,
  aFile,
  anArchived,
  anImport,
  aPublished,
  articleOf,
  aStaleOne,
  codeOfAIsOld,
  gapOfAIsDismissed,
  lastImport,
  lineOf,
  ofTheAgent,
  questionOfAIsLoose,
  queueRunOfA,
  ratedByA,
  requestOfA,
  runOfAIsOverdue,
  runOfAIsStopped,
  someChecks,
  someRequestOfA,
  someSynonyms,
  suggestionOfAIsWanted,
} from "./situations";
import { C, F, type Line, line, N, none, ok, type Setting, U, x } from "./table";

const text = (what: string) => ({ id: newId(), text: what });
const call = { callId: "call-1" };
const answer = { text: "An answer.", citations: [], receipts: [], usage: null, fallbackFrom: null };
const ticket = {
  subject: "Broken",
  description: "It is broken.",
  priority: "low",
  category: "general",
  tags: [],
} as const;
const gated = {
  callId: "gated",
  tool: "create_ticket",
  args: {},
  policy: { policy: "approve", approveAboveCents: null },
} as const;
const patch = { status: "closed" } as const;

const teamOnly = [U, F, F, ok, ok, F, F, F] as const;
const teamOnlyOnce = [U, F, F, ok, C, F, F, F] as const;
const systemOnly = [U, F, F, F, F, F, F, ok] as const;
const managerOnly = [U, F, F, F, ok, F, F, F] as const;
/** In their own conversation, wherever that is: B's assistant writes to B. */
const assistants = [U, F, F, F, F, ok, ok, x] as const;

const waiting = { before: ({ a }: Setting) => escalation.askForPerson(a.customer, a.ids.conversation) };
const heldByAgent = { before: ({ a, agent }: Setting) => conversations.takeOver(agent, a.ids.conversation) };

async function* oneFile() {
  yield Buffer.from("# One\n\nWords.");
}

// biome-ignore format: a table, read down its columns
export const writes: Line[] = [
  line<AssistantViewer>("approvals/gate.admit", [U, F, F, F, F, ok, ok, x],
    (v) => admit(v, { ...gated, amountCents: null, sensitive: false })),
  line<StaffViewer>("approvals/commands.approve", teamOnly,
    async (v, { a }) => approvals.approve(v, await requestOfA(a), {}), { before: someRequestOfA }),
  line<StaffViewer>("approvals/commands.refuse", teamOnly,
    async (v, { a }) => approvals.refuse(v, await requestOfA(a), { reason: "No." }), { before: someRequestOfA }),
  line<CustomerViewer>("approvals/commands.withdraw", [U, ok, N, F, F, F, F, F],
    async (v, { a }) => approvals.withdraw(v, await requestOfA(a)), { before: someRequestOfA }),
  line<SystemViewer>("approvals/settle.expireApprovals", [U, F, F, F, F, F, F, none],
    (v) => expireApprovals(v)),
  line<SystemViewer>("approvals/settle.settleReady", [U, F, F, F, F, F, F, none],
    (v) => settleReady(v, 10)),
  line<StaffViewer>("approvals/policies.setToolPolicy", managerOnly,
    (v) => policies.setToolPolicy(v, `tool-${newId()}`, { policy: "deny", approveAboveCents: null })),
  line<StaffViewer>("approvals/policies.clearToolPolicy", managerOnly,
    (v) => policies.clearToolPolicy(v, "update_ticket"),
    { before: ({ manager }) => policies.setToolPolicy(manager, "update_ticket", { policy: "deny", approveAboveCents: null }) }),

  line<CustomerViewer>("conversations/commands.startConversation", [U, ok, ok, F, F, F, F, F],
    (v) => conversations.startConversation(v, { person: false })),
  line<AssistantViewer>("conversations/escalate.escalate", [U, x, x, F, F, ok, ok, x],
    (v) => escalation.escalate(v, { reason: "policy", urgency: "low" })),
  line<CustomerViewer>("conversations/escalate.askForPerson", [U, ok, N, F, F, x, x, x],
    (v, { a }) => escalation.askForPerson(v, a.ids.conversation)),
  line<CustomerViewer>("conversations/commands.cancelWaiting", [U, ok, N, F, F, F, F, F],
    (v, { a }) => conversations.cancelWaiting(v, a.ids.conversation), waiting),
  line<StaffViewer>("conversations/commands.takeOver", teamOnly,
    (v, { a }) => conversations.takeOver(v, a.ids.conversation)),
  line<StaffViewer>("conversations/commands.claim", teamOnly,
    (v, { a }) => conversations.claim(v, a.ids.conversation), waiting),
  line<StaffViewer>("conversations/commands.release", teamOnlyOnce,
    (v, { a }) => conversations.release(v, a.ids.conversation), heldByAgent),
  line<StaffViewer>("conversations/commands.handBack", teamOnlyOnce,
    (v, { a }) => conversations.handBack(v, a.ids.conversation, {}), heldByAgent),
  line<UserViewer>("conversations/commands.resolve", [U, ok, N, ok, ok, F, F, x],
    (v, { a }) => conversations.resolve(v, a.ids.conversation)),
  line<UserViewer>("conversations/commands.stopRun", [U, ok, N, ok, ok, F, F, F],
    (v, { a }) => conversations.stopRun(v, a.ids.conversation)),
  line<UserViewer>("conversations/commands.markRead", [U, ok, N, ok, ok, F, F, F],
    (v, { a }) => conversations.markRead(v, a.ids.conversation, 1)),

  line<AssistantViewer>("runs/park.parkRun", assistants,
    (v) => parkRun(v, { notice: "Wait.", receipts: [], usage: null })),
  line<SystemViewer>("conversations/sweep.sweepConversations", systemOnly,
    (v) => sweepConversations(v)),
  // Nobody was left untold.
  line<SystemViewer>("conversations/instruction.sweepInstructions", [U, F, F, F, F, F, F, none],
    (v) => sweepInstructions(v)),
  line<SystemViewer>("conversations/instruction.tellInstructor", systemOnly,
    (v, { a }) => tellInstructor(v, a.ids.run), { silent: true }),

  // The team has no customer's profile: its name is changed by people/commands.renameSelf.
  line<CustomerViewer | AssistantViewer>("customers/commands.updateProfile", [U, ok, ok, x, x, ok, ok, F],
    (v) => customers.updateProfile(v, { phone: "+49 30 123456" }, call)),

  line<CustomerViewer>("effects/commands.undoEffect", [U, ok, N, F, F, F, F, F],
    (v, { a }) => undoEffect(v, a.ids.run, "granted")),

  // One waits already, each for its own customer.
  line<AssistantViewer>("identity/commands.requestCode", [U, F, F, F, F, ok, ok, x],
    (v) => identity.requestCode(v)),
  line<CustomerViewer>("identity/commands.enterCode", [U, ok, N, F, F, F, F, F],
    (v, { a }) => identity.enterCode(v, a.ids.identityCheck, a.code)),
  // Nothing can be mailed here.
  line<CustomerViewer>("identity/commands.resendCode", [U, "unavailable", N, F, F, F, F, F],
    (v, { a }) => identity.resendCode(v, a.ids.identityCheck)),
  line<SystemViewer>("identity/commands.isIdentityFresh", [U, F, F, F, F, F, F, ok],
    (v, { a }) => identity.isIdentityFresh(v, a.ids.run), { silent: true }),
  line<SystemViewer>("identity/commands.expireChecks", [U, F, F, F, F, F, F, ok],
    (v) => identity.expireChecks(v), { before: codeOfAIsOld }),

  line<SystemViewer>("gaps/collect.collectQuestions", [U, F, F, F, F, F, F, ok],
    (v) => collectQuestions(v), { before: ratedByA }),
  line<SystemViewer>("gaps/place.placeQuestions", [U, F, F, F, F, F, F, ok],
    (v) => placeQuestions(v), { before: questionOfAIsLoose }),
  // Counted without who searched, so it is nobody's row.
  line<Viewer>("gaps/searches.noteMissedSearch", [ok, ok, ok, ok, ok, ok, ok, ok],
    (v, { a }) => noteMissedSearch(v, { query: `hammock ${a.canary}` })),
  line<StaffViewer>("gaps/commands.dismissGap", teamOnly,
    (v, { a }) => gaps.dismissGap(v, a.ids.gap, { reason: "No." })),
  line<StaffViewer>("gaps/commands.reopenGap", teamOnly,
    (v, { a }) => gaps.reopenGap(v, a.ids.gap), { before: gapOfAIsDismissed }),
  line<StaffViewer>("gaps/commands.mergeGaps", teamOnly,
    (v, { a, b }) => gaps.mergeGaps(v, a.ids.gap, { from: b.ids.gap })),
  line<StaffViewer>("gaps/commands.moveQuestion", teamOnly,
    (v, { a, b }) => gaps.moveQuestion(v, a.ids.gapQuestion, { gapId: b.ids.gap })),
  line<StaffViewer>("gaps/commands.askForCollection", teamOnly,
    (v) => gaps.askForCollection(v), { silent: true }),
  line<StaffViewer>("suggestions/commands.suggestForGap", teamOnly,
    (v, { a }) => suggestions.suggestForGap(v, a.ids.gap)),
  line<StaffViewer>("suggestions/commands.suggestFromConversation", teamOnly,
    (v, { a }) => suggestions.suggestFromConversation(v, a.ids.conversation)),
  line<StaffViewer>("suggestions/commands.editSuggestion", teamOnly,
    (v, { a }) => suggestions.editSuggestion(v, a.ids.suggestion, { revision: 1, title: "Better" })),
  line<StaffViewer>("suggestions/commands.acceptSuggestion", teamOnly,
    (v, { a }) => suggestions.acceptSuggestion(v, a.ids.suggestion, { revision: 1, keepQuestion: true })),
  line<StaffViewer>("suggestions/commands.dismissSuggestion", teamOnly,
    (v, { a }) => suggestions.dismissSuggestion(v, a.ids.suggestion, {})),
  line<SystemViewer>("suggestions/writing.takeWanted", [U, F, F, F, F, F, F, ok],
    (v) => writing.takeWanted(v, 5), { before: suggestionOfAIsWanted }),
  line<SystemViewer>("suggestions/writing.takeWritingAllowance", [U, F, F, F, F, F, F, ok],
    (v) => writing.takeWritingAllowance(v)),
  line<SystemViewer>("suggestions/writing.setWritten", [U, F, F, F, F, F, F, ok],
    (v, { a }) => writing.setWritten(v, { id: a.ids.suggestion, revision: 1, article: null }, null), { before: suggestionOfAIsWanted }),
  line<StaffViewer>("checks/commands.addCase", teamOnly,
    (v, s) => checks.addCase(v, { articleId: s.knowledge.public.id, question: `about ${s.a.canary}` })),
  line<StaffViewer>("checks/commands.removeCase", teamOnly,
    (v, { a }) => checks.removeCase(v, a.ids.gap), { before: someChecks }),
  line<StaffViewer>("checks/commands.askForChecks", teamOnly,
    (v) => checks.askForChecks(v), { silent: true }),
  line<SystemViewer>("checks/commands.checkCases", [U, F, F, F, F, F, F, ok],
    (v) => checks.checkCases(v), { before: someChecks }),
  line<StaffViewer>("checks/commands.dismissConflict", teamOnly,
    (v, { a }) => checks.dismissConflict(v, a.ids.gap), { before: someChecks }),
  line<StaffViewer>("checks/commands.reopenConflict", teamOnly,
    (v, { a }) => checks.reopenConflict(v, a.ids.gap), { before: aDismissedConflict }),
  line<SystemViewer>("checks/commands.checkArticle", [U, F, F, F, F, F, F, ok],
    (v, s) => checks.checkArticle(v, s.knowledge.public.id), { silent: true }),

  line<VisitorViewer | CustomerViewer>("knowledge/feedback.rateArticle", [ok, ok, ok, F, F, F, F, F],
    (v, s) => rateArticle(v, s.knowledge.public.slug, { helpful: true, visitorId: newId() }), { when: "public" }),
  line<VisitorViewer | CustomerViewer>("knowledge/feedback.rateArticle", [N, ok, ok, F, F, F, F, F],
    (v, s) => rateArticle(v, s.knowledge.customers.slug, { helpful: true, visitorId: newId() }), { when: "for customers" }),
  line<VisitorViewer | CustomerViewer>("knowledge/feedback.rateArticle", [N, N, N, F, F, F, F, F],
    (v, s) => rateArticle(v, s.knowledge.staff.slug, { helpful: true, visitorId: newId() }), { when: "for the team" }),
  line<Viewer>("imports/commands.uploadSource", [U, F, F, F, ok, F, F, ok],
    (v) => imports.uploadSource(v, { name: "one.md", bytes: oneFile() })),
  line<Viewer>("imports/commands.startImport", [U, F, F, F, ok, F, F, ok],
    (v) => imports.startImport(v, { sitemap: "https://example.com/sitemap.xml" })),
  line<Viewer>("imports/commands.cancelImport", [U, F, F, F, ok, F, F, ok],
    async (v) => imports.cancelImport(v, await lastImport()), { before: anImport }),
  line<Viewer>("imports/commands.repeatImport", [U, F, F, F, ok, F, F, ok],
    async (v) => imports.repeatImport(v, await lastImport("cancelled"), { dryRun: true }), { before: aCancelledImport }),
  line<Viewer>("imports/uploads.receiveUpload", [U, F, F, F, ok, F, F, ok],
    (v) => receiveUpload(v, { name: "one.md", bytes: oneFile() })),
  line<Viewer>("imports/uploads.dropUpload", [U, F, F, F, ok, F, F, ok],
    (v) => dropUpload(v, newId()), { silent: true }),
  line<Viewer>("imports/work.workImport", [U, F, F, F, ok, F, F, ok],
    async (v) => workImport(v, await lastImport()), { before: anImport }),
  line<Viewer>("imports/work.abandonImport", [U, F, F, F, ok, F, F, ok],
    async (v) => abandonImport(v, await lastImport()), { before: anImport }),
  line<Viewer>("imports/work.abandonStale", [U, F, F, F, none, F, F, none], (v) => abandonStale(v)),
  line<Viewer>("imports/export.exportArticles", [U, F, F, ok, ok, F, F, ok],
    async (v) => (await exportArticles(v)).stream.destroy().destroyed),
  line<Viewer>("knowledge/commands.publishArticle", [U, F, F, F, ok, F, F, ok],
    (v) => knowledge.publishArticle(v, { slug: `new-${newId()}`, title: "New", summary: "New", body: "New.", category: "general" })),

  line<Viewer>("knowledge/commands.publishDraft", [U, F, F, F, ok, F, F, ok],
    (v, s) => knowledge.publishDraft(v, articleOf(s).id, { revision: articleOf(s).revision }), { before: aDraft }),
  line<Viewer>("knowledge/commands.archiveArticle", [U, F, F, F, ok, F, F, ok],
    (v, s) => knowledge.archiveArticle(v, articleOf(s).id), { before: aPublished }),
  line<Viewer>("knowledge/commands.unarchiveArticle", [U, F, F, F, ok, F, F, ok],
    (v, s) => knowledge.unarchiveArticle(v, articleOf(s).id), { before: anArchived }),
  line<Viewer>("knowledge/drafts.createArticle", [U, F, F, ok, ok, F, F, ok],
    (v) => drafts.createArticle(v, { title: "New" })),
  line<Viewer>("knowledge/drafts.saveDraft", [U, F, F, ok, ok, F, F, ok],
    (v, s) => drafts.saveDraft(v, articleOf(s).id, { revision: articleOf(s).revision, title: "Newer" }), { before: aDraft, when: "of a new article" }),
  line<Viewer>("knowledge/drafts.saveDraft", [U, F, F, ok, ok, F, F, ok],
    (v, s) => drafts.saveDraft(v, articleOf(s).id, { revision: articleOf(s).revision, title: "Newer" }), { before: aPublished, when: "of a published article" }),
  line<Viewer>("knowledge/drafts.submitDraft", [U, F, F, ok, ok, F, F, ok],
    (v, s) => drafts.submitDraft(v, articleOf(s).id, { revision: articleOf(s).revision }), { before: aPublished }),
  line<Viewer>("knowledge/drafts.withdrawDraft", [U, F, F, ok, ok, F, F, ok],
    (v, s) => drafts.withdrawDraft(v, articleOf(s).id, { revision: articleOf(s).revision }), { before: aPublished }),
  line<Viewer>("knowledge/drafts.discardDraft", [U, F, F, ok, ok, F, F, ok],
    (v, s) => drafts.discardDraft(v, articleOf(s).id, { revision: articleOf(s).revision }), { before: aDraft, when: "of a new article" }),
  line<Viewer>("knowledge/drafts.discardDraft", [U, F, F, ok, ok, F, F, ok],
    (v, s) => drafts.discardDraft(v, articleOf(s).id, { revision: articleOf(s).revision }), { before: aPublished, when: "of a published article" }),
  line<Viewer>("knowledge/drafts.scheduleDraft", [U, F, F, F, ok, F, F, ok],
    (v, s) => drafts.scheduleDraft(v, articleOf(s).id, { revision: articleOf(s).revision, publishAt: new Date(Date.now() + 86_400_000) }), { before: aPublished }),
  line<Viewer>("knowledge/drafts.unscheduleDraft", [U, F, F, F, ok, F, F, ok],
    (v, s) => drafts.unscheduleDraft(v, articleOf(s).id, { revision: articleOf(s).revision }), { before: aPublished }),
  line<Viewer>("knowledge/versions.restoreVersion", [U, F, F, ok, ok, F, F, ok],
    (v, s) => restoreVersion(v, articleOf(s).id, 1, { revision: articleOf(s).revision }), { before: aPublished }),
  line<SystemViewer>("knowledge/schedule.publishDue", [U, F, F, F, F, F, F, ok],
    (v) => publishDue(v), { before: aDueDraft }),
  line<Viewer>("knowledge/change-language.changeLanguage", [U, F, F, ok, ok, F, F, ok],
    (v, s) => changeLanguage(v, articleOf(s).id, { language: "nl" }), { before: aDraft, when: "of a new article" }),
  line<Viewer>("knowledge/change-language.changeLanguage", [U, F, F, F, ok, F, F, ok],
    (v, s) => changeLanguage(v, articleOf(s).id, { language: "nl" }), { before: aPublished, when: "of a published article" }),
  line<Viewer>("knowledge/upkeep.setUpkeep", [U, F, F, F, ok, F, F, ok],
    (v, s) => upkeep.setUpkeep(v, articleOf(s).id, { ownerId: s.agent.userId }), { before: aPublished }),
  line<Viewer>("knowledge/upkeep.markReviewed", [U, F, F, F, ok, F, F, ok],
    (v, s) => upkeep.markReviewed(v, articleOf(s).id, { nextReviewAt: null }), { before: aPublished }),
  line<Viewer>("knowledge/upkeep.markReviewed", [U, F, F, ok, ok, F, F, ok],
    (v, s) => upkeep.markReviewed(v, articleOf(s).id, { nextReviewAt: null }), { before: ofTheAgent, when: "of their own" }),
  line<SystemViewer>("knowledge/upkeep.remindOfReviews", [U, F, F, F, F, F, F, ok],
    (v) => upkeep.remindOfReviews(v), { before: aStaleOne }),
  line<Viewer>("knowledge/files.addFile", [U, F, F, ok, ok, F, F, ok],
    (v, s) => files.addFile(v, articleOf(s).id, { name: "desk.pdf", bytes: Buffer.from(`%PDF-1.4 ${newId()} %%EOF`) }), { before: aPublished }),
  line<Viewer>("knowledge/files.removeFile", [U, F, F, ok, ok, F, F, ok],
    (v, s) => files.removeFile(v, articleOf(s).file), { before: aFile }),
  line<Viewer>("knowledge/redirects.addRedirect", [U, F, F, F, ok, F, F, ok],
    (v, s) => redirects.addRedirect(v, { slug: `old-${articleOf(s).slug}`, articleId: articleOf(s).id }), { before: aDraft }),
  line<Viewer>("knowledge/redirects.removeRedirect", [U, F, F, F, ok, F, F, ok],
    (v, s) => redirects.removeRedirect(v, articleOf(s).redirect), { before: aPublished }),
  line<Viewer>("knowledge/categories.createCategory", [U, F, F, F, ok, F, F, ok],
    (v) => categories.createCategory(v, { label: `New ${newId()}`, about: "" })),
  line<Viewer>("knowledge/categories.changeCategory", [U, F, F, F, ok, F, F, ok],
    (v, s) => categories.changeCategory(v, articleOf(s).category, { label: `Renamed ${newId()}` }), { before: aDraft }),
  line<Viewer>("knowledge/categories.orderCategories", [U, F, F, F, ok, F, F, ok],
    (v, s) => categories.orderCategories(v, [articleOf(s).category]), { before: aDraft }),
  line<Viewer>("knowledge/categories.removeCategory", [U, F, F, F, ok, F, F, ok],
    (v, s) => categories.removeCategory(v, articleOf(s).category), { before: aDraft }),

  line<Viewer>("synonyms/commands.addSynonyms", managerOnly,
    (v) => synonyms.addSynonyms(v, { language: "de", line: `wort${newId().replace(/-/g, "")}, tisch`, enabled: true })),
  line<Viewer>("synonyms/commands.changeSynonyms", managerOnly,
    (v, s) => synonyms.changeSynonyms(v, lineOf(s), { enabled: false }), { before: someSynonyms }),
  line<Viewer>("synonyms/commands.deleteSynonyms", managerOnly,
    (v, s) => synonyms.deleteSynonyms(v, lineOf(s)), { before: someSynonyms }),
  line<Viewer>("synonyms/commands.switchBuiltInSynonyms", managerOnly,
    (v) => synonyms.switchBuiltInSynonyms(v, { language: "en", line: "price, cost, fee", enabled: false })),

  line<AssistantViewer>("memory/commands.rememberFact", [U, F, F, F, F, ok, ok, F],
    (v) => memory.rememberFact(v, { kind: "note", about: "lamp", text: "Has a lamp" }, call)),
  line<SystemViewer>("memory/commands.rememberEpisode", [U, F, F, F, F, F, F, ok],
    (v, { a }) => memory.rememberEpisode(v, { conversationId: a.ids.conversation, episode: 1, from: 0, to: 9 })),
  line<CustomerViewer>("memory/commands.correctFact", [U, ok, N, F, F, F, F, F],
    (v, { a }) => memory.correctFact(v, a.ids.fact, { text: "Has two desks" })),
  line<CustomerViewer>("memory/commands.forgetFact", [U, ok, N, F, F, F, F, F],
    (v, { a }) => memory.forgetFact(v, a.ids.fact)),
  line<CustomerViewer>("memory/commands.forgetAll", [U, ok, ok, F, F, F, F, F],
    (v) => memory.forgetAll(v)),
  line<CustomerViewer>("memory/commands.setMemoryEnabled", [U, ok, ok, F, F, F, F, F],
    (v) => memory.setMemoryEnabled(v, false)),

  line<CustomerViewer>("messages/commands.postMessage", [U, ok, N, F, F, F, F, F],
    (v, { a }) => messages.postMessage(v, a.ids.conversation, text("Hello"))),
  line<CustomerViewer>("messages/commands.retryAnswer", [U, ok, N, F, F, F, F, F],
    (v, { a }) => messages.retryAnswer(v, a.ids.conversation), { before: runOfAIsStopped }),
  line<StaffViewer>("messages/commands.postReply", teamOnly,
    (v, { a }) => messages.postReply(v, a.ids.conversation, text("Hello"))),
  line<StaffViewer>("messages/commands.addNote", teamOnly,
    (v, { a }) => messages.addNote(v, a.ids.conversation, text("Hello"))),
  line<CustomerViewer>("messages/commands.rateMessage", [U, ok, N, F, F, F, F, F],
    (v, { a }) => messages.rateMessage(v, a.ids.conversation, a.ids.answer, "helpful")),

  // B's assistant tells B, whatever is asked of it.
  line<notifications.Notifier>("notifications/commands.notify", [U, F, F, ok, ok, ok, ok, ok],
    (v, { a }) => notifications.notify(v, { userId: a.ids.user, method: "in_app", subject: "Hi", body: "Hi" }, call)),
  line<SystemViewer>("notifications/commands.alertManagers", [U, F, F, F, F, F, F, ok],
    (v) => notifications.alertManagers(v, { key: newId(), everySeconds: 300, subject: "Hi", body: "Hi" })),
  line<UserViewer>("notifications/commands.markRead", [U, ok, none, none, none, x, x, F],
    (v, { a }) => notifications.markRead(v, [a.ids.notification])),

  line<StaffViewer>("people/commands.addStaff", managerOnly,
    (v) => people.addStaff(v, { name: "New", email: `${newId()}@example.com`, role: "agent" })),
  line<StaffViewer>("people/commands.changePerson", managerOnly,
    (v, { colleague }) => people.changePerson(v, colleague.userId, { role: "manager" })),
  line<StaffViewer>("people/commands.setRole", managerOnly,
    (v, { colleague }) => people.setRole(v, colleague.userId, "manager")),
  line<StaffViewer>("people/commands.disablePerson", managerOnly,
    (v, { a }) => people.disablePerson(v, a.ids.user)),
  line<StaffViewer>("people/commands.enablePerson", managerOnly,
    (v, { a }) => people.enablePerson(v, a.ids.user), { before: ({ a, manager }) => people.disablePerson(manager, a.ids.user) }),
  line<StaffViewer>("people/commands.renameSelf", [U, x, x, ok, ok, x, x, F],
    (v) => people.renameSelf(v, "New Name")),
  line<UserViewer>("people/me.updateMe", [U, ok, ok, ok, ok, x, x, F],
    (v) => updateMe(v, { name: "New Name" })),
  line<Viewer>("people/sign-up.signUp", [ok, F, F, F, F, F, F, F],
    (v) => signUp(v, { name: "New", email: `${newId()}@example.com`, password: "a long enough password" }, new Headers())),

  line<UserViewer>("realtime/commands.announceTyping", [U, ok, N, ok, ok, F, F, F],
    (v, { a }) => realtime.announceTyping(v, a.ids.conversation), { silent: true }),
  line<StaffViewer>("realtime/commands.announcePresence", teamOnly,
    (v, { a }) => realtime.announcePresence(v, a.ids.conversation), { silent: true }),
  line<SystemViewer>("realtime/commands.sendPulse", [U, F, F, F, F, F, F, ok],
    (v) => realtime.sendPulse(v, "test"), { silent: true }),

  line<AssistantViewer>("refunds/commands.requestRefund", [U, F, F, F, F, ok, N, F],
    (v, { a }) => requestRefund(v, { orderNumber: a.refundedOrder, amountCents: 100, reason: "Broken" }, call)),

  line<SystemViewer>("runs/lease.claimRun", [U, F, F, F, F, x, x, ok],
    (v, { a }) => leases.claimRun(v, { runId: a.ids.run, instance: "i", provider: "p", model: "m" }), { before: queueRunOfA }),
  line<AssistantViewer>("runs/lease.heartbeat", assistants,
    (v) => leases.heartbeat(v)),
  line<AssistantViewer>("runs/lease.releaseRun", assistants,
    (v) => leases.releaseRun(v)),
  line<AssistantViewer>("runs/items.saveItem", assistants,
    (v) => items.saveItem(v, 9, { kind: "answer", items: [], runId: v.runId, messageSeq: 1 })),
  line<SystemViewer>("conversations/wording.takeUnworded", [U, F, F, F, F, F, F, none],
    (v) => takeUnworded(v, ["title"], 5), { silent: true }),
  line<SystemViewer>("conversations/wording.setWording", [U, F, F, F, F, F, F, ok],
    (v, { a }) => setWording(v, { wording: "title", conversationId: a.conversation.id, text: `About ${a.canary}` }, "Better")),
  line<AssistantViewer>("runs/foreign-calls.beginForeignCall", assistants,
    (v) => foreignCalls.beginForeignCall(v, newId())),
  line<AssistantViewer>("runs/foreign-calls.noteForeignEffect", assistants,
    (v) => foreignCalls.noteForeignEffect(v, { callId: newId() }, { tool: "parcels__book", label: "Booked a pick-up" })),
  line<AssistantViewer>("runs/budget.takeAllowance", assistants,
    (v) => budget.takeAllowance(v), { carries: true }),
  line<AssistantViewer>("runs/budget.bookTokens", assistants,
    (v, { a }) => budget.bookTokens(v, a.customer.userId, 100), { silent: true }),
  line<AssistantViewer>("runs/commands.flushChunks", assistants,
    (v) => runs.flushChunks(v, 9, [{ type: "start" }])),
  line<AssistantViewer>("runs/commands.completeRun", assistants,
    (v) => runs.completeRun(v, answer)),
  line<AssistantViewer>("runs/commands.failRun", assistants,
    (v) => runs.failRun(v, { errorCode: "test", notice: "Sorry.", shown: null, usage: null })),
  line<SystemViewer>("runs/commands.keepStopped", [U, F, F, F, F, x, x, ok],
    (v, { a }) => runs.keepStopped(v, a.assistant, answer), { before: runOfAIsStopped, carries: true }),
  line<AssistantViewer>("runs/commands.startStep", assistants,
    (v) => runs.startStep(v, 9, { kind: "tool", name: "get_customer", callId: "nine", args: {} })),
  line<AssistantViewer>("runs/commands.reopenStep", assistants,
    (v) => runs.reopenStep(v, 1), { silent: true }),
  line<AssistantViewer>("runs/commands.endStep", assistants,
    (v) => runs.endStep(v, 1, { state: "done" })),
  line<SystemViewer>("runs/sweep.expireRun", [U, F, F, F, F, x, x, ok],
    (v, { a }) => expireRun(v, { id: a.ids.run, conversationId: a.ids.conversation }), { before: runOfAIsOverdue }),

  line<tickets.TicketWriter>("tickets/commands.openTicket", [U, ok, N, ok, ok, ok, ok, F],
    (v, { a }) => tickets.openTicket(v, { ...ticket, tags: [], conversationId: a.ids.conversation }, call)),
  line<tickets.TicketWriter>("tickets/commands.applyTicketPatch", [U, ok, N, ok, ok, ok, N, F],
    (v, { a }) => tickets.applyTicketPatch(v, a.ids.ticket, patch, call)),
  line<tickets.TicketWriter>("tickets/commands.applyTicketPatch", [U, ok, N, ok, ok, ok, N, F],
    (v, { a }) => tickets.applyTicketPatch(v, a.ticketNumber, patch, call), { when: "by number" }),
  line<tickets.TicketWriter>("tickets/commands.commentOnTicket", [U, ok, N, ok, ok, ok, N, F],
    (v, { a }) => tickets.commentOnTicket(v, a.ids.ticket, { text: "Hi", audience: "everyone" }, call)),
  line<tickets.TicketWriter>("tickets/commands.commentOnTicket", [U, F, N, ok, ok, F, N, F],
    (v, { a }) => tickets.commentOnTicket(v, a.ids.ticket, { text: "Hi", audience: "staff" }, call), { when: "for the team" }),
  line<tickets.TicketWriter>("tickets/commands.closeTicket", [U, ok, N, ok, ok, ok, N, F],
    (v, { a }) => tickets.closeTicket(v, a.ids.ticket, call)),
  line<tickets.TicketWriter>("tickets/commands.reopenTicket", [U, ok, N, ok, ok, ok, N, F],
    (v, { a }) => tickets.reopenTicket(v, a.ids.ticket, call), { before: ({ a, agent }) => tickets.closeTicket(agent, a.ids.ticket) }),
  line<StaffViewer | AssistantViewer>("tickets/commands.changePriority", [U, F, N, ok, ok, ok, N, F],
    (v, { a }) => tickets.changePriority(v, a.ids.ticket, "urgent", call)),
  line<StaffViewer>("tickets/commands.assignTicket", teamOnly,
    (v, { a, colleague }) => tickets.assignTicket(v, a.ids.ticket, colleague.userId)),
];
