/** The frame of signing in and up. */
import type { ReactNode } from "react";
import { UiFrame } from "@/app/ui-frame";
import { PublicShell } from "@/components/shell/public-shell";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <UiFrame>
      <PublicShell hideSignIn>{children}</PublicShell>
    </UiFrame>
  );
}
