/** The customer behind a page. The layout guards too, but pages and layouts are rendered apart from each other. */
import "server-only";
import { redirect } from "next/navigation";
import { paths } from "@/components/shell/nav";
import { getViewer } from "@/lib/auth/session";
import type { CustomerViewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/core/errors";

/** `path`: where signing in leads back to. Staff are sent to their own screens. */
export async function customerViewer(path: string): Promise<CustomerViewer> {
  const viewer = await getViewer();
  if (viewer.kind === "visitor") redirect(`${paths.signIn}?${new URLSearchParams({ callbackUrl: path })}`);
  if (viewer.kind === "staff") redirect(paths.staff.inbox);
  return viewer;
}

/** `null` for what does not exist or is not the viewer's: the page shows "not found" for both. */
export async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AppError && (error.code === "not_found" || error.code === "invalid")) return null;
    throw error;
  }
}
