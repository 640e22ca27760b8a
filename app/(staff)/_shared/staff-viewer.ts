/** The staff member behind a page. The layout guards too, but pages and layouts are rendered apart from each other. */
import "server-only";
import { redirect } from "next/navigation";
import { paths } from "@/components/shell/nav";
import { getViewer } from "@/lib/auth/session";
import type { StaffViewer } from "@/lib/auth/viewer";

/** `path`: where signing in leads back to. */
export async function staffViewer(path: string): Promise<StaffViewer> {
  const viewer = await getViewer();
  if (viewer.kind === "visitor") redirect(`${paths.signIn}?${new URLSearchParams({ callbackUrl: path })}`);
  if (viewer.kind === "customer") redirect(paths.chat);
  return viewer;
}
