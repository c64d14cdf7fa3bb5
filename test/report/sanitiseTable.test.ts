import fc from "fast-check";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sanitiseTable } from "../../tools/report/sanitise-table.js";
import { type Inspect, inBrowser, inspectorIn, launchBrowser, NO_BROWSER } from "./browser.js";
import { HOSTILE, TABLE } from "./fixture.js";

test("sanitiseTable(html) keeps a table of ours: its cells, their direction, their side, and what was escaped", () => {
  const kept = sanitiseTable(TABLE);
  expect(kept).toContain('<table class="vafa-table">');
  expect(kept).toContain('<caption dir="auto" class="align-left">Kept by segment</caption>');
  expect(kept).toContain('<th scope="col" dir="auto" class="align-right">kept</th>');
  expect(kept).toContain('<td dir="auto" class="align-left">&lt;b&gt;bold&lt;/b&gt;</td>');
  expect(kept).toContain('<p dir="auto"><small>first 2 of 4,000 rows</small></p>');
});

test("sanitiseTable(html) shows every other tag as the text it is", () => {
  expect(sanitiseTable("<script>alert(1)</script>")).toBe("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(sanitiseTable('<a href="//a.example">a</a>')).toBe("&lt;a href=&quot;//a.example&quot;&gt;a&lt;/a&gt;");
  expect(sanitiseTable("1 < 2 && 3 > 2 &copy; &amp;")).toBe("1 &lt; 2 &amp;&amp; 3 &gt; 2 &amp;copy; &amp;");
});

test("sanitiseTable(html) drops what a tag may not carry, and the names that the page itself uses", () => {
  const cell = '<td onclick="x()" style="position:fixed" dir="auto" class="bar">a</td>';
  expect(sanitiseTable(cell)).toBe('<td dir="auto">a</td>');
  expect(sanitiseTable('<td colspan="2" rowspan="9999" dir="up">a</td>')).toBe('<td colspan="2">a</td>');
});

test("sanitiseTable(html) closes what was left open and opens nothing that was only closed", () => {
  expect(sanitiseTable("<table><tr><td>a")).toBe("<table><tr><td>a</td></tr></table>");
  expect(sanitiseTable("</div></table>a</p>")).toBe("a");
  expect(sanitiseTable("<p><b>a</p>b</b>")).toBe("<p><b>a</b></p>b");
});

/** What of a page is none of ours: elements, attributes, and a footer that is not in its place any more. */
function strangers(page: Document): string[] {
  const tags = "main table thead tbody tfoot tr th td caption p small strong em b i br div span sup sub".split(" ");
  const attributes = ["dir", "scope", "class", "colspan", "rowspan"];
  const elements = [...page.querySelectorAll("main, main *")];
  return [
    ...elements.filter(({ localName }) => !tags.includes(localName)).map(({ outerHTML }) => outerHTML),
    ...elements
      .flatMap((element) => [...element.attributes].map(({ name }) => name))
      .filter((name) => !attributes.includes(name)),
    ...(page.querySelector("body > footer") ? [] : ["it left its place"]),
  ];
}

const inPage = (html: string) => `<body><main>${sanitiseTable(html)}</main><footer></footer></body>`;

describe.skipIf(NO_BROWSER)(inBrowser("sanitiseTable(html) as a browser reads it"), () => {
  let browser: Browser;
  let inspect: Inspect;
  beforeAll(async () => {
    browser = await launchBrowser();
    inspect = await inspectorIn(browser);
  });
  afterAll(() => browser?.close());

  test("leaves nothing that runs, loads or leaves its place, in hostile outputs", async () => {
    const outputs = HOSTILE.flatMap(({ data = {} }) => Object.values(data).map(String));
    const more = [
      "<svg><script>1</script></svg>",
      "<table><style>a{}</style>",
      '<td dir="auto"onload="x">',
      '<TD STYLE="text-align:right;background:url(x)">',
      "<math><mtext><table><mglyph><style><img src=x onerror=1>",
      '<td class="vafa-a" onclick=1>',
      "<td/onclick=1>",
      "<<td>script>",
      "<!--<td>-->",
      '<td title="</td><script>">',
      "<plaintext>",
      "<textarea>",
      "&#60;script&#62;",
      "<td\u0000onclick=1>",
    ];
    for (const html of [...outputs, ...more])
      expect([html, ...(await inspect(inPage(html), strangers))]).toEqual([html]);
  });

  test("leaves nothing of that in any mixture of such pieces", async () => {
    const tags = [
      "<td",
      "<table>",
      "</table>",
      "<script>",
      "</script>",
      "<b>",
      "</b>",
      "<svg>",
      "<img src=x ",
      "<p>",
      "</p>",
    ];
    const pieces = [...tags, ">", '"', "'", " onclick=", "x", "<!--", "-->", "&lt;", "/", "=", ' dir="auto"'];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { maxLength: 14 }), async (list) => {
        expect(await inspect(inPage(list.join("")), strangers)).toEqual([]);
      }),
      { numRuns: 150, seed: 7 },
    );
  });
});
