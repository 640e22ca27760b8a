/**
 * What a page says about itself to search engines, as JSON-LD. React writes the text of a script as it is given (a
 * script has no entities), so whatever could end the element early is spelled as JSON spells it. The type makes it
 * data: browsers run none of it, whatever it holds.
 */

export type StructuredItem = { readonly "@type": string } & Readonly<Record<string, unknown>>;

export function StructuredData({ item, nonce }: { item: StructuredItem; nonce: string | undefined }) {
  return (
    <script type="application/ld+json" nonce={nonce}>
      {jsonForScript({ "@context": "https://schema.org", ...item })}
    </script>
  );
}

/** JSON that can stand in a script element: without "<" there is neither an end tag nor a comment in it. */
export const jsonForScript = (value: unknown): string =>
  JSON.stringify(value)
    .replace(/</g, "\\u003c")
    .replace(/>/g, "\\u003e")
    .replace(/&/g, "\\u0026")
    .replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");
