import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Prose, renderMarkdown, renderSentence } from "../../tools/report/markdown.js";
import { slugOf } from "../../tools/report/markup.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";

const { folder } = temporaryFolder();
const prose = (more: Partial<Prose> = {}): Prose => ({
  language: "en",
  headings: [],
  ids: new Set(),
  folder,
  root: folder,
  ...more,
});
const render = (text: string, more: Partial<Prose> = {}) => renderMarkdown(text, prose(more)).trim();

describe("renderMarkdown(text)", () => {
  test("lets every text read in its own direction", () => {
    expect(render("## وفاداری\n\nمشتری\n\n- a")).toBe(
      '<h2 dir="auto" id="وفاداری">وفاداری</h2>\n<p dir="auto">مشتری</p>\n<ul>\n<li dir="auto">a</li>\n</ul>',
    );
  });

  test("shows HTML as the text it is", () => {
    expect(render("a <script>alert(1)</script> b")).toBe('<p dir="auto">a &lt;script&gt;alert(1)&lt;/script&gt; b</p>');
    expect(render("<div onclick=x>")).toBe('<p dir="auto">&lt;div onclick=x&gt;</p>');
  });

  test("makes no link of javascript:, vbscript:, data: or file:", () => {
    for (const address of [
      "javascript:x",
      "JAVASCRIPT:x",
      "java\tscript:x",
      "&#106;avascript:x",
      "vbscript:x",
      "data:text/html,x",
      "file:///etc/passwd",
    ]) {
      expect(render(`[a](${address})`)).not.toContain("<a");
      expect(render(`<${address}>`)).not.toContain("<a");
    }
  });

  test("links leave no trace behind, and another notebook is another page", () => {
    expect(render("[a](https://a.example)")).toContain('<a href="https://a.example" rel="noopener noreferrer">');
    expect(render("[b](studies/second.ipynb#data)")).toContain('<a href="studies/second.html#data">');
  });

  test("gives every heading a name of its own, in any script, and lists them", () => {
    const page = prose();
    renderMarkdown("## Limits\n\n## Limits\n\n### وفاداری **مشتریان**\n\n## !", page);
    expect(page.headings).toEqual([
      { level: 2, text: "Limits", id: "limits" },
      { level: 2, text: "Limits", id: "limits-2" },
      { level: 3, text: "وفاداری مشتریان", id: "وفاداری-مشتریان" },
      { level: 2, text: "!", id: "section" },
    ]);
    expect(slugOf("NPS: what's next?")).toBe("nps-what-s-next");
  });

  test("draws formulas as MathML and leaves money alone", () => {
    expect(render("The share is $\\frac{k}{n}$.")).toMatch(/<math><mfrac><mi>k<\/mi><mi>n<\/mi><\/mfrac><\/math>/);
    expect(render("$$\n\\hat p = 1\n$$")).toMatch(/^<div class="formula"><math display="block"/);
    expect(render("It costs $5 and $10, or \\$3.")).toBe('<p dir="auto">It costs $5 and $10, or $3.</p>');
    expect(render("`$a$`")).toBe('<p dir="auto"><code>$a$</code></p>');
    expect(render("$\\href{javascript:x}{a}$")).not.toContain("javascript");
    expect(render("$\\frac{$ and $<script>$")).not.toContain("<script>");
  });

  test("marks the words of code, and only of languages it knows", () => {
    expect(render("```ts\nconst a = 1;\n```")).toContain('<span class="token keyword">const</span>');
    expect(render("```sql\nselect '<b>'\n```")).toContain("select '&lt;b&gt;'".replace(/'/g, "&#39;"));
  });
});

describe("a picture of a text", () => {
  const png = "iVBORw0KGgo=";
  mkdirSync(join(folder, "inside"));
  writeFileSync(join(folder, "a picture.png"), Buffer.from(png, "base64"));
  writeFileSync(join(folder, "text.txt"), "secret");

  test("becomes part of the page when it is in the project", () => {
    expect(render("![a bar](a%20picture.png)")).toContain(`<img src="data:image/png;base64,${png}" alt="a bar">`);
    expect(render(`![a](data:image/png;base64,${png})`)).toContain(`<img src="data:image/png;base64,${png}"`);
    const attachments = { "b.png": { "image/png": png } };
    expect(render("![b](attachment:b.png)", { attachments })).toContain(`<img src="data:image/png;base64,${png}"`);
  });

  test("is left out, and said to be, when it is elsewhere, of another kind, or not there", () => {
    const left = '<span class="left-out">picture left out: x</span>';
    for (const source of [
      "https://a.example/x.png",
      "//a.example/x.png",
      "/etc/x.png",
      "text.txt",
      "none.png",
      "attachment:none.png",
      "%zz.png",
      "data:text/html;base64,aaaa",
    ]) {
      expect([source, render(`![x](${source})`)]).toEqual([source, expect.not.stringContaining("<img")]);
    }
    expect(render("![x](none.png)")).toContain(left);
    expect(
      render("![x](../a%20picture.png)", { folder: join(folder, "inside"), root: join(folder, "inside") }),
    ).toContain(left);
    expect(renderSentence("![x](a%20picture.png)", prose({ folder: null }))).toBe(left);
  });
});
