/**
 * Every route of the API, by name: what the document describes is what is served. `tests/openapi.test.ts` compares
 * this list with the files.
 */

import * as accounts from "@/app/api/v1/accounts/route";
import * as approvalsApprove from "@/app/api/v1/approvals/[id]/approve/route";
import * as approvalsRefuse from "@/app/api/v1/approvals/[id]/refuse/route";
import * as approvalsWithdraw from "@/app/api/v1/approvals/[id]/withdraw/route";
import * as approvals from "@/app/api/v1/approvals/route";
import * as articleFeedback from "@/app/api/v1/articles/[slug]/feedback/route";
import * as article from "@/app/api/v1/articles/[slug]/route";
import * as articles from "@/app/api/v1/articles/route";
import * as conversationsApprovals from "@/app/api/v1/conversations/[id]/approvals/route";
import * as conversationsCancelWaiting from "@/app/api/v1/conversations/[id]/cancel-waiting/route";
import * as conversationsClaim from "@/app/api/v1/conversations/[id]/claim/route";
import * as conversationsEscalate from "@/app/api/v1/conversations/[id]/escalate/route";
import * as conversationsHandback from "@/app/api/v1/conversations/[id]/handback/route";
import * as conversationsIdentityCheck from "@/app/api/v1/conversations/[id]/identity-check/route";
import * as conversationsIdentitySteps from "@/app/api/v1/conversations/[id]/identity-steps/route";
import * as conversationsMessagesRating from "@/app/api/v1/conversations/[id]/messages/[messageId]/rating/route";
import * as conversationsMessages from "@/app/api/v1/conversations/[id]/messages/route";
import * as conversationsNotes from "@/app/api/v1/conversations/[id]/notes/route";
import * as conversationsPresence from "@/app/api/v1/conversations/[id]/presence/route";
import * as conversationsRead from "@/app/api/v1/conversations/[id]/read/route";
import * as conversationsRelease from "@/app/api/v1/conversations/[id]/release/route";
import * as conversationsReplies from "@/app/api/v1/conversations/[id]/replies/route";
import * as conversationsResolve from "@/app/api/v1/conversations/[id]/resolve/route";
import * as conversationsRetry from "@/app/api/v1/conversations/[id]/retry/route";
import * as conversation from "@/app/api/v1/conversations/[id]/route";
import * as conversationsStop from "@/app/api/v1/conversations/[id]/stop/route";
import * as conversationsStream from "@/app/api/v1/conversations/[id]/stream/route";
import * as conversationsSuggestion from "@/app/api/v1/conversations/[id]/suggestion/route";
import * as conversationsTakeover from "@/app/api/v1/conversations/[id]/takeover/route";
import * as conversationsTyping from "@/app/api/v1/conversations/[id]/typing/route";
import * as conversationsCounts from "@/app/api/v1/conversations/counts/route";
import * as conversations from "@/app/api/v1/conversations/route";
import * as conversationsWait from "@/app/api/v1/conversations/wait/route";
import * as customerMemory from "@/app/api/v1/customers/[id]/memory/route";
import * as customer from "@/app/api/v1/customers/[id]/route";
import * as effects from "@/app/api/v1/effects/route";
import * as events from "@/app/api/v1/events/route";
import * as file from "@/app/api/v1/files/[id]/route";
import * as identityChecksResend from "@/app/api/v1/identity-checks/[id]/resend/route";
import * as identityCheck from "@/app/api/v1/identity-checks/[id]/route";
import * as knowledgeArchive from "@/app/api/v1/knowledge/articles/[id]/archive/route";
import * as knowledgeArticlesBrokenCases from "@/app/api/v1/knowledge/articles/[id]/broken-cases/route";
import * as knowledgeDraft from "@/app/api/v1/knowledge/articles/[id]/draft/route";
import * as knowledgeFeedback from "@/app/api/v1/knowledge/articles/[id]/feedback/route";
import * as knowledgeFiles from "@/app/api/v1/knowledge/articles/[id]/files/route";
import * as knowledgeLanguage from "@/app/api/v1/knowledge/articles/[id]/language/route";
import * as knowledgePublish from "@/app/api/v1/knowledge/articles/[id]/publish/route";
import * as knowledgeRestore from "@/app/api/v1/knowledge/articles/[id]/restore/route";
import * as knowledgeReview from "@/app/api/v1/knowledge/articles/[id]/review/route";
import * as knowledgeArticle from "@/app/api/v1/knowledge/articles/[id]/route";
import * as knowledgeSchedule from "@/app/api/v1/knowledge/articles/[id]/schedule/route";
import * as knowledgeSubmit from "@/app/api/v1/knowledge/articles/[id]/submit/route";
import * as knowledgeUnarchive from "@/app/api/v1/knowledge/articles/[id]/unarchive/route";
import * as knowledgeArticlesUsage from "@/app/api/v1/knowledge/articles/[id]/usage/route";
import * as knowledgeVersion from "@/app/api/v1/knowledge/articles/[id]/versions/[version]/route";
import * as knowledgeVersions from "@/app/api/v1/knowledge/articles/[id]/versions/route";
import * as knowledgeWithdraw from "@/app/api/v1/knowledge/articles/[id]/withdraw/route";
import * as knowledgeCounts from "@/app/api/v1/knowledge/articles/counts/route";
import * as knowledgeArticles from "@/app/api/v1/knowledge/articles/route";
import * as knowledgeCase from "@/app/api/v1/knowledge/cases/[id]/route";
import * as knowledgeCasesCheck from "@/app/api/v1/knowledge/cases/check/route";
import * as knowledgeCases from "@/app/api/v1/knowledge/cases/route";
import * as knowledgeCategory from "@/app/api/v1/knowledge/categories/[id]/route";
import * as knowledgeCategoryOrder from "@/app/api/v1/knowledge/categories/order/route";
import * as knowledgeCategories from "@/app/api/v1/knowledge/categories/route";
import * as knowledgeChecks from "@/app/api/v1/knowledge/checks/route";
import * as knowledgeConflictsDismiss from "@/app/api/v1/knowledge/conflicts/[id]/dismiss/route";
import * as knowledgeConflictsReopen from "@/app/api/v1/knowledge/conflicts/[id]/reopen/route";
import * as knowledgeConflicts from "@/app/api/v1/knowledge/conflicts/route";
import * as knowledgeExport from "@/app/api/v1/knowledge/export/route";
import * as knowledgeGapsDismiss from "@/app/api/v1/knowledge/gaps/[id]/dismiss/route";
import * as knowledgeGapsMerge from "@/app/api/v1/knowledge/gaps/[id]/merge/route";
import * as knowledgeGapsReopen from "@/app/api/v1/knowledge/gaps/[id]/reopen/route";
import * as knowledgeGap from "@/app/api/v1/knowledge/gaps/[id]/route";
import * as knowledgeGapsSuggestion from "@/app/api/v1/knowledge/gaps/[id]/suggestion/route";
import * as knowledgeGapsCollect from "@/app/api/v1/knowledge/gaps/collect/route";
import * as knowledgeGaps from "@/app/api/v1/knowledge/gaps/route";
import * as importsCancel from "@/app/api/v1/knowledge/imports/[id]/cancel/route";
import * as importsItems from "@/app/api/v1/knowledge/imports/[id]/items/route";
import * as importsRepeat from "@/app/api/v1/knowledge/imports/[id]/repeat/route";
import * as importOne from "@/app/api/v1/knowledge/imports/[id]/route";
import * as imports from "@/app/api/v1/knowledge/imports/route";
import * as importsUploads from "@/app/api/v1/knowledge/imports/uploads/route";
import * as knowledgeQuestionsMove from "@/app/api/v1/knowledge/questions/[id]/move/route";
import * as knowledgeRedirect from "@/app/api/v1/knowledge/redirects/[slug]/route";
import * as knowledgeRedirects from "@/app/api/v1/knowledge/redirects/route";
import * as knowledgeSearch from "@/app/api/v1/knowledge/search/route";
import * as knowledgeSuggestionsAccept from "@/app/api/v1/knowledge/suggestions/[id]/accept/route";
import * as knowledgeSuggestionsDismiss from "@/app/api/v1/knowledge/suggestions/[id]/dismiss/route";
import * as knowledgeSuggestion from "@/app/api/v1/knowledge/suggestions/[id]/route";
import * as knowledgeSynonym from "@/app/api/v1/knowledge/synonyms/[id]/route";
import * as knowledgeSynonymsBuiltIn from "@/app/api/v1/knowledge/synonyms/built-in/route";
import * as knowledgeSynonyms from "@/app/api/v1/knowledge/synonyms/route";
import * as knowledgeUsage from "@/app/api/v1/knowledge/usage/route";
import * as meNotificationsRead from "@/app/api/v1/me/notifications/read/route";
import * as meNotifications from "@/app/api/v1/me/notifications/route";
import * as me from "@/app/api/v1/me/route";
import * as meSessionsRevokeOthers from "@/app/api/v1/me/sessions/revoke-others/route";
import * as fact from "@/app/api/v1/memory/facts/[id]/route";
import * as facts from "@/app/api/v1/memory/facts/route";
import * as memory from "@/app/api/v1/memory/route";
import * as person from "@/app/api/v1/people/[id]/route";
import * as people from "@/app/api/v1/people/route";
import * as runsCallsUndo from "@/app/api/v1/runs/[id]/calls/[callId]/undo/route";
import * as searchArticles from "@/app/api/v1/search/articles/route";
import * as searchSuggestions from "@/app/api/v1/search/suggestions/route";
import * as ticketsComments from "@/app/api/v1/tickets/[id]/comments/route";
import * as ticket from "@/app/api/v1/tickets/[id]/route";
import * as ticketsCount from "@/app/api/v1/tickets/count/route";
import * as tickets from "@/app/api/v1/tickets/route";
import * as toolsPolicy from "@/app/api/v1/tools/[tool]/policy/route";
import * as tools from "@/app/api/v1/tools/route";
import type { Route } from "@/lib/core/route";

