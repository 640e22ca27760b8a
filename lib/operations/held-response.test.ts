import { once } from "node:events";
import http from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { changeHtml } from "./held-response";

type Middleware = (request: http.IncomingMessage, response: http.ServerResponse, next: () => void) => void;
const compression = createRequire(import.meta.url)("next/dist/compiled/compression") as () => Middleware;

type Answer = (response: http.ServerResponse) => void;

let server: http.Server | undefined;

afterEach(() => server?.close());

/** Asks a server that, as Next does, compresses by a middleware of its own. */
async function ask(answer: Answer, headers: Record<string, string> = {}): Promise<Response> {
  server = http.createServer((request, response) => {
    changeHtml(request, response, (html) => html.replace("old", "new, and longer"));
    compression()(request, response, () => answer(response));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return fetch(`http://127.0.0.1:${port}/`, { headers });
}

const page: Answer = (response) => {
  response.statusCode = 404;
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.flushHeaders();
  response.write("<p>ol");
  response.write(Buffer.from("d ü</p>"));
  response.end();
};

describe("a response that is held", () => {
  it("is changed as a whole, whatever parts it was written in", async () => {
    const answer = await ask(page, { "accept-encoding": "identity" });
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-encoding")).toBeNull();
    expect(answer.headers.get("content-length")).toBe("25");
    expect(await answer.text()).toBe("<p>new, and longer ü</p>");
  });

  it("is compressed for those who take it, and says that it depends", async () => {
    const answer = await ask(page, { "accept-encoding": "gzip, br" });
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(answer.headers.get("vary")?.toLowerCase()).toContain("accept-encoding");
    expect(await answer.text()).toBe("<p>new, and longer ü</p>");
  });

  it("goes out at its end alone, too", async () => {
    const answer = await ask((response) => {
      response.setHeader("content-type", "text/html");
      response.end("old");
    });
    expect(await answer.text()).toBe("new, and longer");
  });

  it("keeps the status and the headers that are said with it", async () => {
    const answer = await ask((response) => {
      response.setHeader("content-type", "text/html");
      response.writeHead(410, "Gone", { "x-more": "yes", "content-length": "3" });
      response.end("old");
    });
    expect(answer.status).toBe(410);
    expect(answer.headers.get("x-more")).toBe("yes");
    expect(await answer.text()).toBe("new, and longer");
  });

  it("stays empty when it has no body", async () => {
    const answer = await ask((response) => {
      response.setHeader("content-type", "text/html");
      response.setHeader("location", "/elsewhere");
      response.writeHead(404);
      response.end();
    });
    expect(answer.headers.get("content-length")).toBe("0");
    expect(answer.headers.get("content-encoding")).toBeNull();
    expect(await answer.text()).toBe("");
  });

  it("is left alone when it is no HTML", async () => {
    const answer = await ask((response) => {
      response.writeHead(200, { "content-type": "text/plain" });
      response.write("old");
      response.end(" text");
    });
    expect(await answer.text()).toBe("old text");
  });

  it("is left alone when it leads elsewhere", async () => {
    const answer = await ask((response) => {
      response.writeHead(304);
      response.end();
    });
    expect(answer.status).toBe(304);
  });

  it("ends when its change fails, instead of hanging", async () => {
    server = http.createServer((request, response) => {
      changeHtml(request, response, () => {
        throw new Error("broken");
      });
      page(response);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });
});
