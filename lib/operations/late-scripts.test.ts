import { describe, expect, it } from "vitest";
import { withLateScripts } from "./late-scripts";

const head = (meta: string) =>
  `<html><head>${meta}<link rel="stylesheet" href="/_next/a.css" nonce="n1"/>` +
  '<link rel="preload" as="script" fetchPriority="low" nonce="n1" href="/_next/b.js"/>' +
  '<link rel="preload" as="font" href="/_next/f.woff2"/>' +
  '<script src="/_next/c.js?dpl=1" async="" nonce="n1"></script>' +
  '<script src="/_next/old.js" noModule="" nonce="n1"></script></head>';
const body =
  '<body><script type="application/ld+json" nonce="n1">{}</script><p>&lt;script src="/_next/x.js"</p>' +
  '<script nonce="n1">self.__next_f=[]</script><script src="/_next/b.js" nonce="n1" id="_R_" async=""></script></body></html>';
const marked = head('<meta name="scripts" content="late"/>') + body;

describe("late scripts", () => {
  it("leaves a page alone that does not ask for them, also when its text does", () => {
    const plain = head("") + body.replace("<p>", '<p><meta name="scripts" content="late"/>');
    expect(withLateScripts(plain)).toBe(plain);
    expect(withLateScripts("no document")).toBe("no document");
  });

  it("has the framework's scripts wait, with all that they carry", () => {
    const late = withLateScripts(marked);
    expect(late).toContain(
      '<script type="text/late" data-src="/_next/c.js?dpl=1" async="" nonce="n1"></script>',
    );
    expect(late).toContain(
      '<script type="text/late" data-src="/_next/b.js" nonce="n1" id="_R_" async=""></script>',
    );
    expect(late).not.toMatch(/<script src="\/_next\/[bc]/);
  });

  it("fetches none of them ahead, but what the page looks like", () => {
    const late = withLateScripts(marked);
    expect(late).not.toContain('as="script"');
    expect(late).toContain('<link rel="preload" as="font" href="/_next/f.woff2"/>');
  });

  it("keeps what is data, what old browsers need, and the text", () => {
    const late = withLateScripts(marked);
    expect(late).toContain('<script type="application/ld+json" nonce="n1">{}</script>');
    expect(late).toContain('<script nonce="n1">self.__next_f=[]</script>');
    expect(late).toContain('<script src="/_next/old.js" noModule="" nonce="n1"></script>');
    expect(late).toContain('<p>&lt;script src="/_next/x.js"</p>');
  });

  it("starts them by a script that the page's own policy allows", () => {
    expect(withLateScripts(marked)).toMatch(/<script nonce="n1">\(.*\)\(\)<\/script><\/head>/s);
  });
});
