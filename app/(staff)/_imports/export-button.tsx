/** The export is a download that the browser keeps an eye on: it may be large, and shows how far it is by itself. */
import { Download } from "lucide-react";
import { buttonClass } from "@/components/ui/button";

export function ExportButton() {
  return (
    <a href="/api/v1/knowledge/export" download className={buttonClass("secondary")}>
      <Download aria-hidden="true" className="size-4" />
      Export all articles
    </a>
  );
}
