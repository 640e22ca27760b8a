/** Runs the fake server by itself, for end-to-end tests: `PORT=4010 tsx tests/support/fake-openai/server.ts`. */
import { createFakeOpenAI } from "./index";

const fake = await createFakeOpenAI({
  port: Number(process.env.PORT ?? 0),
  delayMs: Number(process.env.DELAY_MS ?? 0),
});
process.stdout.write(`fake OpenAI at ${fake.url}\n`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void fake.close().then(() => process.exit(0));
  });
}
