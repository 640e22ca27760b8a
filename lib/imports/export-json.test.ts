import { describe, expect, it } from "vitest";
import { cpuTime } from "@/tests/support/cpu-time";
import { readJsonFile } from "./export-json";
import { readIntercom } from "./intercom";
import { intercomLink } from "./intercom-links";
import { limits } from "./limits";
import { readZendesk } from "./zendesk";
import { zendeskLink } from "./zendesk-links";

const json = (value: unknown) => readJsonFile(Buffer.from(JSON.stringify(value)));

const zendesk = {
  count: 2,
  next_page: "https://acme.zendesk.com/api/v2/help_center/en-us/articles.json?page=2",
  articles: [
    {
      id: 360001,
      title: "Return an item",
      name: "Return an item",
      body: '<p>Send it <a href="https://acme.zendesk.com/hc/en-us/articles/360002-Refunds">back</a>.</p>',
      draft: false,
      locale: "en-us",
      source_locale: "en-us",
      section_id: 11,
      user_segment_id: null,
      html_url: "https://acme.zendesk.com/hc/en-us/articles/360001-Return-an-item",
      updated_at: "2026-03-01T10:00:00Z",
      label_names: ["a"],
    },
    {
      id: 360001,
      title: "Artikel zurücksenden",
      body: "<p>Zurück.</p>",
      draft: true,
      locale: "de",
      source_locale: "en-us",
      section_id: 11,
    },
  ],
  sections: [{ id: 11, name: "Returns", category_id: 1 }],
  categories: [{ id: 1, name: "Orders" }],
};

describe("an export of Zendesk Guide", () => {
  it("is read with its sections, drafts and translations", () => {
    const found = readZendesk([json(zendesk)]);
    expect(found.map(({ key, refused }) => [key, refused])).toEqual([
      ["zendesk:360001:en-us", null],
      ["zendesk:360001:de", null],
    ]);
    expect(found[0]?.article).toMatchObject({
      title: "Return an item",
      category: { id: "returns", label: "Returns" },
      audience: null,
      language: "en",
      status: "published",
      updatedAt: "2026-03-01T10:00:00Z",
      translationOf: null,
      base: "https://acme.zendesk.com/hc/en-us/articles/360001-Return-an-item",
    });
    expect(found[1]?.article).toMatchObject({
      language: "de",
      status: "draft",
      translationOf: "zendesk:360001:en-us",
    });
  });

  it.each([
    [
      "pages in one array",
      [
        [
          { articles: zendesk.articles.slice(0, 1) },
          { articles: zendesk.articles.slice(1) },
          { sections: zendesk.sections },
        ],
      ],
    ],
    [
      "several files",
      [{ articles: zendesk.articles }, { sections: zendesk.sections }, { categories: zendesk.categories }],
    ],
  ])("may come as %s", (_, files) => {
    const found = readZendesk(files);
    expect(found).toHaveLength(2);
    expect(found[0]?.article?.category).toEqual({ id: "returns", label: "Returns" });
  });

  it("keeps what was restricted from customers, unless it says whom it was for", () => {
    const restricted = { ...zendesk.articles[0], user_segment_id: 7 };
    expect(readZendesk([{ articles: [restricted] }])[0]?.article).toMatchObject({
      audience: "staff",
      notes: [expect.stringMatching(/restricted in Zendesk/)],
    });
    const user_segments = [{ id: 7, user_type: "signed_in_users" }];
    expect(readZendesk([{ articles: [restricted], user_segments }])[0]?.article).toMatchObject({
      audience: "customers",
      notes: [],
    });
  });

  it.each([
    ["without an id", { title: "A", body: "x" }, /id/],
    ["whose body is a number", { id: 1, title: "A", body: 5 }, /body/],
    ["without a text", { id: 1, title: "A", body: " " }, /no text/],
    ["that is too large", { id: 1, title: "A", body: "x".repeat(limits.html + 1) }, /larger than 2 MB/],
  ])("tells of an article %s, and reads the others", (_, row, why) => {
    const found = readZendesk([{ articles: [row, zendesk.articles[0], "nonsense", null] }]);
    expect(found.map(({ refused }) => refused)).toEqual([expect.stringMatching(why), null]);
  });

  it("tells its own links apart", () => {
    expect(zendeskLink(new URL("https://acme.zendesk.com/hc/en-us/articles/360002-Refunds#x"))).toEqual({
      id: "360002",
      locale: "en-us",
    });
    expect(zendeskLink(new URL("https://acme.zendesk.com/hc/articles/360002"))).toEqual({
      id: "360002",
      locale: null,
    });
    expect(zendeskLink(new URL("https://acme.zendesk.com/hc/en-us/sections/1"))).toBeNull();
  });
});

