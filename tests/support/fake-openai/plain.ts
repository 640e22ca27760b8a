/** Answers that are no stream: JSON, and the errors that the real services give. */
import type { ServerResponse } from "node:http";

/** Echoes part of the key, as the real service does: nobody may forward that text. */
export function refuseKey(response: ServerResponse, authorization: string): void {
  const key = authorization.replace("Bearer ", "");
  fail(
    response,
    401,
    `Incorrect API key provided: ${key.slice(0, 6)}***${key.slice(-4)}.`,
    "invalid_api_key",
  );
}

const SAID: Record<number, [message: string, code: string]> = {
  403: ["You are not allowed to use this model.", "permission_denied"],
  404: ["The model does not exist or you do not have access to it.", "model_not_found"],
  429: ["Rate limit reached for requests", "rate_limit_exceeded"],
  500: ["The server had an error while processing your request.", "server_error"],
};

export function refuse(response: ServerResponse, status: number, after: string | null): void {
  const [message, code] = SAID[status] ?? [`Status ${status}`, "error"];
  if (after === null) fail(response, status, message, code);
  else
    json(response, status, { error: { message, type: code, param: null, code } }, { "retry-after": after });
}

export function fail(response: ServerResponse, status: number, message: string, code: string): void {
  json(response, status, { error: { message, type: code, param: null, code } }, { "retry-after-ms": "1" });
}

export function json(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", "x-request-id": "req_fake", ...headers });
  response.end(JSON.stringify(value));
}
