/** Baton's mark: a baton on its way from one hand to the other, and the name. */
import { clsx } from "clsx";
import Link from "next/link";

export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={clsx("size-6 shrink-0", className)}>
      <rect width="24" height="24" rx="6" fill="var(--color-ink)" />
      {/* The baton in two halves: what one holds, and what the other takes over. */}
      <g fill="none" stroke="var(--color-on-ink)" strokeLinecap="round" strokeWidth="3.5">
        <path d="M7 17 11 13" />
        <path d="M13.5 10.5 17 7" opacity="0.55" />
      </g>
      <g fill="var(--color-on-ink)">
        <circle cx="7.25" cy="8" r="1.5" opacity="0.55" />
        <circle cx="16.75" cy="16" r="1.5" />
      </g>
    </svg>
  );
}

export function Brand({ href, compact = false }: { href: string; compact?: boolean }) {
  return (
    <Link
      href={href}
      aria-label="Baton"
      className="inline-flex items-center gap-2 rounded font-semibold text-md tracking-tight touch:min-h-11"
    >
      <BrandMark />
      {compact ? null : "Baton"}
    </Link>
  );
}
