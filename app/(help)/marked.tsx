/** A text with the words of a question marked in it. */
import { Fragment } from "react";

export function Marked({ text, ranges }: { text: string; ranges: readonly (readonly [number, number])[] }) {
  const ends = [0, ...ranges.map(([, end]) => end)];
  return (
    <>
      {ranges.map(([start, end], n) => (
        <Fragment key={start}>
          {text.slice(ends[n], start)}
          <mark className="rounded-sm bg-accent-soft px-0.5 text-text">{text.slice(start, end)}</mark>
        </Fragment>
      ))}
      {text.slice(ends.at(-1))}
    </>
  );
}
