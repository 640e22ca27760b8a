import { describe, expect, it } from "vitest";
import { MAX_ARTICLE } from "@/lib/knowledge/schema";
import { cpuTime } from "@/tests/support/cpu-time";
import { convertBody, convertPage } from "./html";
import { limits } from "./limits";
import { ItemError } from "./parsed";

const at = "https://shop.example.com/help/returns";
const long = "This sentence is what the page is about, and it goes on for a while. ".repeat(4);
const page = (body: string, head = "") =>
  convertPage(`<!doctype html><html lang="en-GB"><head>${head}</head><body>${body}</body></html>`, at);
const markdown = (html: string) => convertBody(html, at).markdown;

describe("a page", () => {
  it("is what its article says, without what surrounds it", () => {
    const found = page(
      `<header><a href="/">Shop</a></header><nav><ul><li><a href="/a">Other</a></ul></nav>
       <main><article><h1>Return an <em>item</em></h1><p>${long}<p>Second.</article><aside>Ads</aside></main>
       <form><label>Search</label><input></form><footer>Imprint</footer><script>track("</article>")</script>`,
      '<title>Return &ndash; Help</title><meta name="description" content="How to &quot;return&quot;">',
    );
    expect(found).toMatchObject({
      title: "Return an item",
      summary: 'How to "return"',
      language: "en-GB",
      notes: [],
    });
    expect(found.markdown).toBe(`${long.trim()}\n\nSecond.`);
  });

  it.each([
    ["main", `<div>Menu</div><main><p>${long}</main>`],
    ["a part that says it is the main one", `<div>Menu</div><div role="main"><p>${long}</div>`],
    [
      "the block with the most running text",
      `<div class=menu><ul><li><a href=/a>${long}</a><li><a href=/b>${long}</a></ul></div><div><div><p>${long}<p></div></div>`,
    ],
    ["a form around everything", `<form><div>${""}</div><main><p>${long}</main></form>`],
  ])("may have its text in %s", (_, body) => {
    expect(page(body).markdown).toBe(long.trim());
  });

  it("that lists teasers is not the first teaser", () => {
    const text = page(
      `<main><article>${long}</article>${`<article>${long}</article>`.repeat(5)}<p>${long.repeat(9)}</main>`,
    ).markdown;
    expect(text.length).toBeGreaterThan(long.length * 9);
  });

  it("takes its title from the head when it has no heading", () => {
    expect(page(`<main><p>${long}</main>`, "<title>Returns | Help center</title>").title).toBe("Returns");
    expect(page(`<main><p>${long}</main>`).title).toBeNull();
  });

  it.each(["", "<html></html>", "<nav>Only a menu</nav>", "<script>only()</script>", "\u0000"])(
    "without text is refused: %j",
    (html) => {
      expect(() => convertPage(html, at)).toThrow(ItemError);
    },
  );
});

