/** Who may read what of A. One line, one function (or one case of it); columns as in callers.ts. */
import * as policies from "@/lib/approvals/policies";
import * as approvals from "@/lib/approvals/queries";
import type {
  AssistantViewer,
  CustomerViewer,
  StaffViewer,
  SystemViewer,
  UserViewer,
  Viewer,
} from "@/lib/auth/viewer";
import * as catalogue from "@/lib/catalogue/queries";
import * as checks from "@/lib/checks/queries";
import { getBrief } from "@/lib/conversations/brief";
import { listEarlierConversations } from "@/lib/conversations/earlier";
import * as conversations from "@/lib/conversations/queries";
import { getEpisodeRecord } from "@/lib/conversations/record";
import { estimateWait } from "@/lib/conversations/wait";
import * as customers from "@/lib/customers/queries";
import { listEffects } from "@/lib/effects/queries";
import * as gaps from "@/lib/gaps/queries";
import { findPendingCheck } from "@/lib/identity/queries";
import { listIdentitySteps } from "@/lib/identity/trail";
import * as imports from "@/lib/imports/queries";
import { openUpload } from "@/lib/imports/uploads";
import * as categories from "@/lib/knowledge/categories";
import { explainSearch } from "@/lib/knowledge/explain";
import * as feedback from "@/lib/knowledge/feedback";
import { readFile, requireRoomForFile } from "@/lib/knowledge/files";
import * as published from "@/lib/knowledge/published";
import * as knowledge from "@/lib/knowledge/queries";
import { resolveSlug } from "@/lib/knowledge/redirects";
import { searchArticles, searchPassages } from "@/lib/knowledge/search";
import * as sitemap from "@/lib/knowledge/sitemap";
import * as editing from "@/lib/knowledge/staff-queries";
import { suggestArticles } from "@/lib/knowledge/suggest";
import { translationsOf } from "@/lib/knowledge/translations";
import * as usage from "@/lib/knowledge/usage";
import * as versions from "@/lib/knowledge/versions";
import * as memory from "@/lib/memory/queries";
import * as messages from "@/lib/messages/queries";
import * as notifications from "@/lib/notifications/queries";
import { getMe } from "@/lib/people/me";
import * as people from "@/lib/people/queries";
import * as realtime from "@/lib/realtime/queries";
import * as refunds from "@/lib/refunds/queries";
import * as items from "@/lib/runs/items";
import * as leases from "@/lib/runs/lease";
import * as runs from "@/lib/runs/queries";
import { getTrace } from "@/lib/runs/trace";
import * as suggestions from "@/lib/suggestions/queries";
import { listSynonyms } from "@/lib/synonyms/queries";
import * as tickets from "@/lib/tickets/queries";
import { requestOfA, someImport } from "./situations";
import { F, type Line, line, N, none, ok, U, x } from "./table";

const everybody = [ok, ok, ok, ok, ok, ok, ok, ok] as const;
const teamOnly = [U, F, F, ok, ok, F, F, F] as const;
const teamAndSystem = [U, F, F, ok, ok, F, F, ok] as const;

