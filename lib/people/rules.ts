/** What a manager may do to an account. Pure: the same rule decides in the transaction and greys out the button. */
import type { PersonPatch } from "./schema";

export type Subject = { id: string; role: "customer" | "agent" | "manager"; status: "active" | "disabled" };

/** Null when it is allowed; otherwise what the manager is told. `managers`: active ones, the subject included. */
export function refuseChange(
  manager: string,
  subject: Subject,
  patch: PersonPatch,
  managers: number,
): string | null {
  const isLast = subject.role === "manager" && subject.status === "active" && managers <= 1;
  if (patch.status === "disabled" && subject.id === manager) return "You cannot disable yourself.";
  if (patch.role && subject.role === "customer") return "A customer cannot become a member of the team.";
  if (patch.role && patch.role !== "manager" && isLast)
    return "This is the last manager. Make somebody else a manager first.";
  if (patch.status === "disabled" && isLast)
    return "This is the last manager. Make somebody else a manager first.";
  return null;
}
