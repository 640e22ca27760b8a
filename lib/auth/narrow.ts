/**
 * Narrows a request's viewer after its permission was checked. A throw here means that a permission was
 * granted to a role that the handler behind it cannot serve: a mistake in the table, never the caller's.
 */
import type { CustomerViewer, StaffViewer, UserViewer, Viewer, VisitorViewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/core/errors";

const refuse = (viewer: Viewer): never => {
  if (viewer.kind === "visitor") throw new AppError("unauthenticated", "Sign in to do this.");
  throw new AppError("forbidden", "You are not allowed to do this.");
};

export const signedIn = (viewer: Viewer): UserViewer =>
  viewer.kind === "customer" || viewer.kind === "staff" ? viewer : refuse(viewer);
export const customer = (viewer: Viewer): CustomerViewer =>
  viewer.kind === "customer" ? viewer : refuse(viewer);
export const staff = (viewer: Viewer): StaffViewer => (viewer.kind === "staff" ? viewer : refuse(viewer));
/** Whom the help center is written for: everybody but the team. */
export const reader = (viewer: Viewer): CustomerViewer | VisitorViewer =>
  viewer.kind === "customer" || viewer.kind === "visitor" ? viewer : refuse(viewer);
