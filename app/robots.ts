/** What search engines may read: the help center and the pictures in it. Everything else is behind a sign-in. */
import type { MetadataRoute } from "next";
import { env } from "@/lib/core/env";

/** The address of the portal is known when it runs, not when it is built. */
export const dynamic = "force-dynamic";

export default function robots(): MetadataRoute.Robots {
  return {
    rules: {
      userAgent: "*",
      allow: ["/help", "/api/v1/files/"],
      disallow: [
        "/api/",
        "/staff",
        "/chat",
        "/conversations",
        "/tickets",
        "/account",
        "/sign-in",
        "/sign-up",
      ],
    },
    sitemap: new URL("/sitemap.xml", env().APP_URL).href,
  };
}
