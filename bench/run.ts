/** `npm run bench -- chat|streams|screen|search`: reads what is wanted and runs it. */
import { parseArgs } from "node:util";
import { chat } from "./chat";
import { screen } from "./screen";
import { search } from "./search";
import type { Wire } from "./stage";
import { streams } from "./streams";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    wire: { type: "string", default: "responses" },
    rounds: { type: "string" },
    clients: { type: "string" },
    replies: { type: "string" },
    profile: { type: "string" },
    sizes: { type: "string", default: "1000,10000,100000" },
    engines: { type: "string", default: "baton,minisearch,lunr" },
  },
});

const count = (given: string | undefined, usual: number): number => {
  const number = Number(given ?? usual);
  if (!Number.isInteger(number) || number < 1) throw new Error(`"${given}" is not a whole number above 0`);
  return number;
};

const wire = values.wire as Wire;
if (wire !== "responses" && wire !== "chat") throw new Error("--wire is `responses` or `chat`");
const { profile } = values;
const [what] = positionals;

if (what === "chat")
  await chat({
    wire,
    profile,
    rounds: count(values.rounds, 5),
    clients: count(values.clients, 10),
    replies: count(values.replies, 4),
  });
else if (what === "streams") await streams({ wire, profile, rounds: count(values.rounds, 3) });
else if (what === "screen") await screen({ wire, profile, messages: count(values.replies, 200) });
else if (what === "search")
  await search({
    sizes: values.sizes.split(",").map((size) => count(size, 0)),
    engines: values.engines.split(","),
  });
else {
  process.stderr.write("npm run bench -- chat|streams|screen|search (see bench/README.md)\n");
  process.exit(2);
}
process.exit(0);
