/** How every box that takes text looks. Apart from the fields themselves: a search box needs no form behind it. */
export const controlClass =
  "w-full rounded border border-line-strong bg-surface text-base text-text transition-colors hover:border-text-faint focus-visible:outline-offset-0 disabled:bg-sunken disabled:text-text-faint disabled:border-line data-disabled:bg-sunken data-disabled:text-text-faint data-disabled:border-line data-invalid:border-danger aria-invalid:border-danger touch:text-md";
