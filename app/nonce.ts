/** The nonce of this page's content security policy; see proxy.ts. */
import "server-only";
import { headers } from "next/headers";

export const requestNonce = async (): Promise<string | undefined> =>
  (await headers()).get("x-nonce") ?? undefined;
