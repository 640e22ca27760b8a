/** Signing in. Leads back to where the visitor was going, if that is a page of this portal. */
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { safeCallback } from "@/app/_client/callback";
import { paths } from "@/components/shell/nav";
import { FormPage } from "@/components/shell/public-shell";
import { TextLink } from "@/components/ui/link";
import { getViewer } from "@/lib/auth/session";
import { listDemoAccounts } from "@/lib/people/demo";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

type Search = Promise<{ callbackUrl?: string | string[]; reason?: string | string[] }>;

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { callbackUrl, reason } = await searchParams;
  const next = safeCallback(typeof callbackUrl === "string" ? callbackUrl : null);
  const viewer = await getViewer();
  if (viewer.kind !== "visitor") redirect(next ?? "/");
  const signUp = next ? `${paths.signUp}?${new URLSearchParams({ callbackUrl: next })}` : paths.signUp;
  return (
    <FormPage
      title="Sign in"
      intro={reason === "expired" ? "Your session has ended. What you wrote is kept in this browser." : null}
      footer={
        <>
          New here? <TextLink href={signUp}>Create an account</TextLink>
        </>
      }
    >
      <SignInForm next={next ?? "/"} demo={listDemoAccounts()} />
    </FormPage>
  );
}
