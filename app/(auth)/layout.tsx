/** The frame of signing in and up. */
import type { ReactNode } from "react";
import { PublicShell } from "@/components/shell/public-shell";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return <PublicShell hideSignIn>{children}</PublicShell>;
}