const intercom = {
  type: "list",
  data: [
    {
      id: "6871118",
      type: "article",
      title: "Getting started",
      description: "The first steps",
      body: "<h2>Hello</h2><p>World</p>",
      state: "published",
      parent_id: 18,
      parent_type: "collection",
      default_locale: "en",
      url: "https://help.example.com/en/articles/6871118-getting-started",
      updated_at: 1_672_928_610,
      translated_content: {
        type: "article_translated_content",
        en: { type: "article_content", title: "Getting started", body: "<p>x</p>", state: "published" },
        fr: { type: "article_content", title: "Premiers pas", body: "<p>Bonjour</p>", state: "draft" },
      },
    },
  ],
};

describe("an export of Intercom", () => {
  it("is read with its collections, states and translations", () => {
    const collections = { type: "list", data: [{ type: "collection", id: "18", name: "Basics" }] };
    const files = [json(intercom), json(collections)];
    const found = readIntercom(files);
    expect(found.map(({ key }) => key)).toEqual(["intercom:6871118:en", "intercom:6871118:fr"]);
    expect(found[0]?.article).toMatchObject({
      title: "Getting started",
      summary: "The first steps",
      category: { id: "basics", label: "Basics" },
      language: "en",
      status: "published",
      updatedAt: "2023-01-05T14:23:30.000Z",
    });
    expect(found[1]?.article).toMatchObject({
      status: "draft",
      translationOf: "intercom:6871118:en",
      language: "fr",
    });
  });

  it("tells of what it cannot read, article by article", () => {
    const rows = [
      { ...intercom.data[0], state: "live" },
      { ...intercom.data[0], body: null, id: 2, translated_content: null },
    ];
    expect(readIntercom([{ data: rows }]).map(({ refused }) => refused)).toEqual([
      expect.stringMatching(/state/),
      expect.stringMatching(/no text/),
    ]);
  });

  it("tells its own links apart", () => {
    expect(intercomLink(new URL("https://help.example.com/en/articles/6871118-getting-started"))).toEqual({
      id: "6871118",
      locale: "en",
    });
    expect(intercomLink(new URL("https://help.example.com/en/collections/18"))).toBeNull();
  });
});

describe("a JSON file", () => {
  it.each([
    ["broken", Buffer.from('{"articles": ['), /not valid JSON/],
    ["not UTF-8", Buffer.from([0x22, 0xff, 0x22]), /not valid JSON/],
    ["a zip", Buffer.from("PK\u0003\u0004"), /not valid JSON/],
    ["nothing but brackets", Buffer.from("[".repeat(5_000_000)), /deeper than 64/],
    ["too large", Buffer.alloc(limits.json + 1, " "), /larger than 20 MB/],
  ])("that is %s is refused, at once", (_, bytes, why) => {
    const spent = cpuTime();
    expect(() => readJsonFile(bytes)).toThrow(why);
    expect(spent()).toBeLessThan(3_000);
  });

  it("may hold brackets in its texts", () => {
    expect(readJsonFile(Buffer.from(JSON.stringify({ a: `\\"${"[".repeat(200)}` })))).toEqual({
      a: `\\"${"[".repeat(200)}`,
    });
  });

  it("with something else in it is no export", () => {
    for (const file of [{}, [], 5, "articles", null, { articles: [] }, { data: [1] }])
      expect([readZendesk([file]), readIntercom([file])]).toEqual([[], []]);
  });
});
