import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { jsonForScript, StructuredData } from "./structured-data";

const hostile = [
  "</script><script>alert(1)</script>",
  "</SCRIPT >",
  "<!-- <script>",
  "]]> --> &lt;/script&gt; \u2028 \u2029 ' \" \\ \u0000",
  "</scr\nipt>",
];

describe("structured data", () => {
  it.each(hostile)("keeps %j inside its element, and whole", (name) => {
    const html = renderToStaticMarkup(
      <StructuredData item={{ "@type": "Article", headline: name, author: { name } }} nonce="n" />,
    );
    const [, inside = ""] =
      /^<script type="application\/ld\+json" nonce="n">([^<>]*)<\/script>$/.exec(html) ?? [];
    expect(JSON.parse(inside)).toEqual({
      "@context": "https://schema.org",
      "@type": "Article",
      headline: name,
      author: { name },
    });
  });

  it("leaves out what is not known", () => {
    expect(jsonForScript({ a: undefined, b: 1 })).toBe('{"b":1}');
  });
});
