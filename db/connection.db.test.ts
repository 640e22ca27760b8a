/** What is ours in a connection: it breaks without a word to nobody, and reads lists as lists. */
import { once } from "node:events";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connect } from "./connection";

const stray: unknown[] = [];
const note = (error: unknown) => void stray.push(error);
let proxy: net.Server;
/** The way to the database ends when this is sent over it. */
let lastWord: string | undefined;

beforeAll(async () => {
  process.on("unhandledRejection", note);
  const url = new URL(process.env.DATABASE_URL ?? "");
  const to = { port: Number(url.port), host: url.hostname };
  proxy = net.createServer((client) => {
    const upstream = net.connect(to);
    upstream.on("error", () => {}).on("close", () => client.destroy());
    upstream.pipe(client);
    client.on("error", () => {}).on("close", () => upstream.destroy());
    client.on("data", (bytes) => {
      if (lastWord && bytes.includes(lastWord)) client.destroy();
      else upstream.write(bytes);
    });
  });
  await once(proxy.listen(0, "127.0.0.1"), "listening");
  url.port = String((proxy.address() as net.AddressInfo).port);
  process.env.DATABASE_URL = url.href;
});
afterAll(() => {
  process.off("unhandledRejection", note);
  proxy.close();
});

it.each(["client_encoding", "pg_type", "from nowhere"])(
  "leaves no promise behind that nobody awaits, when it breaks at %s",
  async (word) => {
    lastWord = word;
    const { client, destroy } = connect(() => {});
    await expect(client`select 1 from nowhere`).rejects.toThrow();
    destroy();
    await sleep(20);
    lastWord = undefined;
    expect(stray).toEqual([]);
  },
);

it("reads lists as lists", async () => {
  const { client, destroy } = connect(() => {});
  const [row] = await client`
    select array['a', 'b,c', '"', 'null', E'b\\\\c', '', null]::text[] as texts, array[1, -2, null]::int[] as whole, array[1.5]::float8[] as real,
           array[true, false] as flags, array['0190a000-0000-7000-8000-000000000000']::uuid[] as ids,
           '{}'::text[] as none`;
  expect(row).toEqual({
    texts: ["a", "b,c", '"', "null", "b\\c", "", null],
    whole: [1, -2, null],
    real: [1.5],
    flags: [true, false],
    ids: ["0190a000-0000-7000-8000-000000000000"],
    none: [],
  });
  destroy();
});
