/** The document around every page: language, fonts, theme, and the nonce that the browser demands of styles. */
import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { UiProviders } from "@/components/ui/providers";
import { parseTheme, THEME_COOKIE } from "@/components/ui/theme";

export const metadata: Metadata = {
  title: { default: "Baton", template: "%s · Baton" },
  description: "Support where the assistant and the team share one conversation.",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  // The on-screen keyboard shrinks the page instead of covering the composer.
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fafaf8" },
    { media: "(prefers-color-scheme: dark)", color: "#131312" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [cookieStore, headerList] = await Promise.all([cookies(), headers()]);
  const theme = parseTheme(cookieStore.get(THEME_COOKIE)?.value);
  return (
    <html lang="en" data-theme={theme === "system" ? undefined : theme}>
      <body>
        <UiProviders nonce={headerList.get("x-nonce") ?? undefined}>
          <div className="isolate">{children}</div>
        </UiProviders>
      </body>
    </html>
  );
}
