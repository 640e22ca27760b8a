// @ts-check
/** Ports: reading one from the environment, finding a free one, and telling whether one is taken. */
import { createServer } from "node:net";
import { pause } from "./processes.mjs";
import { PlainError } from "./say.mjs";

/**
 * @param {string} name of the variable, for the message
 * @param {string | undefined} value
 * @param {number} fallback
 */
export function readPort(name, value, fallback) {
  if (value === undefined || value === "") return fallback;
  const port = Number(value);
  if (!/^\d{1,5}$/.test(value) || port < 1 || port > 65535) {
    throw new PlainError(`${name} must be a number from 1 to 65535, not "${value}"`);
  }
  return port;
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<"free" | "taken" | "denied" | "no such address">}
 */
export function probePort(port, host) {
  return new Promise((done, reject) => {
    const server = createServer();
    server.once("error", (error) => {
      const code = "code" in error ? error.code : "";
      if (code === "EADDRINUSE") done("taken");
      else if (code === "EACCES") done("denied");
      else if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN")
        done("no such address");
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => done("free")));
  });
}

/**
 * @param {string} name of the variable that sets this port, for the message
 * @param {number} port
 * @param {string} host
 * @param {number} [patienceMs] how long whoever has it may take to leave
 */
export async function requireFreePort(name, port, host, patienceMs = 0) {
  const deadline = Date.now() + patienceMs;
  let state = await probePort(port, host);
  while (state === "taken" && Date.now() < deadline) {
    await pause(100);
    state = await probePort(port, host);
  }
  if (state === "taken") throw new PlainError(`port ${port} is already in use; set ${name} to a free one`);
  if (state === "denied")
    throw new PlainError(`port ${port} needs more rights; set ${name} to one above 1023`);
  if (state === "no such address") throw new PlainError(`HOST "${host}" is not an address of this machine`);
}

/** @returns {Promise<number>} */
export function freePort() {
  return new Promise((done, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port: 0, host: "127.0.0.1" }, () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => done(port));
    });
  });
}
