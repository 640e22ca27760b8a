"use client";
/** Chooses light, dark or the system's: writes the cookie for the next page and the attribute for this one. */
import { Monitor, Moon, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";
import { MenuRadioGroup } from "./menu";
import { parseTheme, THEME_COOKIE, type Theme } from "./theme";

const YEAR_SECONDS = 31_536_000;
const items = [
  { value: "system", label: "System", icon: <Monitor aria-hidden="true" /> },
  { value: "light", label: "Light", icon: <Sun aria-hidden="true" /> },
  { value: "dark", label: "Dark", icon: <Moon aria-hidden="true" /> },
] as const;

/** <html data-theme> is the one place that holds the choice; watching it keeps every toggle in step. */
function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}

export function setTheme(theme: Theme): void {
  const root = document.documentElement;
  const secure = window.location.protocol === "https:" ? "; Secure" : "";
  const age = theme === "system" ? 0 : YEAR_SECONDS;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and over plain HTTP
  document.cookie = `${THEME_COOKIE}=${theme}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
  if (theme === "system") root.removeAttribute("data-theme");
  else root.setAttribute("data-theme", theme);
}

export function useTheme(): Theme {
  return useSyncExternalStore(
    subscribe,
    () => parseTheme(document.documentElement.dataset.theme),
    () => "system",
  );
}

/** Stands inside a Menu. */
export function ThemeToggle() {
  const theme = useTheme();
  return <MenuRadioGroup label="Theme" value={theme} onValueChange={setTheme} items={items} />;
}
