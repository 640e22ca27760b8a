import type { NextConfig } from "next";

/** As the product loads them, so that both run the same code of the SDK. */
const config: NextConfig = {
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["@openai/agents", "@openai/agents-core", "@openai/agents-openai"],
};

export default config;
