/** Making an account as a customer. */
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { safeCallback } from "@/app/_client/callback";
import { paths } from "@/components/shell/nav";
import { FormPage } from "@/components/shell/public-shell";
import { TextLink } from "@/components/ui/link";
import { getViewer } from "@/lib/auth/session";
import { SignUpForm } from "./sign-up-form";

export const metadata: Metadata = { title: "Create an account" };

type Search = Promise<{ callbackUrl?: string | string[] }>;

export default async function SignUpPage({ searchParams }: { searchParams: Search }) {
  const { callbackUrl } = await searchParams;
  const next = safeCallback(typeof callbackUrl === "string" ? callbackUrl : null);
  const viewer = await getViewer();
  if (viewer.kind !== "visitor") redirect(next ?? "/");
  const signIn = next ? `${paths.signIn}?${new URLSearchParams({ callbackUrl: next })}` : paths.signIn;
  return (
    <FormPage
      title="Create an account"
      intro="To ask questions, follow your tickets and see your past conversations."
      footer={
        <>
          Have an account? <TextLink href={signIn}>Sign in</TextLink>
        </>
      }
    >
      <SignUpForm next={next ?? "/"} signInHref={signIn} />
    </FormPage>
  );
}
