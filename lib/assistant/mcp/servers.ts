/** The MCP servers of this process: one object for each that is declared, for as long as the process lives. */
import "server-only";
import { authorize } from "@/lib/auth/policy";
import type { StaffViewer } from "@/lib/auth/viewer";
import { log } from "@/lib/core/log";
import { mcpConfig } from "./config";
import { McpServer, type McpStatus } from "./server";

const shelf = globalThis as typeof globalThis & { batonMcpServers?: McpServer[] };

export function mcpServers(): McpServer[] {
  shelf.batonMcpServers ??= mcpConfig().map((config) => new McpServer(config));
  return shelf.batonMcpServers;
}

/** So that the first customer does not wait for it. Throws when the configuration is wrong. */
export function warmUpMcp(): void {
  for (const server of mcpServers()) void server.offered();
}

/** Ends the processes that were started, and the connections. For the end of the process, and for tests. */
export async function closeMcp(): Promise<void> {
  const open = shelf.batonMcpServers ?? [];
  shelf.batonMcpServers = undefined;
  for (const outcome of await Promise.allSettled(open.map((server) => server.close())))
    if (outcome.status === "rejected")
      log().warn({ err: outcome.reason }, "an MCP server could not be closed");
}

/** How the servers are doing, as this instance sees them. */
export async function listMcpServers(viewer: StaffViewer): Promise<McpStatus[]> {
  authorize(viewer, "tool.setPolicy");
  return mcpServers().map((server) => server.status());
}
