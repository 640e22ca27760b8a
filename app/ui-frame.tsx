/**
 * What menus, dialogs, tooltips and toasts need around them, with the nonce that the browser demands of styles. For the
 * pages that have such things; the public help center has none, and is spared their weight.
 */
import type { ReactNode } from "react";
import { UiProviders } from "@/components/ui/providers";
import { requestNonce } from "./nonce";

export async function UiFrame({ children }: { children: ReactNode }) {
  return <UiProviders nonce={await requestNonce()}>{children}</UiProviders>;
}
