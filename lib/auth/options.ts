/**
 * The only file that knows next-auth. Credentials today; an OAuth, OIDC or e-mail provider joins the list
 * below and ends in the same place: a row in `sessions`, whose id is all that the cookie's token carries.
 */
import "server-only";
import NextAuth, { CredentialsSignin } from "next-auth";
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

export const { handlers, auth, signOut } = NextAuth(() => {
  const secure = env().APP_URL.startsWith("https:");
  const cookie = (name: string) => ({
    name: secure ? `__Host-${name}` : name,
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure },
  });
  return {
    secret: env().AUTH_SECRET,
    trustHost: true,
    session: { strategy: "jwt", maxAge: 30 * DAY_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    cookies: {
      sessionToken: cookie("baton.session"),
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
