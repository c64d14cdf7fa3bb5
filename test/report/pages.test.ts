import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Drawn, outputHtml } from "../../tools/report/outputs.js";
import { summaryOf } from "../../tools/report/summary.js";
import { writeReports } from "../../tools/report/write-reports.js";
import type { Executed } from "../../tools/run/run-notebooks.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import { code, markdown, notebookOf, shown } from "../tools/written-notebook.js";
import { type Inspect, inBrowser, inspectorIn, launchBrowser, NO_BROWSER } from "./browser.js";
import { figureOutput, HOSTILE, notebookCells, SENTENCE } from "./fixture.js";

const { folder } = temporaryFolder();
const ODD = "studies/a plain & odd name";

function executed(stem: string, cells: Parameters<typeof notebookOf>[0]): Executed {
  const place = { stem, file: join(folder, `${stem}.ipynb`), name: `notebooks/${stem}.ipynb` };
  return {
    place,
    file: place.file,
    notebook: notebookOf(cells),
    seconds: 1,
    on: new Date(2026, 5, 30),
    by: "this run",
  };
}

const read = (name: string) => readFileSync(join(folder, "reports", name), "utf8");
const drawn = (): Drawn => ({
  language: "en",
  headings: [],
  ids: new Set(),
  folder,
  root: folder,
  figures: 0,
});

beforeAll(async () => {
  const hostile = [markdown('# <b>Hostile</b> & "quoted"\n\nWho <i>asks</i>?'), code("x", { outputs: HOSTILE })];
  const notebooks = [
    executed("01-kept", await notebookCells()),
    executed("02-hostile", hostile),
    executed(ODD, [markdown("No title here."), code("1 + 1")]),
  ];
  const reports = join(folder, "reports");
  mkdirSync(reports);
  await writeReports(notebooks, reports, folder);
});

describe("the file of a page", () => {
  test("holds plotly.js once, packed, and none where there is no figure", () => {
    const html = read("01-kept.html");
    expect(html.match(/id="plotly"/g)).toHaveLength(1);
    expect(html.length).toBeLessThan(3_000_000);
    expect(read(`${ODD}.html`)).not.toContain('id="plotly"');
  });

  test("lets no other script run than its own, by their hashes, and loads nothing", () => {
    expect(read("01-kept.html")).toMatch(
      /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-\S+' 'sha256-\S+'; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'">/,
    );
  });

  test("has the JSON of each figure so that nothing in it ends its element", () => {
    const json = [...read("01-kept.html").matchAll(/<script type="application\/json">(.*?)<\/script>/g)].map(
      (match) => match[1]!,
    );
    expect(json).toHaveLength(2);
    expect(JSON.parse(json[0]!).data[0].x[2]).toBe("</script><b>x");
    expect(json[0]).not.toContain("<");
  });
});

