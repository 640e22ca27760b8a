/** Questions that the demo's search must answer with certain articles; the last one shows what a failing one looks like. */
import type { searchCases } from "@/db/schema/gaps";
import type { Knowledge } from "./knowledge";
import { idOf } from "./random";

const questions: [slug: string, question: string][] = [
  ["return-an-item", "How long can I return a chair?"],
  ["track-your-order", "How can I track my order?"],
  ["chair-sinking-gas-lift", "My chair sinks when I sit down, what can I do?"],
  ["invoices-and-vat", "Where do I find my invoice?"],
  ["take-back-and-recycling", "What do you do with my old furniture?"],
  ["privacy-at-a-glance", "Do you sell my address to others?"],
];

export function testQuestions({ articles }: Knowledge): (typeof searchCases.$inferInsert)[] {
  return questions.flatMap(([slug, question]) => {
    const article = articles.find((one) => one.slug === slug);
    if (!article?.id) throw new Error(`there is no article ${slug}`);
    return [
      {
        id: idOf(`case:${slug}`),
        question,
        articleId: article.id,
        addedFrom: "hand" as const,
        addedBy: idOf("user:morgan@baton.example"),
      },
    ];
  });
}
