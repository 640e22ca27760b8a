/** First questions for an empty thread: one for each thing that people ask most. Pure. */
export const firstQuestions: readonly string[] = [
  "Where is my order?",
  "How do I return an item?",
  "My standing desk shows an error code",
  "When do I get my refund?",
];
