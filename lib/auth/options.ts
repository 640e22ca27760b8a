/**
 * The only file that knows next-auth. Credentials today; an OAuth, OIDC or e-mail provider joins the list
 * below and ends in the same place: a row in `sessions`, whose id is all that the cookie's token carries.
 */
import "server-only";
import { cookies } from "next/headers";
import NextAuth, { CredentialsSignin } from "next-auth";
import { decode } from "next-auth/jwt";
import Credentials from "next-auth/providers/credentials";
import { endSession } from "@/lib/auth/sessions";
import { signIn as signInWithPassword } from "@/lib/auth/sign-in";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";

declare module "next-auth" {
  interface User {
    sessionId?: string;
  }
}

class RateLimited extends CredentialsSignin {
  override code = "rate_limited";
}
class Unavailable extends CredentialsSignin {
  override code = "unavailable";
}

const DAY_SECONDS = 86_400;

const cookieName = (name: string) => (env().APP_URL.startsWith("https:") ? `__Host-${name}` : name);
const SESSION_COOKIE = "baton.session";

export const { handlers, signOut } = NextAuth(() => {
  const secure = env().APP_URL.startsWith("https:");
  const cookie = (name: string) => ({
    name: cookieName(name),
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure },
  });
  return {
    secret: env().AUTH_SECRET,
    trustHost: true,
    session: { strategy: "jwt", maxAge: 30 * DAY_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    cookies: {
      sessionToken: cookie(SESSION_COOKIE),
      csrfToken: cookie("baton.csrf"),
      callbackUrl: cookie("baton.callback"),
    },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        async authorize(given, request) {
          try {
            return await signInWithPassword({
              email: String(given.email ?? ""),
              password: String(given.password ?? ""),
              headers: request.headers,
            });
          } catch (error) {
            if (error instanceof AppError && error.code === "rate_limited") throw new RateLimited();
            if (error instanceof AppError && error.code === "invalid") return null;
            throw new Unavailable();
          }
        },
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        // The token names the session and nothing else: role and name are read from the database each time.
        return user ? { sid: user.sessionId } : token;
      },
      session({ session, token }) {
        return { expires: session.expires, sid: token.sid } as unknown as typeof session;
      },
      redirect({ url }) {
        // Not the host of the request, which anybody can write: the address that this portal is known by.
        const base = new URL(env().APP_URL).origin;
        return url.startsWith("/") && !url.startsWith("//") && !url.startsWith("/\\")
          ? `${base}${url}`
          : base;
      },
    },
    events: {
      async signOut(message) {
        const sid = "token" in message ? message.token?.sid : undefined;
        if (typeof sid === "string") await endSession(sid);
      },
    },
    logger: { error() {}, warn() {}, debug() {} },
  };
});

/** What tokens of late said, so that decrypting one does not cost every request more than answering it. */
const opened = new Map<string, { sid: string; expiresAt: number }>();
const MAX_OPENED = 5_000;

/**
 * The session that the request's cookie names, or null. Says nothing about the session itself: whether it lives is a
 * row's to tell, on every request. next-auth's own `auth()` would also encrypt a new token each time, for nobody.
 */
export async function sessionIdOfRequest(): Promise<string | null> {
  const name = cookieName(SESSION_COOKIE);
  const token = (await cookies()).get(name)?.value;
  if (!token) return null;
  const known = opened.get(token) ?? (await open(token, name));
  return known && known.expiresAt > Date.now() ? known.sid : null;
}

async function open(token: string, salt: string) {
  const payload = await decode({ token, salt, secret: env().AUTH_SECRET }).catch(() => null);
  if (typeof payload?.sid !== "string" || typeof payload.exp !== "number") return null;
  const known = { sid: payload.sid, expiresAt: payload.exp * 1_000 };
  const [oldest] = opened.keys();
  if (oldest && opened.size >= MAX_OPENED) opened.delete(oldest);
  opened.set(token, known);
  return known;
}
