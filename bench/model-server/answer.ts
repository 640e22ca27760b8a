/** The answer that the model server gives and the pace at which it gives it. Known to the clients, which check it. */

export type Pace = { firstTokenMs: number; tokens: number; perSecond: number };

/** What every figure of this folder is taken at. */
export const usualPace: Pace = { firstTokenMs: 50, tokens: 60, perSecond: 50 };

const words =
  "your parcel leaves our store within two days and the carrier then tells you when it arrives".split(" ");

/** One word is one token: `tokens` of them, each but the last followed by a space. */
export const answerOf = (tokens: number): string =>
  Array.from({ length: tokens }, (_, index) => words[index % words.length]).join(" ");
