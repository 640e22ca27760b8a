import type { NextConfig } from "next";

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

const config: NextConfig = {
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
        headers: [{ key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" }],
      },
    ];
  },
};

export default config;
