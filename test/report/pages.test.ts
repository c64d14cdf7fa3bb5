import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { beforeAll, describe, expect, test } from "vitest";
import { type Drawn, outputHtml } from "../../tools/report/outputs.js";
import { summaryOf } from "../../tools/report/summary.js";
import { writeReports } from "../../tools/report/write-reports.js";
import type { Executed } from "../../tools/run/run-notebooks.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import { code, markdown, notebookOf, shown } from "../tools/written-notebook.js";
import { figureOutput, HOSTILE, notebookCells, SENTENCE } from "./fixture.js";

const { folder } = temporaryFolder();

function executed(stem: string, cells: Parameters<typeof notebookOf>[0]): Executed {
  const place = { stem, file: join(folder, `${stem}.ipynb`), name: `notebooks/${stem}.ipynb` };
  return { place, file: place.file, notebook: notebookOf(cells), seconds: 1 };
}

const read = (name: string) => readFileSync(join(folder, "reports", name), "utf8");
const documentOf = (name: string) => new JSDOM(read(name)).window.document;
const drawn = (): Drawn => ({ headings: [], ids: new Set(), folder, root: folder, figures: 0 });

beforeAll(async () => {
  const hostile = [markdown('# <b>Hostile</b> & "quoted"\n\nWho <i>asks</i>?'), code("x", { outputs: HOSTILE })];
  const notebooks = [
    executed("01-kept", await notebookCells()),
    executed("02-hostile", hostile),
    executed("studies/a plain & odd name", [markdown("No title here."), code("1 + 1")]),
  ];
  const reports = join(folder, "reports");
  mkdirSync(reports);
  writeReports(notebooks, reports, folder, new Date(2026, 5, 30));
});

