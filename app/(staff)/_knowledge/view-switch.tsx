"use client";
/** What the editor shows beside or instead of the text. Narrow screens show one thing at a time. */
import { clsx } from "clsx";

export const views = ["write", "both", "preview", "details"] as const;
export type View = (typeof views)[number];

const labels: Record<View, string> = { write: "Write", both: "Both", preview: "Preview", details: "Details" };
/** Where there is no room for two columns, "Both" is the text; the details have a column of their own from lg on. */
const shownFrom: Record<View, string> = {
  write: "",
  both: "max-xl:hidden",
  preview: "",
  details: "lg:hidden",
};

export const paneClass = {
  write: { write: "", both: "", preview: "hidden", details: "max-lg:hidden" },
  preview: { write: "hidden", both: "max-xl:hidden", preview: "", details: "hidden" },
  details: { write: "max-lg:hidden", both: "max-lg:hidden", preview: "max-lg:hidden", details: "" },
} as const satisfies Record<string, Record<View, string>>;

export function ViewSwitch({ view, onChange }: { view: View; onChange: (view: View) => void }) {
  return (
    <fieldset className="flex gap-1">
      <legend className="sr-only">Show</legend>
      {views.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={view === each || (each === "write" && view === "both" ? undefined : false)}
          onClick={() => onChange(each)}
          className={clsx(
            "h-7 rounded px-2 text-sm transition-colors touch:h-11 touch:px-3",
            view === each
              ? "bg-pressed font-medium text-text"
              : "text-text-muted hover:bg-hover hover:text-text",
            view === "both" && each === "write" && "max-xl:bg-pressed max-xl:font-medium max-xl:text-text",
            shownFrom[each],
          )}
        >
          {labels[each]}
        </button>
      ))}
    </fieldset>
  );
}