// biome-ignore format: a table, read down its columns
export const reads: Line[] = [
  // Nothing is set in these worlds.
  line<Viewer>("approvals/policies.findToolPolicy", [U, F, F, none, none, none, none, none],
    (v) => policies.findToolPolicy(v, "create_ticket")),
  line<StaffViewer>("approvals/policies.listToolPolicies", [U, F, F, F, none, F, F, F],
    (v) => policies.listToolPolicies(v)),

  line<StaffViewer>("approvals/queries.listPendingApprovals", [U, F, F, ok, ok, F, F, F],
    (v) => approvals.listPendingApprovals(v)),
  line<UserViewer>("approvals/queries.listApprovals", [U, ok, none, ok, ok, F, F, F],
    (v, { a }) => approvals.listApprovals(v, a.ids.conversation)),
  line<UserViewer>("approvals/queries.getApproval", [U, ok, N, ok, ok, F, F, F],
    async (v, { a }) => approvals.getApproval(v, await requestOfA(a))),

  line<Viewer>("catalogue/queries.searchProducts", everybody,
    (v) => catalogue.searchProducts(v, { query: "desk", limit: 5 })),
  line<Viewer>("catalogue/queries.listOrders", [U, ok, none, ok, ok, ok, none, ok],
    (v, { a }) => catalogue.listOrders(v, { customerId: a.ids.user, limit: 50 })),
  line<Viewer>("catalogue/queries.listOrders", [U, ok, ok, ok, ok, ok, ok, ok],
    (v) => catalogue.listOrders(v, { limit: 50 }), { when: "of no customer in particular" }),
  line<Viewer>("catalogue/queries.getOrder", [U, ok, N, ok, ok, ok, N, ok],
    (v, { a }) => catalogue.getOrder(v, a.orderNumber)),

  line<UserViewer>("conversations/queries.getConversation", [U, ok, N, ok, ok, x, x, x],
    (v, { a }) => conversations.getConversation(v, a.ids.conversation)),
  line<UserViewer>("conversations/queries.listConversations", [U, ok, ok, ok, ok, x, x, x],
    (v) => conversations.listConversations(v, { view: "all" }, { limit: 50 })),
  line<UserViewer>("conversations/queries.countInbox", teamOnly,
    (v) => conversations.countInbox(v)),
  line<AssistantViewer>("conversations/brief.getBrief", [U, x, x, x, x, ok, ok, x],
    (v) => getBrief(v)),
  // There is no conversation before this one.
  line<AssistantViewer>("conversations/earlier.listEarlierConversations", [U, x, x, x, x, none, none, x],
    (v) => listEarlierConversations(v, 5)),
  line<AssistantViewer>("conversations/record.getEpisodeRecord", [U, x, x, x, x, ok, ok, x],
    (v) => getEpisodeRecord(v)),
  line<UserViewer>("conversations/wait.estimateWait", [U, ok, ok, ok, ok, x, x, x],
    (v) => estimateWait(v)),

  line<Viewer>("customers/queries.getCustomer", [U, ok, N, ok, ok, ok, N, F],
    (v, { a }) => customers.getCustomer(v, a.ids.user)),
  line<StaffViewer>("customers/queries.getCustomerCard", teamOnly,
    (v, { a }) => customers.getCustomerCard(v, a.ids.user)),

  line<CustomerViewer>("effects/queries.listEffects", [U, ok, ok, F, F, F, F, F],
    (v) => listEffects(v, { limit: 50 })),
  line<CustomerViewer>("identity/queries.findPendingCheck", [U, ok, none, F, F, F, F, F],
    (v, { a }) => findPendingCheck(v, a.ids.conversation)),

  // No code was mailed in these worlds.
  line<StaffViewer>("identity/trail.listIdentitySteps", [U, F, F, none, none, F, F, F],
    (v, { a }) => listIdentitySteps(v, a.ids.conversation)),

  line<StaffViewer>("gaps/queries.listGaps", teamOnly,
    (v) => gaps.listGaps(v, { state: "open", limit: 50 })),
  line<StaffViewer>("gaps/queries.getGap", teamOnly,
    (v, { a }) => gaps.getGap(v, a.ids.gap)),
  line<StaffViewer>("suggestions/queries.getSuggestion", teamOnly,
    (v, { a }) => suggestions.getSuggestion(v, a.ids.suggestion)),
  line<StaffViewer>("suggestions/queries.findSuggestion", teamOnly,
    (v, { a }) => suggestions.findSuggestion(v, { conversationId: a.ids.conversation })),
  line<StaffViewer>("checks/queries.listCases", teamOnly,
    (v, s) => checks.listCases(v, { articleId: s.knowledge.staff.id }), { editing: true }),
  line<StaffViewer>("checks/queries.listConflicts", teamOnly,
    (v, s) => checks.listConflicts(v, { state: "open", articleId: s.knowledge.staff.id }), { editing: true }),
  line<StaffViewer>("checks/queries.countChecks", teamOnly,
    (v) => checks.countChecks(v)),
  // Nothing is broken by a draft that nobody has asked for.
  line<StaffViewer>("checks/queries.casesBrokenBy", [U, F, F, none, none, F, F, F],
    (v, s) => checks.casesBrokenBy(v, s.knowledge.draft.id), { editing: true }),
  line<StaffViewer>("knowledge/usage.getArticleUsage", teamOnly,
    (v, s) => usage.getArticleUsage(v, s.knowledge.public.id)),
  line<StaffViewer>("knowledge/usage.listUsage", teamOnly,
    (v) => usage.listUsage(v, { days: 30, order: "cited" }), { editing: true }),

  line<Viewer>("knowledge/queries.listArticles", everybody,
    (v) => knowledge.listArticles(v, { limit: 100 })),
  line<Viewer>("knowledge/queries.getArticle", everybody,
    (v, s) => knowledge.getArticle(v, s.knowledge.public.slug), { when: "public" }),
  line<Viewer>("knowledge/queries.getArticle", [N, ok, ok, ok, ok, ok, ok, ok],
    (v, s) => knowledge.getArticle(v, s.knowledge.customers.slug), { when: "for customers" }),
  line<Viewer>("knowledge/queries.getArticle", [N, N, N, ok, ok, N, N, ok],
    (v, s) => knowledge.getArticle(v, s.knowledge.staff.slug), { when: "for the team" }),
  line<Viewer>("knowledge/queries.getArticle", [N, N, N, N, N, N, N, N],
    (v, s) => knowledge.getArticle(v, s.knowledge.draft.slug), { when: "a draft" }),
  line<Viewer>("knowledge/search.searchPassages", [none, none, none, ok, ok, none, none, ok],
    (v, s) => searchPassages(v, { query: s.knowledge.staff.canary }), { when: "for the team" }),
  line<Viewer>("knowledge/search.searchPassages", [none, none, none, none, none, none, none, none],
    (v, s) => searchPassages(v, { query: s.knowledge.draft.canary }), { when: "of a draft" }),
  line<Viewer>("knowledge/search.searchArticles", [none, ok, ok, ok, ok, ok, ok, ok],
    (v, s) => searchArticles(v, { query: s.knowledge.customers.canary }), { when: "for customers" }),
  line<Viewer>("knowledge/search.searchArticles", [none, none, none, ok, ok, none, none, ok],
    (v, s) => searchArticles(v, { query: s.knowledge.staff.canary }), { when: "for the team" }),
  line<Viewer>("knowledge/suggest.suggestArticles", [none, ok, ok, ok, ok, ok, ok, ok],
    (v, s) => suggestArticles(v, { query: s.knowledge.customers.canary, language: "en" }), { when: "for customers" }),
  line<Viewer>("knowledge/suggest.suggestArticles", [none, none, none, ok, ok, none, none, ok],
    (v, s) => suggestArticles(v, { query: s.knowledge.staff.canary.slice(0, -2), language: "en" }), { when: "for the team" }),

  line<CustomerViewer>("knowledge/feedback.findOwnFeedback", [x, ok, none, F, F, F, F, F],
    (v, { a }) => feedback.findOwnFeedback(v, a.ratedArticle)),
  line<StaffViewer>("knowledge/feedback.getArticleFeedback", [U, F, F, ok, ok, F, F, x],
    (v, { a }) => feedback.getArticleFeedback(v, a.ratedArticle, { limit: 50 })),
  line<Viewer>("knowledge/published.listPublishedLanguages", everybody,
    (v) => published.listPublishedLanguages(v)),
  line<Viewer>("knowledge/published.getHelpHome", everybody,
    (v) => published.getHelpHome(v, "en")),
  line<Viewer>("knowledge/published.getHelpCategory", everybody,
    (v) => published.getHelpCategory(v, "en", "general", 1)),
  line<Viewer>("knowledge/published.getHelpPlace", everybody,
    (v, s) => published.getHelpPlace(v, s.knowledge.public.slug), { when: "public" }),
  line<Viewer>("knowledge/published.getHelpPlace", [N, ok, ok, ok, ok, ok, ok, ok],
    (v, s) => published.getHelpPlace(v, s.knowledge.customers.slug), { when: "for customers" }),
  line<Viewer>("knowledge/published.getHelpPlace", [N, N, N, ok, ok, N, N, ok],
    (v, s) => published.getHelpPlace(v, s.knowledge.staff.redirect), { when: "for the team, by an old address" }),
  line<Viewer>("knowledge/published.getHelpPlace", [N, N, N, N, N, N, N, N],
    (v, s) => published.getHelpPlace(v, s.knowledge.draft.slug), { when: "a draft" }),
  line<Viewer>("knowledge/published.listRelated", [none, ok, ok, ok, ok, ok, ok, ok],
    (v, s) => published.listRelated(v, { id: s.knowledge.public.id, title: s.knowledge.staff.canary, category: "general", categoryLabel: "General", language: "en" })),
  line<Viewer>("knowledge/sitemap.countSitemapPages", everybody,
    (v) => sitemap.countSitemapPages(v)),
  line<Viewer>("knowledge/sitemap.listSitemap", everybody,
    (v) => sitemap.listSitemap(v, 1)),

  line<Viewer>("imports/queries.listImports", teamAndSystem, (v) => imports.listImports(v, { limit: 10 })),
  line<Viewer>("imports/queries.getImport", teamAndSystem, async (v) => imports.getImport(v, (await someImport()).id)),
  line<Viewer>("imports/queries.listImportItems", teamAndSystem,
    async (v) => imports.listImportItems(v, (await someImport()).id, { limit: 10 })),
  line<Viewer>("imports/uploads.openUpload", [U, F, F, F, ok, F, F, ok],
    async (v) => openUpload(v, (await someImport()).uploadId)),
  line<Viewer>("knowledge/explain.explainSearch", [U, F, F, F, ok, F, F, F],
    (v) => explainSearch(v, { question: "about the article", language: "en", as: "customer" })),
  line<Viewer>("synonyms/queries.listSynonyms", [U, F, F, F, ok, F, F, F],
    (v) => listSynonyms(v, "en")),
  line<Viewer>("knowledge/categories.listAllCategories", [U, F, F, ok, ok, F, F, ok],
    (v) => categories.listAllCategories(v)),
  line<Viewer>("knowledge/files.readFile", [N, ok, ok, ok, ok, ok, ok, ok],
    (v, s) => readFile(v, s.knowledge.customers.file), { when: "for customers" }),
  line<Viewer>("knowledge/files.readFile", [N, N, N, ok, ok, N, N, ok],
    (v, s) => readFile(v, s.knowledge.staff.file), { when: "for the team" }),
  line<Viewer>("knowledge/files.readFile", [N, N, N, ok, ok, N, N, ok],
    (v, s) => readFile(v, s.knowledge.draft.file), { when: "of a draft", editing: true }),
  line<Viewer>("knowledge/files.requireRoomForFile", [U, F, F, ok, ok, F, F, ok],
    (v, s) => requireRoomForFile(v, s.knowledge.public.id)),
  line<Viewer>("knowledge/redirects.resolveSlug", [N, ok, ok, ok, ok, ok, ok, ok],
    (v, s) => resolveSlug(v, s.knowledge.customers.redirect), { when: "for customers" }),
  line<Viewer>("knowledge/redirects.resolveSlug", [N, N, N, ok, ok, N, N, ok],
    (v, s) => resolveSlug(v, s.knowledge.staff.redirect), { when: "for the team" }),
  line<Viewer>("knowledge/redirects.resolveSlug", [N, N, N, N, N, N, N, N],
    (v, s) => resolveSlug(v, s.knowledge.draft.redirect), { when: "of a draft" }),
  line<Viewer>("knowledge/translations.translationsOf", [none, ok, ok, ok, ok, ok, ok, ok],
    (v, s) => translationsOf(v, s.knowledge.customers.id), { when: "for customers" }),
  line<Viewer>("knowledge/translations.translationsOf", [none, none, none, none, none, none, none, none],
    (v, s) => translationsOf(v, s.knowledge.draft.id), { when: "of a draft" }),
  line<Viewer>("knowledge/staff-queries.listArticlesForStaff", [U, F, F, ok, ok, F, F, ok],
    (v) => editing.listArticlesForStaff(v, {}, { limit: 100 }), { editing: true }),
  line<Viewer>("knowledge/staff-queries.countArticlesForStaff", [U, F, F, ok, ok, F, F, ok],
    (v) => editing.countArticlesForStaff(v)),
  line<Viewer>("knowledge/staff-queries.getArticleForStaff", [U, F, F, ok, ok, F, F, ok],
    (v, s) => editing.getArticleForStaff(v, s.knowledge.draft.id), { editing: true }),
  line<Viewer>("knowledge/versions.listVersions", [U, F, F, ok, ok, F, F, ok],
    (v, s) => versions.listVersions(v, s.knowledge.staff.id)),
  line<Viewer>("knowledge/versions.getVersion", [U, F, F, ok, ok, F, F, ok],
    (v, s) => versions.getVersion(v, s.knowledge.staff.id, 1)),

  line<UserViewer>("memory/queries.getMemory", [U, ok, N, ok, ok, x, x, F],
    (v, { a }) => memory.getMemory(v, a.ids.user)),
  line<AssistantViewer>("memory/queries.memoryLines", [U, x, x, x, x, ok, ok, F],
    (v) => memory.memoryLines(v)),

  line<UserViewer>("messages/queries.listMessages", [U, ok, N, ok, ok, x, x, x],
    (v, { a }) => messages.listMessages(v, a.ids.conversation, { after: 0, limit: 50 })),
  line<AssistantViewer>("messages/queries.listHistory", [U, x, x, x, x, ok, ok, x],
    (v) => messages.listHistory(v, 50)),

  line<UserViewer>("notifications/queries.listNotifications", [U, ok, ok, none, none, x, x, F],
    (v) => notifications.listNotifications(v, { limit: 50 })),
  line<UserViewer>("notifications/queries.countUnread", [U, ok, ok, none, none, x, x, F],
    (v) => notifications.countUnread(v)),

  line<UserViewer>("people/me.getMe", [U, ok, ok, ok, ok, F, F, F],
    (v) => getMe(v)),
  line<StaffViewer>("people/queries.listPeople", [U, F, F, F, ok, F, F, F],
    (v) => people.listPeople(v, { role: "customer", limit: 50 })),
  line<StaffViewer>("people/queries.listColleagues", teamOnly,
    (v) => people.listColleagues(v)),

  line<UserViewer | SystemViewer>("realtime/queries.getHorizon", [U, ok, ok, ok, ok, F, F, ok],
    (v) => realtime.getHorizon(v)),
  line<UserViewer>("realtime/queries.listEventsSince", [U, ok, ok, ok, ok, F, F, x],
    (v) => realtime.listEventsSince(v, "0")),
  line<SystemViewer>("realtime/queries.listMissed", [U, F, F, F, F, F, F, ok],
    (v) => realtime.listMissed(v, "0")),

  line<Viewer>("refunds/queries.getOrderRefunds", [U, ok, N, ok, ok, ok, N, ok],
    (v, { a }) => refunds.getOrderRefunds(v, a.orderNumber)),
  line<AssistantViewer>("refunds/queries.refundAmountCents", [U, x, x, x, x, ok, none, x],
    (v, { a }) => refunds.refundAmountCents(v, { orderNumber: a.refundedOrder, amountCents: 100 })),

  line<Viewer>("runs/queries.getRun", [U, ok, N, ok, ok, ok, N, ok],
    (v, { a }) => runs.getRun(v, a.ids.run)),
  line<Viewer>("runs/queries.readChunks", [U, ok, N, ok, ok, ok, N, ok],
    (v, { a }) => runs.readChunks(v, a.ids.run, -1)),
  line<AssistantViewer>("runs/queries.getProgress", [U, F, F, F, F, ok, ok, x],
    (v) => runs.getProgress(v)),
  line<AssistantViewer>("runs/items.listItems", [U, F, F, F, F, ok, none, x],
    (v, { a }) => items.listItems(v, a.ids.run)),
  line<SystemViewer>("runs/lease.listOverdueRuns", [U, F, F, F, F, x, x, none],
    (v) => leases.listOverdueRuns(v, 5)),
  line<StaffViewer>("runs/trace.getTrace", teamOnly,
    (v, { a }) => getTrace(v, a.ids.conversation, a.assistant.runId)),
  line<SystemViewer>("runs/queries.listToolCalls", [U, x, x, x, x, x, x, ok],
    (v, { a }) => runs.listToolCalls(v, a.ids.conversation, 5)),

  line<Viewer>("tickets/queries.listTickets", [U, ok, none, ok, ok, ok, none, ok],
    (v, { a }) => tickets.listTickets(v, { customerId: a.ids.user, limit: 50 })),
  line<Viewer>("tickets/queries.listTickets", [U, ok, ok, ok, ok, ok, ok, ok],
    (v) => tickets.listTickets(v, { limit: 50 }), { when: "of no customer in particular" }),
  line<Viewer>("tickets/queries.listTickets", [U, ok, none, ok, ok, ok, none, ok],
    (v, { a }) => tickets.listTickets(v, { q: a.canary, limit: 50 }), { when: "by a word" }),
  line<Viewer>("tickets/queries.countTickets", [U, ok, none, ok, ok, ok, none, ok],
    (v, { a }) => tickets.countTickets(v, { customerId: a.ids.user })),
  line<Viewer>("tickets/queries.countTickets", [U, ok, none, ok, ok, ok, none, ok],
    (v, { a }) => tickets.countTickets(v, { q: a.canary }), { when: "by a word" }),
  line<Viewer>("tickets/queries.getTicket", [U, ok, N, ok, ok, ok, N, ok],
    (v, { a }) => tickets.getTicket(v, a.ids.ticket)),
  line<Viewer>("tickets/queries.getTicketByNumber", [U, ok, N, ok, ok, ok, N, ok],
    (v, { a }) => tickets.getTicketByNumber(v, a.ticketNumber)),
  line<Viewer>("tickets/queries.listTicketComments", [U, ok, N, ok, ok, ok, N, ok],
    (v, { a }) => tickets.listTicketComments(v, a.ids.ticket, { limit: 50 })),
  line<Viewer>("tickets/queries.listOpenTickets", [U, ok, none, ok, ok, ok, none, ok],
    (v, { a }) => tickets.listOpenTickets(v, a.ids.user, 5)),
];