describe("the page of a notebook", () => {
  let page: Document;
  beforeAll(() => {
    page = documentOf("01-kept.html");
  });

  test("has the title, the question as its description, and the day it was executed", () => {
    expect(page.title).toBe("Whom do we keep, and whom not?");
    expect(page.querySelector("h1")?.textContent).toBe("Whom do we keep, and whom not?");
    expect(page.querySelector('meta[name="description"]')?.getAttribute("content")).toBe(
      "The board asks before the yearly plan: who stays?",
    );
    expect(page.querySelector("footer")?.textContent).toContain("on 30 June 2026: 01-kept.ipynb");
    expect(page.querySelectorAll("h1")).toHaveLength(1);
  });

  test("has a table of contents whose links lead to the sections", () => {
    const links = [...page.querySelectorAll<HTMLAnchorElement>(".contents a")];
    expect(links.map((link) => link.textContent)).toEqual([
      "Data",
      "The answer",
      "وفاداری مشتریان",
      "Formula",
      "Limits",
      "Limits",
    ]);
    const targets = links.map((link) => page.getElementById(decodeURIComponent(link.hash.slice(1)))?.textContent);
    expect(targets).toEqual(links.map((link) => link.textContent));
  });

  test("folds all code, marks parameters as such, and shows every output", () => {
    const codes = [...page.querySelectorAll<HTMLDetailsElement>("details.code")];
    expect(codes).toHaveLength(6);
    expect(codes.some((code) => code.open)).toBe(false);
    expect(codes.map((code) => code.querySelector("summary")?.textContent)).toContain("Parameters 2");
    expect(page.querySelector("pre.printed")?.textContent).toBe("done");
  });

  test("sets the answer apart", () => {
    const answer = page.querySelector("#answer");
    expect(answer?.querySelector(".said")?.textContent?.trim()).toBe("We keep 73% (71% to 75%) of them.");
    expect(answer?.querySelectorAll("figure.chart")).toHaveLength(1);
  });

  test("gives every id once, and none that the page itself uses", () => {
    const ids = [...page.querySelectorAll("[id]")].map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test("holds plotly.js once, packed, and the JSON of each figure so that nothing ends its element", () => {
    const html = read("01-kept.html");
    expect(html.match(/id="plotly"/g)).toHaveLength(1);
    expect(html.length).toBeLessThan(3_000_000);
    const json = [...page.querySelectorAll('figure.chart script[type="application/json"]')];
    expect(json).toHaveLength(2);
    expect(JSON.parse(json[0]!.textContent!).data[0].x[2]).toBe("</script><b>x");
    expect(json[0]?.textContent).not.toContain("<");
  });

  test("gives a figure its picture at its own size, and its sentence to those who do not see it", () => {
    const picture = page.querySelector<HTMLImageElement>("figure.chart img.still");
    expect(picture?.src).toMatch(/^data:image\/png;base64,iVBOR/);
    expect([picture?.getAttribute("width"), picture?.getAttribute("height")]).toEqual(["760", "420"]);
    expect(picture?.alt).toBe(SENTENCE);
    expect(page.querySelector("figure.chart")?.getAttribute("aria-label")).toBe(SENTENCE);
  });

  test("lets no other script run than its own, and names no other place", () => {
    const policy = page.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute("content");
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'sha256-\S+' 'sha256-\S+'; style-src 'unsafe-inline'; img-src data: blob:/,
    );
    const loading = [
      ...page.querySelectorAll("script[src], link[href], img[src], iframe, object, embed, video, audio"),
    ];
    const places = loading.map((element) => element.getAttribute("src") ?? element.getAttribute("href"));
    expect(places.filter((place) => !place?.startsWith("data:"))).toEqual([]);
  });

  test("leads to the one after it, and to all of them", () => {
    const links = [...page.querySelectorAll(".neighbours a, .bar a")].map((link) => link.getAttribute("href"));
    expect(links).toEqual(["index.html", "02-hostile.html"]);
    const last = documentOf("studies/a plain & odd name.html");
    const back = [...last.querySelectorAll(".neighbours a, .bar a")].map((link) => link.getAttribute("href"));
    expect(back).toEqual(["../index.html", "../02-hostile.html"]);
  });

  test("without a figure needs no plotly", () => {
    expect(read("studies/a plain & odd name.html")).not.toContain('id="plotly"');
  });
});

describe("outputs that try to break out", () => {
  test("leave only our own elements", () => {
    const page = documentOf("02-hostile.html");
    expect(page.querySelectorAll("script:not([type])")).toHaveLength(1);
    expect(page.querySelectorAll("iframe, object, [onerror], [onclick], main style")).toHaveLength(0);
    const addresses = [...page.querySelectorAll("[href], [src]")].map(
      (one) => one.getAttribute("href") ?? one.getAttribute("src"),
    );
    expect(addresses.filter((address) => /script:|\.example/.test(address ?? ""))).toEqual([]);
    expect(page.querySelector("footer")).not.toBeNull();
  });

  test("are shown as the text they are", () => {
    const said = documentOf("02-hostile.html").querySelector("main")?.textContent;
    for (const n of [1, 6, 13, 14]) expect(said).toContain(`window.hacked = ${n}`);
    expect(said).not.toContain("\u001b");
  });
});

describe("outputHtml(output)", () => {
  test("takes the richest it knows: figure, table, sentence, picture, text, JSON", () => {
    const all = {
      "application/json": {},
      "text/plain": "t",
      "image/png": "aaaa",
      "text/markdown": "m",
      "text/html": "<p>h</p>",
    };
    const next = (data: Record<string, unknown>) => outputHtml(shown(data), drawn());
    const { "text/html": _html, ...noTable } = all;
    const { "text/markdown": _markdown, ...noSentence } = noTable;
    const { "image/png": _png, ...noPicture } = noSentence;
    expect(next(all)).toBe('<div class="table" tabindex="0"><p>h</p></div>');
    expect(next(noTable)).toBe('<div class="said"><p dir="auto">m</p>\n</div>');
    expect(next(noSentence)).toContain('<img class="still" src="data:image/png;base64,aaaa" alt="t">');
    expect(next(noPicture)).toBe('<pre class="value" dir="auto">t</pre>');
    expect(next({ "application/json": { a: 1 } })).toContain("&quot;a&quot;: 1");
    expect(next({ "application/x-unknown": 1 })).toBe("");
  });

  test("says a figure without a picture by its sentence", async () => {
    const { data = {} } = await figureOutput();
    const { "image/png": _png, ...rest } = data;
    expect(outputHtml(shown(rest), drawn())).toContain('<p class="still">Customers kept: business 81%');
  });

  test("tells an error and a warning apart from what was printed", () => {
    expect(outputHtml({ output_type: "stream", name: "stderr", text: "w" }, drawn())).toBe(
      '<pre class="printed warning" dir="auto">w</pre>',
    );
    expect(outputHtml({ output_type: "error", ename: "E", evalue: "v" }, drawn())).toBe(
      '<pre class="printed warning" dir="auto">E: v</pre>',
    );
  });
});

describe("the index page", () => {
  test("has a card a notebook: title, headline, picture with its sentence, question, and the way there", () => {
    const [card] = documentOf("index.html").querySelectorAll(".card");
    expect(card?.querySelector("h3 a")?.textContent).toBe("Whom do we keep, and whom not?");
    expect(card?.querySelector("h3 a")?.getAttribute("href")).toBe("01-kept.html");
    expect(card?.querySelector(".headline")?.innerHTML).toBe("We keep <strong>73% (71% to 75%)</strong> of them.");
    expect(card?.querySelector("img")?.src).toMatch(/^data:image\/png;base64,iVBOR/);
    expect(card?.querySelector("img")?.alt).toBe(SENTENCE);
    expect(card?.querySelector(".question")?.textContent).toBe("The board asks before the yearly plan: who stays?");
  });

  test("puts the notebooks of a folder under its name, and escapes what they are called", () => {
    const page = documentOf("index.html");
    expect([...page.querySelectorAll("h2")].map((heading) => heading.textContent)).toEqual(["Questions", "Studies"]);
    const titles = [...page.querySelectorAll("h3")].map((title) => title.textContent);
    expect(titles.slice(1)).toEqual(['<b>Hostile</b> & "quoted"', "studies/a plain & odd name"]);
    const links = [...page.querySelectorAll<HTMLAnchorElement>(".card a")].map((link) => link.getAttribute("href"));
    expect(links[2]).toBe("studies/a%20plain%20%26%20odd%20name.html");
    expect(existsSync(join(folder, "reports", decodeURIComponent(links[2]!)))).toBe(true);
    expect(page.querySelector(".opening p")?.textContent).toMatch(/^3 notebooks, each executed .* on 30 June 2026\./);
  });
});

describe("summaryOf(notebook)", () => {
  test("takes title and question from the first heading, headline and picture from the answer", async () => {
    const picture = (png: string) => shown({ "image/png": png, "text/plain": png });
    const cells = [
      code("1", { outputs: [picture("first")] }),
      markdown("Before.\n\n# A title #\n\n\nA *question*\nof two lines?\n\nMore."),
      code("2", { tags: ["answer"], outputs: [shown({ "text/markdown": " said " }), picture("answer")] }),
    ];
    expect(summaryOf(notebookOf(cells), "stem")).toEqual({
      title: "A title",
      question: "A *question*\nof two lines?",
      headline: "said",
      picture: { source: "data:image/png;base64,answer", alt: "answer" },
    });
    expect(summaryOf(notebookOf(cells.slice(0, 1)), "stem")).toMatchObject({
      title: "stem",
      question: "",
      headline: null,
      picture: { alt: "first" },
    });
    expect(summaryOf(notebookOf([code("1")]), "stem").picture).toBeNull();
  });
});
