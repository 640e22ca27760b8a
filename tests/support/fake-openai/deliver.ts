/** Sends a streamed answer over HTTP, as it is or as a fault wants it: broken off, slowly, in another writing. */
import type { ServerResponse } from "node:http";
import { setTimeout as pause, setImmediate as turnOfLoop } from "node:timers/promises";
import { type Asked, breaks, type Point } from "./faults";
import type { FakeTurn } from "./request";
import type { Frame } from "./wire";

/** How many pieces of an answer arrive before a fault or a pause in the middle of it. */
const PIECES_BEFORE_FAULT: Record<Point, number> = { start: 0, opened: 0, text: 3, call: 2 };
/** One more than the first half: the last word of what has arrived is judged with the next one. */
const PIECES_BEFORE_HOLD = 6;
/** Bytes: cuts every `data:`, and every letter of four bytes. */
const SPLIT = 3;

const isPiece = (frame: Frame): boolean => frame.isDelta === true || frame.isArguments === true;

export interface Delivery {
  turn: FakeTurn;
  asked: Asked;
  /** Milliseconds between pieces of text. */
  delayMs: number;
  /** Resolves when the held answer may go on. */
  released: () => Promise<void>;
}

export async function deliver(response: ServerResponse, all: Frame[], how: Delivery): Promise<void> {
  const { asked, turn } = how;
  const { fault } = asked;
  response.writeHead(200, {
    "content-type": "text/event-stream",
    "cache-control": "no-cache",
    "x-request-id": "req_fake",
  });
  response.flushHeaders();
  if (fault === "bom") response.write(Buffer.from([0xef, 0xbb, 0xbf]));
  const broken = breaks(fault) || fault === "endless";
  const whole = broken ? all.slice(0, breakingPoint(all, asked.at)) : arranged(all, asked, turn);
  let pieces = 0;
  for (const frame of whole) {
    const delay = fault === "drip" ? asked.everyMs : how.delayMs;
    if (delay > 0 && frame.isDelta) await pause(delay);
    if (asked.hold && frame.isDelta && pieces++ === PIECES_BEFORE_HOLD) await how.released();
    if (response.destroyed) return;
    await write(response, frame, asked);
  }
  if (fault === "endless") await flood(response, all, asked);
  if (fault === "stall") return;
  if (fault === "malformed") {
    const event = turn.wire === "responses" ? "response.output_text.delta" : null;
    await write(response, { event, data: '{"choices": [{' }, asked);
  }
  if (fault === "error") await write(response, errorFrame(turn), asked);
  if (fault === "cut") response.destroy();
  else response.end();
}

/** Index of the first frame that does not arrive. */
function breakingPoint(all: Frame[], at: Point): number {
  if (at === "start") return 0;
  let pieces = 0;
  for (const [index, frame] of all.entries()) {
    if (!isPiece(frame)) continue;
    if (pieces++ === PIECES_BEFORE_FAULT[at]) return index;
  }
  return all.length;
}

/** The frames of an answer that arrives whole, in the order that was asked for. */
function arranged(all: Frame[], { fault }: Asked, turn: FakeTurn): Frame[] {
  if (fault === "unknown") return all.flatMap((frame) => [strange(turn), frame]);
  const lastPiece = all.findLastIndex(isPiece);
  const end = turn.wire === "responses" ? all.length - 1 : all.length - 3;
  if (fault === "twice") return [...all.slice(0, end + 1), ...all.slice(end)];
  // Only the end of the answer says something; its pieces come when nobody listens any more.
  if (fault === "late" && turn.wire === "responses") return [...all.slice(-1), ...all.slice(0, -1)];
  if (fault !== "order") return all;
  const moved = [...all];
  if (turn.wire === "responses")
    moved.splice(lastPiece - 1, 2, ...all.slice(lastPiece - 1, lastPiece + 1).reverse());
  else moved.splice(lastPiece, 0, ...moved.splice(end, 1));
  return moved;
}

/** What a newer server might send between two events. */
function strange({ wire }: FakeTurn): Frame {
  const type = "response.brand_new.delta";
  return wire === "responses"
    ? { event: type, data: JSON.stringify({ type, delta: "NEW", is: { new: [1] } }) }
    : { event: null, data: JSON.stringify({ object: "brand.new", is: { new: [1] } }) };
}

function errorFrame({ wire }: FakeTurn): Frame {
  const error = { code: "server_error", message: "The server had an error while processing.", param: null };
  return wire === "responses"
    ? { event: "error", data: JSON.stringify({ type: "error", ...error }) }
    : { event: null, data: JSON.stringify({ error: { ...error, type: "server_error" } }) };
}

/** The same piece again and again, until the other side has had enough. */
async function flood(response: ServerResponse, all: Frame[], asked: Asked): Promise<void> {
  const piece = all.find(isPiece);
  while (piece && !response.destroyed) {
    await write(response, piece, asked);
    await turnOfLoop();
  }
}

/** Resolves when the bytes have left, so that a cut connection had delivered what came before. */
async function write(response: ServerResponse, frame: Frame, { fault }: Asked): Promise<void> {
  let text = `${frame.event === null ? "" : `event: ${frame.event}\n`}data: ${frame.data}\n\n`;
  if (fault === "unknown") text = `: a comment\nretry: 5000\nid: 7\n${text}`;
  if (fault === "crlf") text = text.replaceAll("\n", "\r\n");
  const bytes = fault === "utf8" ? withBadBytes(text) : Buffer.from(text);
  const size = fault === "split" ? SPLIT : bytes.length;
  for (let from = 0; from < bytes.length && !response.destroyed; from += size) {
    await new Promise<void>((resolve) => response.write(bytes.subarray(from, from + size), () => resolve()));
    // Otherwise the system would put the pieces together again.
    if (fault === "split") await turnOfLoop();
  }
}

/** Each `§` becomes two bytes that no UTF-8 text has. */
const withBadBytes = (text: string): Buffer =>
  Buffer.concat(
    text.split("§").flatMap((part, n) => [Buffer.from(n === 0 ? [] : [0xff, 0xfe]), Buffer.from(part)]),
  );
