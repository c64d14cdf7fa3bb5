import { describe, expect, test } from "vitest";
import { cell, drive } from "./drive.js";
import { bundleOf } from "./read.js";

const ran = await drive({
  small: cell(
    'import { DataFrame, Series } from "danfojs-node";\nnew DataFrame({ name: ["<b>وفا</b> & co", "O\'Neil"], score: [9.123456789, null], when: [1, 2] })',
  ),
  long: cell("new DataFrame({ n: Array.from({ length: 1234 }, (_, i) => i) })"),
  wide: cell("new DataFrame([Array.from({ length: 60 }, (_, i) => i)])"),
  series: cell('new Series(["a", "b", "c"], { columns: ["answer"] } as never)'),
});

const htmlOf = (each: (typeof ran)["small"]) => String(bundleOf(each)["text/html"] ?? "");
const textOf = (each: (typeof ran)["small"]) => String(bundleOf(each)["text/plain"] ?? "");
const rowsOf = (html: string) => html.match(/<tr><th scope="row">/g)?.length ?? 0;

describe("a DataFrame as the last expression", () => {
  test("is an HTML table with its shape and the types of its columns", () => {
    const html = htmlOf(ran.small);
    expect(html).toMatch(/^<table class="vafa-frame">/);
    expect(html).toContain(">2 rows × 3 columns</caption>");
    expect(html).toContain(">name<br><small>string</small></th>");
    expect(html).toContain(">score<br><small>float32</small></th>");
    expect(html).toContain(">when<br><small>int32</small></th>");
  });

  test("escapes what comes from data, and every cell finds its own direction", () => {
    const html = htmlOf(ran.small);
    expect(html).toContain(
      '<td dir="auto" style="text-align:left;white-space:nowrap">&lt;b&gt;وفا&lt;/b&gt; &amp; co</td>',
    );
    expect(html).toContain(">O&#39;Neil</td>");
    expect(html).not.toContain("<b>");
    expect(html.match(/<t[dh](?=[ >])(?![^>]*(dir="auto"|scope="row"))[^>]*>/g)).toEqual(["<th>"]);
  });

  test("shows numbers at the right with six digits, and a missing one as nothing", () => {
    expect(htmlOf(ran.small)).toContain('<td dir="auto" style="text-align:right;white-space:nowrap">9.12346</td>');
    expect(htmlOf(ran.small)).toContain('<td dir="auto" style="text-align:right;white-space:nowrap"></td>');
  });

  test("shows 20 rows at most and says so", () => {
    expect(rowsOf(htmlOf(ran.long))).toBe(20);
    expect(htmlOf(ran.long)).toContain("1,234 rows × 1 column; the first 20 rows are shown");
    expect(htmlOf(ran.wide)).toContain("1 row × 60 columns; the first 50 columns are shown");
  });

  test("has the same as text", () => {
    expect(textOf(ran.small).split("\n")).toEqual([
      expect.stringMatching(/^ {3}name +score +when$/),
      expect.stringMatching(/^ {3}string +float32 +int32$/),
      expect.stringMatching(/^0 {2}<b>وفا<\/b> & co +9\.12346 +1$/),
      expect.stringMatching(/^1 {2}O'Neil + 2$/),
      "",
      "2 rows × 3 columns",
    ]);
    expect(textOf(ran.long)).toContain("1,234 rows × 1 column; the first 20 rows are shown");
  });

  test("is like a Series, whose values are counted", () => {
    expect(htmlOf(ran.series)).toContain(">3 values</caption>");
    expect(rowsOf(htmlOf(ran.series))).toBe(3);
  });
});