describe("HTML", () => {
  it.each([
    ["<h2>A</h2><p>b <strong>c</strong> <em>d</em> <code>e</code>", "## A\n\nb **c** *d* `e`"],
    ["<ul><li>a<li>b<ul><li>c</ul></ul><ol start=3><li>d</ol>", "- a\n- b\n  - c\n\n3. d"],
    ["<table><tr><th>A<th>B<tr><td>1<td>2</table>", "| A | B |\n| - | - |\n| 1 | 2 |"],
    ['<pre><code class="language-js">a &lt; b\nc</code></pre>', "```js\na < b\nc\n```"],
    ['<a href="../b?x=1&amp;y=2#c">B</a>', "[B](https://shop.example.com/b?x=1\\&y=2#c)"],
    ['<img src="/i.png" alt="A chair">', "![A chair](https://shop.example.com/i.png)"],
    [
      '<img src="data:image/png;base64,x" data-src="late.png" alt=x>',
      "![x](https://shop.example.com/help/late.png)",
    ],
    ['<iframe src="//www.youtube.com/embed/x"></iframe>', "<https://www.youtube.com/embed/x>"],
    ["<p>a<br>b<p>c<hr>d", "a\\\nb\n\nc\n\n---\n\nd"],
    ["<blockquote>q</blockquote>x", "> q\n\nx"],
    ["1 * 2 _a_ # b [c](d) <e>", "1 \\* 2 \\_a\\_ # b \\[c]\\(d)"],
  ])("%s becomes Markdown", (html, expected) => {
    expect(markdown(html)).toBe(expected);
  });

  it.each([
    ["scripts", "<script>alert(1)</script>x<script src=//evil.example></script>"],
    ["a script that never ends", "x<script>alert(1)"],
    ["event handlers", '<p onclick="alert(1)" onmouseover=alert(1)>x'],
    ["script links", '<a href="javascript:alert(1)">x</a>'],
    ["script links in disguise", '<a href=" jAvA\tscript&#58;alert(1)">x</a>'],
    ["data links", '<a href="data:text/html,alert">x</a>'],
    ["drawings", "<svg><script>alert(1)</script><style><img src=1 onerror=alert(1)></style></svg>x"],
    ["drawings that break out", "<svg><![CDATA[</svg><script>alert(1)</script>]]></svg>x"],
    ["styles", "<style>p{}</style><p style='display:none'>alert</p>x"],
    ["hidden words", "<div hidden>alert</div><span aria-hidden=true>alert</span>x"],
    ["templates and comments", "<template>alert</template><!-- alert --><!DOCTYPE alert><?alert?>x"],
    ["forms", "<form><input value=alert><button>alert</button><select><option>alert</select></form>x"],
    ["raw text", "<textarea>alert</textarea><xmp>alert</xmp><noscript><img src=alert></noscript>x"],
    ["frames of this machine", '<iframe src="file:///etc/alert"></iframe><iframe srcdoc="alert"></iframe>x'],
    ["tags in attributes", '<p title="<script>alert(1)</script>">x'],
  ])("loses %s", (_, html) => {
    const text = markdown(html).replace(/\\\n|\]\]&gt;|\]\]>/g, "");
    expect(text).not.toMatch(/alert|script|evil/i);
    expect(text).toContain("x");
  });

  it("whose images are not on https says so", () => {
    const { markdown: text, notes } = convertBody(
      '<p>a <img src="http://x.example/a.png" alt="Alt"> b <img src=" ">',
      at,
    );
    expect(text).toBe("a Alt b");
    expect(notes).toEqual(["2 images were left out: not on https."]);
  });

  it("keeps words apart and entities whole, however broken it is", () => {
    expect(markdown("<td>a</td><td>b</td>")).toMatch(/a\s*b/);
    expect(markdown("<p>&lt;b&gt; &amp; &eacute; &#x1F600; a < b")).toBe("\\<b> & é 😀 a < b");
    expect(markdown('<p>a<a href="x>b</p><p>c')).toBe("a");
    expect(markdown("<b>a <i>b</b> c</i><div><p>d</div>e")).toBe("**a _b_** c\n\nd\n\ne");
  });

  const bombs: [string, string, RegExp | null][] = [
    ["a million levels", "<div>".repeat(300_000), /deeper than 200/],
    ["tables in tables", "<table><tr><td>".repeat(5_000), /deeper than 200/],
    [
      "formatting that is never closed",
      Array.from({ length: 5_000 }, (_, n) => `<b a=${n}>`).join("") + "<p>x".repeat(5_000),
      /deeper than 200/,
    ],
    ["formatting over many paragraphs", `${"<b>".repeat(150)}${"<p>a".repeat(5_000)}`, null],
    ["too many elements", "<p>a".repeat(limits.htmlElements + 1), /more than 60,000 elements/],
    ["too many in the text", "<p>a".repeat(limits.contentElements + 1), /more than 10,000 HTML elements/],
    ["emphasis around nothing", `${"<em></em>".repeat(50_000)}x`, null],
    ["drawings in drawings", `x${"<svg>".repeat(200_000)}`, null],
    ["comments", `x${"<!--".repeat(300_000)}`, null],
    ["scripts", `x${"<script>".repeat(200_000)}`, null],
    ["ends of nothing", `x${"</x".repeat(300_000)}`, null],
    ["quotes that never end", `x${'<a x="'.repeat(200_000)}`, null],
    ["attributes", `x<a ${"x=1 ".repeat(200_000)}>`, null],
    ["angle brackets", "<".repeat(900_000), /characters/],
    ["a megabyte of words", "word ".repeat(209_000), /more than 100,000 characters/],
    ["one character too many", "a".repeat(MAX_ARTICLE + 1), /more than 100,000 characters/],
    ["entities", "&lt;".repeat(90_000), null],
    ["stars", "*a_ ".repeat(20_000), null],
  ];
  it.each(bombs)(
    "made of %s neither hangs nor overflows",
    (_, html, why) => {
      const spent = cpuTime();
      if (why) expect(() => convertBody(html, at)).toThrow(why);
      else expect(markdown(html).length).toBeGreaterThan(0);
      expect(spent()).toBeLessThan(4_000);
    },
    60_000,
  );

  it("may be as deep and as long as the limits say", () => {
    expect(markdown(`${"<div>".repeat(limits.htmlDepth)}x`)).toBe("x");
    expect(markdown("a".repeat(MAX_ARTICLE))).toHaveLength(MAX_ARTICLE);
  });
});
