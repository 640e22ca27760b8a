import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  productionBrowserSourceMaps: false,
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
};

export default config;
