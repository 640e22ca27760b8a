import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { NextConfig } from "next";
import { PHASE_PRODUCTION_BUILD, PHASE_PRODUCTION_SERVER } from "next/constants";
import { sourceStamp } from "./scripts/lib/build.mjs";

/** On every answer, also when the proxy did not run. The page policy with its nonce is set in proxy.ts. */
const everywhere = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=()" },
  { key: "X-Frame-Options", value: "DENY" },
  // Otherwise a link in a message makes some browsers look its host up.
  { key: "X-DNS-Prefetch-Control", value: "off" },
];

/** Only when people arrive over TLS: a local trial on http must keep working. */
const overTls = process.env.APP_URL?.startsWith("https:")
  ? [{ key: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains" }]
  : [];

/**
 * The name of a build: the same wherever the same sources are built, so that all instances of one version agree.
 * A server takes it from what was built, not from the sources, which may have gone or changed since.
 */
function buildName(phase: string): string | undefined {
  if (phase === PHASE_PRODUCTION_BUILD) return sourceStamp(process.cwd()).slice(0, 16);
  const built = join(process.cwd(), ".next", "required-server-files.json");
  if (phase !== PHASE_PRODUCTION_SERVER || !existsSync(built)) return undefined;
  const { config } = JSON.parse(readFileSync(built, "utf8")) as { config: { deploymentId?: string } };
  return config.deploymentId;
}

const config = (build: string | undefined): NextConfig => ({
  // A page of another build is loaded as a whole, never patched together from two.
  deploymentId: build,
  env: { BATON_BUILD: build ?? "" },
  poweredByHeader: false,
  reactStrictMode: true,
  productionBrowserSourceMaps: false,
  // `npm test` checks types; a first start should not make people wait for it again.
  typescript: { ignoreBuildErrors: true },
  // The image optimizer has been the way in for several remote code executions; Baton serves its own bytes.
  images: { unoptimized: true },
  serverExternalPackages: [
    "@openai/agents",
    "@openai/agents-core",
    "@openai/agents-openai",
    "@modelcontextprotocol/client",
    "@node-rs/argon2",
    "graphile-worker",
    "nodemailer",
    "pino",
    "postgres",
  ],
  async headers() {
    return [
      { source: "/:path*", headers: [...everywhere, ...overTls] },
      {
        source: "/api/:path*",
        headers: [
          { key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" },
          // Tells an open page that another build answers now.
          ...(build ? [{ key: "x-baton-build", value: build }] : []),
        ],
      },
      {
        // What people have uploaded gets no rights at all, should a browser open it as a page. The last rule wins.
        source: "/api/v1/files/:id",
        headers: [
          { key: "Content-Security-Policy", value: "default-src 'none'; sandbox; frame-ancestors 'none'" },
        ],
      },
    ];
  },
});

export default (phase: string): NextConfig => config(buildName(phase));
