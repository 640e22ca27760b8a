/** Somebody is writing: said in words, with three dots that breathe. */
export function TypingIndicator({ name }: { name: string }) {
  return (
    <p role="status" className="flex min-h-6 items-center gap-2 text-sm text-text-muted">
      <span aria-hidden="true" className="inline-flex gap-1">
        <span className="size-1.5 animate-dot rounded-full bg-current" />
        <span className="size-1.5 animate-dot rounded-full bg-current [animation-delay:160ms]" />
        <span className="size-1.5 animate-dot rounded-full bg-current [animation-delay:320ms]" />
      </span>
      {name} is writing
    </p>
  );
}