describe.skipIf(NO_BROWSER)(inBrowser("pages as a browser reads them"), () => {
  let browser: Browser;
  let inspect: Inspect;
  beforeAll(async () => {
    browser = await launchBrowser();
    inspect = await inspectorIn(browser);
  });
  afterAll(() => browser?.close());

  const kept = <T>(look: (page: Document) => T) => inspect(read("01-kept.html"), look);
  const index = <T>(look: (page: Document) => T) => inspect(read("index.html"), look);

  test("a page has the title, the question as its description, and the day it was executed", async () => {
    const found = await kept((page) => ({
      title: page.title,
      headings: [...page.querySelectorAll("h1")].map((heading) => heading.textContent),
      description: page.querySelector('meta[name="description"]')?.getAttribute("content"),
      footer: page.querySelector("footer")?.textContent,
    }));
    expect(found).toMatchObject({
      title: "Whom do we keep, and whom not?",
      headings: ["Whom do we keep, and whom not?"],
      description: "The board asks before the yearly plan: who stays?",
    });
    expect(found.footer).toContain("on 30 June 2026: 01-kept.ipynb");
  });

  test("its table of contents leads to the sections", async () => {
    const links = await kept((page) =>
      [...page.querySelectorAll<HTMLAnchorElement>(".contents a")].map((link) => {
        return [link.textContent, page.getElementById(decodeURIComponent(link.hash.slice(1)))?.textContent];
      }),
    );
    const sections = ["Data", "The answer", "وفاداری مشتریان", "Formula", "Limits", "Limits"];
    expect(links).toEqual(sections.map((section) => [section, section]));
  });

  test("all code is folded, parameters are marked as such, and every output is shown", async () => {
    const found = await kept((page) => ({
      codes: [...page.querySelectorAll<HTMLDetailsElement>("details.code")].map(
        (code) => code.querySelector("summary")?.textContent,
      ),
      open: page.querySelectorAll("details.code[open]").length,
      printed: page.querySelector("pre.printed")?.textContent,
    }));
    const codes = ["Code 1", "Parameters 2", "Code 3", "Code 4", "Code 5", "Code 6", "Code 7"];
    expect(found).toEqual({ codes, open: 0, printed: "done" });
  });

  test("the answer is set apart, with its sentence and its figure", async () => {
    const found = await kept((page) => ({
      said: page.querySelector("#answer .said")?.textContent?.trim(),
      figures: page.querySelectorAll("#answer figure.chart").length,
    }));
    expect(found).toEqual({ said: "We keep 73% (71% to 75%) of them.", figures: 1 });
  });

  test("every id is there once", async () => {
    const ids = await kept((page) => [...page.querySelectorAll("[id]")].map(({ id }) => id));
    expect(ids).toEqual([...new Set(ids)]);
  });

  test("a figure has its picture at its own size, and its sentence for those who do not see it", async () => {
    const found = await kept((page) => {
      const picture = page.querySelector("figure.chart img.still");
      const of = (name: string) => picture?.getAttribute(name);
      const label = page.querySelector("figure.chart")?.getAttribute("aria-label");
      return { source: of("src")?.slice(0, 27), width: of("width"), height: of("height"), alt: of("alt"), label };
    });
    const source = "data:image/png;base64,iVBOR";
    expect(found).toEqual({ source, width: "760", height: "420", alt: SENTENCE, label: "Figure 1" });
  });

  test("nothing of a page is loaded from another place", async () => {
    const places = await kept((page) => {
      const loading = page.querySelectorAll("script[src], link[href], img[src], iframe, object, embed, video, audio");
      return [...loading].map(
        (element) => element.getAttribute("src") ?? element.getAttribute("href") ?? element.localName,
      );
    });
    expect(places.filter((place) => !place.startsWith("data:"))).toEqual([]);
    expect(places.length).toBeGreaterThan(2);
  });

  test("a page leads to those beside it, and to all of them", async () => {
    const links = (page: Document) => {
      return [...page.querySelectorAll(".neighbours a, .bar a")].map((link) => link.getAttribute("href"));
    };
    expect(await kept(links)).toEqual(["index.html", "02-hostile.html"]);
    expect(await inspect(read(`${ODD}.html`), links)).toEqual(["../index.html", "../02-hostile.html"]);
  });

  test("outputs that try to break out leave only our own elements, and are shown as the text they are", async () => {
    const found = await inspect(read("02-hostile.html"), (page) => ({
      scripts: page.querySelectorAll("script:not([type])").length,
      strangers: page.querySelectorAll("iframe, object, [onerror], [onclick], main style").length,
      addresses: [...page.querySelectorAll("[href], [src]")].map(
        (one) => one.getAttribute("href") ?? one.getAttribute("src"),
      ),
      said: page.querySelector("main")?.textContent ?? "",
      hasFooter: page.querySelector("body > footer") !== null,
    }));
    expect(found).toMatchObject({ scripts: 1, strangers: 0, hasFooter: true });
    expect(found.addresses.filter((address) => /script:|\.example/.test(address ?? ""))).toEqual([]);
    for (const n of [1, 6, 13, 14]) expect(found.said).toContain(`window.hacked = ${n}`);
    expect(found.said).not.toContain("\u001b");
  });

  test("the index has a card a notebook: title, headline, picture with its sentence, question, and the way there", async () => {
    const card = await index((page) => {
      const of = (selector: string) => page.querySelector(`.card ${selector}`);
      const [link, picture] = [of("h3 a"), of("img")];
      return {
        title: link?.textContent,
        way: link?.getAttribute("href"),
        headline: of(".headline")?.innerHTML,
        question: of(".question")?.textContent,
        picture: picture?.getAttribute("src")?.slice(0, 27),
        alt: picture?.getAttribute("alt"),
      };
    });
    expect(card).toEqual({
      title: "Whom do we keep, and whom not?",
      way: "01-kept.html",
      headline: "We keep <strong>73% (71% to 75%)</strong> of them.",
      question: "The board asks before the yearly plan: who stays?",
      picture: "data:image/png;base64,iVBOR",
      alt: SENTENCE,
    });
  });

  test("the index puts the notebooks of a folder under its name, and escapes what they are called", async () => {
    const found = await index((page) => {
      const texts = (selector: string) => [...page.querySelectorAll(selector)].map((element) => element.textContent);
      const ways = [...page.querySelectorAll(".card a")].map((link) => link.getAttribute("href"));
      const leads = texts("section:not([aria-labelledby=trust]) > p");
      return { groups: texts("h2"), titles: texts("h3"), leads, ways, opening: texts(".opening p")[0] };
    });
    expect(found.groups).toEqual(["Questions", "Studies"]);
    expect(found.leads).toEqual([expect.stringMatching(/^Published work recomputed/)]);
    expect(found.titles.slice(1)).toEqual(['<b>Hostile</b> & "quoted"', ODD]);
    expect(found.ways[2]).toBe("studies/a%20plain%20%26%20odd%20name.html");
    expect(existsSync(join(folder, "reports", decodeURIComponent(found.ways[2]!)))).toBe(true);
    expect(found.opening).toMatch(/^3 notebooks, each executed .* on 30 June 2026\./);
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
