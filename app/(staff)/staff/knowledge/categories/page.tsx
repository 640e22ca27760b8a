/** What articles are filed under. Everybody on the team reads it; managers change it. */
import type { Metadata } from "next";
import { paths } from "@/components/shell/nav";
import { listAllCategories } from "@/lib/knowledge/categories";
import { defaultLanguage } from "@/lib/knowledge/default-language";
import { CategoriesScreen } from "../../../_knowledge/categories-screen";
import { staffViewer } from "../../../_shared/staff-viewer";

export const metadata: Metadata = { title: "Categories" };

export default async function CategoriesPage() {
  const viewer = await staffViewer(`${paths.staff.knowledge}/categories`);
  return <CategoriesScreen initial={await listAllCategories(viewer)} ownLanguage={defaultLanguage()} />;
}
