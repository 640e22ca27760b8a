"use client";
/** Helpful or not, on one answer. Pressing the chosen one again takes it back. */
import { clsx } from "clsx";
import { ThumbsDown, ThumbsUp } from "lucide-react";
import { IconButton } from "../ui/icon-button";

export type RatingValue = "helpful" | "not_helpful" | null;

export function Rating({
  value,
  disabled = false,
  onRate,
}: {
  value: RatingValue;
  disabled?: boolean;
  onRate: (value: RatingValue) => void;
}) {
  const choice = (own: "helpful" | "not_helpful", label: string, Icon: typeof ThumbsUp) => (
    <IconButton
      label={label}
      size="sm"
      side="bottom"
      disabled={disabled}
      aria-pressed={value === own}
      onClick={() => onRate(value === own ? null : own)}
      className={clsx(value === own && "bg-hover text-text")}
    >
      <Icon aria-hidden="true" className={clsx("size-4", value === own && "fill-current/20")} />
    </IconButton>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend on screen
    <div role="group" aria-label="Was this answer helpful?" className="inline-flex">
      {choice("helpful", "Helpful", ThumbsUp)}
      {choice("not_helpful", "Not helpful", ThumbsDown)}
    </div>
  );
}
