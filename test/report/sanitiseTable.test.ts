import fc from "fast-check";
import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { sanitiseTable } from "../../tools/report/sanitise-table.js";
import { HOSTILE, TABLE } from "./fixture.js";

/** The page as a browser reads it. */
const parsed = (html: string) => new JSDOM(`<main>${html}</main>`).window.document.querySelector("main")!;

const ALLOWED = new Set(
  "main table thead tbody tfoot tr th td caption p small strong em b i br div span sup sub colgroup".split(" "),
);
const ATTRIBUTES = new Set(["dir", "scope", "class", "colspan", "rowspan"]);

function faults(html: string): string[] {
  const document = new JSDOM(`<body><main>${sanitiseTable(html)}</main><footer></footer></body>`).window.document;
  const elements = [...document.querySelectorAll("main, main *")];
  return [
    ...elements.filter(({ localName }) => !ALLOWED.has(localName)).map(({ outerHTML }) => outerHTML),
    ...elements.flatMap(({ attributes }) =>
      [...attributes].filter(({ name }) => !ATTRIBUTES.has(name)).map(({ name }) => name),
    ),
    ...(document.querySelector("body > footer") ? [] : ["it left its place"]),
  ];
}

test("sanitiseTable(html) keeps a table of ours: its cells, their direction, their side, and what was escaped", () => {
  const table = parsed(sanitiseTable(TABLE));
  expect([...table.querySelectorAll("tbody td")].map((cell) => cell.textContent)).toEqual([
    "مشتریان",
    "64%",
    "<b>bold</b>",
    "–",
  ]);
  expect(table.querySelector("caption")?.textContent).toBe("Kept by segment");
  expect([...table.querySelectorAll("th")].map((cell) => cell.className)).toEqual(["align-left", "align-right"]);
  expect([...table.querySelectorAll("td")].every((cell) => cell.getAttribute("dir") === "auto")).toBe(true);
  expect(table.querySelector("table")?.className).toBe("vafa-table");
  expect(table.querySelector("p > small")?.textContent).toBe("first 2 of 4,000 rows");
});

test("sanitiseTable(html) shows every other tag as the text it is", () => {
  expect(sanitiseTable("<script>alert(1)</script>")).toBe("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(sanitiseTable('<a href="https://a.example">a</a>')).toBe(
    "&lt;a href=&quot;https://a.example&quot;&gt;a&lt;/a&gt;",
  );
  expect(sanitiseTable("1 < 2 && 3 > 2 &copy; &amp;")).toBe("1 &lt; 2 &amp;&amp; 3 &gt; 2 &amp;copy; &amp;");
});

test("sanitiseTable(html) drops what a tag may not carry, and the names that the page itself uses", () => {
  expect(sanitiseTable('<td onclick="x()" style="position:fixed" dir="auto" class="bar">a</td>')).toBe(
    '<td dir="auto">a</td>',
  );
  expect(sanitiseTable('<td colspan="2" rowspan="9999" dir="up">a</td>')).toBe('<td colspan="2">a</td>');
});

test("sanitiseTable(html) closes what was left open and opens nothing that was only closed", () => {
  expect(sanitiseTable("<table><tr><td>a")).toBe("<table><tr><td>a</td></tr></table>");
  expect(sanitiseTable("</div></table>a</p>")).toBe("a");
  expect(sanitiseTable("<p><b>a</p>b</b>")).toBe("<p><b>a</b></p>b");
});

test("sanitiseTable(html) leaves nothing that runs, loads or leaves its place, in hostile outputs", () => {
  for (const { data = {} } of HOSTILE) for (const text of Object.values(data)) expect(faults(String(text))).toEqual([]);
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
  for (const html of more) expect([html, ...faults(html)]).toEqual([html]);
});

test("sanitiseTable(html) leaves nothing of that in any mixture of such pieces", () => {
  const pieces = [
    "<td",
    "<table>",
    "</table>",
    ">",
    '"',
    "'",
    " onclick=",
    "x",
    "<script>",
    "</script>",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "&lt;",
    "/",
    "=",
    ' dir="auto"',
    "<svg>",
    "<img src=x ",
    "<p>",
    "</p>",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 14 }), (list) => {
      expect(faults(list.join(""))).toEqual([]);
    }),
    { numRuns: 150, seed: 7 },
  );
});
