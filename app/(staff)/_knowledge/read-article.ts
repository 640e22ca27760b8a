/** One article for a page of the team's; an address that leads to none is a page that is not there. */
import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { type StaffArticleDetailView, staffArticleDetail } from "@/lib/knowledge/editing-schema";
import { getArticleForStaff } from "@/lib/knowledge/staff-queries";
import { staffViewer } from "../_shared/staff-viewer";
import { articleHref } from "./addresses";

/** Once a request, for the title and for the page. */
export const readArticle = cache(async (id: string): Promise<StaffArticleDetailView> => {
  if (!z.uuid().safeParse(id).success) notFound();
  const viewer = await staffViewer(articleHref(id));
  try {
    return staffArticleDetail.parse(await getArticleForStaff(viewer, id));
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
});
