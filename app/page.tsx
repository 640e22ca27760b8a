/** The front door: sends everyone to where their work is. */
import { redirect } from "next/navigation";
import { paths } from "@/components/shell/nav";
import { getViewer } from "@/lib/auth/session";

export default async function Home() {
  const viewer = await getViewer();
  if (viewer.kind === "visitor") redirect(paths.help);
  redirect(viewer.kind === "staff" ? paths.staff.inbox : paths.chat);
}