export const routes: readonly Route[] = [
  accounts.POST,
  approvals.GET,
  approvalsApprove.POST,
  approvalsRefuse.POST,
  approvalsWithdraw.POST,
  articles.GET,
  article.GET,
  articleFeedback.PUT,
  conversations.GET,
  conversations.POST,
  conversationsCounts.GET,
  conversation.GET,
  conversationsCancelWaiting.POST,
  conversationsApprovals.GET,
  conversationsClaim.POST,
  conversationsEscalate.POST,
  conversationsHandback.POST,
  conversationsIdentityCheck.GET,
  conversationsIdentitySteps.GET,
  conversationsMessages.GET,
  conversationsMessages.POST,
  conversationsMessagesRating.POST,
  conversationsNotes.POST,
  conversationsPresence.POST,
  conversationsRead.POST,
  conversationsRelease.POST,
  conversationsReplies.POST,
  conversationsResolve.POST,
  conversationsRetry.POST,
  conversationsStop.POST,
  conversationsStream.GET,
  conversationsTakeover.POST,
  conversationsTyping.POST,
  conversationsWait.GET,
  customer.GET,
  customerMemory.GET,
  effects.GET,
  events.GET,
  file.GET,
  file.DELETE,
  identityCheck.POST,
  identityChecksResend.POST,
  knowledgeArticles.GET,
  knowledgeArticles.POST,
  knowledgeCounts.GET,
  knowledgeArticle.GET,
  knowledgeArticle.PATCH,
  knowledgeDraft.PATCH,
  knowledgeDraft.DELETE,
  knowledgeFiles.POST,
  knowledgeSubmit.POST,
  knowledgeWithdraw.POST,
  knowledgePublish.POST,
  knowledgeSchedule.PUT,
  knowledgeSchedule.DELETE,
  knowledgeVersions.GET,
  knowledgeVersion.GET,
  knowledgeRestore.POST,
  knowledgeArchive.POST,
  knowledgeUnarchive.POST,
  knowledgeLanguage.PUT,
  knowledgeReview.POST,
  knowledgeCategories.GET,
  knowledgeCategories.POST,
  knowledgeCategoryOrder.PUT,
  knowledgeCategory.PATCH,
  knowledgeCategory.DELETE,
  knowledgeRedirects.POST,
  knowledgeRedirect.DELETE,
  knowledgeFeedback.GET,
  imports.GET,
  imports.POST,
  importsUploads.POST,
  importOne.GET,
  importsItems.GET,
  importsCancel.POST,
  importsRepeat.POST,
  knowledgeExport.GET,
  knowledgeGaps.GET,
  knowledgeGapsCollect.POST,
  knowledgeGap.GET,
  knowledgeGapsDismiss.POST,
  knowledgeGapsReopen.POST,
  knowledgeGapsMerge.POST,
  knowledgeGapsSuggestion.GET,
  knowledgeGapsSuggestion.POST,
  knowledgeQuestionsMove.POST,
  conversationsSuggestion.GET,
  conversationsSuggestion.POST,
  knowledgeSuggestion.GET,
  knowledgeSuggestion.PATCH,
  knowledgeSuggestionsAccept.POST,
  knowledgeSuggestionsDismiss.POST,
  knowledgeCases.GET,
  knowledgeCases.POST,
  knowledgeCasesCheck.POST,
  knowledgeCase.DELETE,
  knowledgeConflicts.GET,
  knowledgeConflictsDismiss.POST,
  knowledgeConflictsReopen.POST,
  knowledgeChecks.GET,
  knowledgeUsage.GET,
  knowledgeArticlesUsage.GET,
  knowledgeArticlesBrokenCases.GET,
  knowledgeSearch.GET,
  knowledgeSynonyms.GET,
  knowledgeSynonyms.POST,
  knowledgeSynonym.PATCH,
  knowledgeSynonym.DELETE,
  knowledgeSynonymsBuiltIn.PUT,
  me.GET,
  me.PATCH,
  meNotifications.GET,
  meNotificationsRead.POST,
  meSessionsRevokeOthers.POST,
  memory.GET,
  memory.PATCH,
  facts.DELETE,
  fact.PATCH,
  fact.DELETE,
  people.GET,
  people.POST,
  person.PATCH,
  runsCallsUndo.POST,
  searchArticles.GET,
  searchSuggestions.GET,
  tickets.GET,
  tickets.POST,
  ticketsCount.GET,
  ticket.GET,
  ticket.PATCH,
  ticketsComments.GET,
  ticketsComments.POST,
  tools.GET,
  toolsPolicy.GET,
  toolsPolicy.PUT,
  toolsPolicy.DELETE,
];
