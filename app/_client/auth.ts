/** Signing in and out from the browser, over the HTTP that next-auth speaks. Its own client is not needed. */
import { ApiProblem, DEADLINE_MS } from "./api";
import { forgetKept } from "./browser-store";
import { forgetDrafts } from "./draft";

export type SignInResult = "ok" | "wrong" | "rate_limited" | "unavailable";

/** Tries one e-mail address and password. Throws {@link ApiProblem} when the server cannot be reached. */
export async function signIn(email: string, password: string): Promise<SignInResult> {
  const url = await post("/api/auth/callback/credentials", { email, password, callbackUrl: "/" });
  if (!url.searchParams.has("error")) return "ok";
  const code = url.searchParams.get("code");
  if (code === "rate_limited" || code === "unavailable") return code;
  return url.searchParams.get("error") === "CredentialsSignin" ? "wrong" : "unavailable";
}

/** Ends this session, forgets what the browser kept for it, and leaves by a full load: nothing stays in memory. */
export async function signOut(): Promise<void> {
  await post("/api/auth/signout", { callbackUrl: "/sign-in" });
  otherTabs()?.postMessage(SIGNED_OUT);
  leave();
}

/** Signing out in one tab leaves in the others, too: what they keep is that person's. */
export function followSignOut(): () => void {
  const channel = otherTabs();
  channel?.addEventListener("message", ({ data }) => {
    if (data === SIGNED_OUT) leave();
  });
  return () => channel?.close();
}

const SIGNED_OUT = "signed out";

const otherTabs = (): BroadcastChannel | null =>
  typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("baton");

function leave(): void {
  forgetDrafts();
  forgetKept();
  window.location.assign("/sign-in");
}

async function post(path: string, fields: Record<string, string>): Promise<URL> {
  try {
    const { csrfToken } = (await read(await fetch("/api/auth/csrf", options()))) as { csrfToken: string };
    const answer = await fetch(path, {
      ...options(),
      method: "POST",
      headers: { "X-Auth-Return-Redirect": "1" },
      body: new URLSearchParams({ ...fields, csrfToken }),
    });
    const { url } = (await read(answer)) as { url: string };
    return new URL(url, window.location.origin);
  } catch (cause) {
    throw new ApiProblem("offline", "The server could not be reached. Check your connection and try again.", {
      cause,
    });
  }
}

const options = () => ({ cache: "no-store" as const, signal: AbortSignal.timeout(DEADLINE_MS) });
const read = (response: Response): Promise<unknown> => response.json();
