import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { Zip } from "../../src/datasets/formats/zip.js";
import { load } from "../../src/datasets/load.js";
import { TABLE_DATA, tableData } from "../../src/notebook/table-data.js";
import { fitted } from "../../tools/report/formats/deck.js";
import { FORMATS, type Format, readFormats } from "../../tools/report/formats/formats.js";
import { dataOf, PLOTLY } from "../../tools/report/formats/notebook-data.js";
import { writeReports } from "../../tools/report/write-reports.js";
import { readNotebook } from "../../tools/run/notebook.js";
import type { Executed } from "../../tools/run/run-notebooks.js";
import { ROOT } from "../../tools/setup/places.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import { code, markdown, notebookOf, shown } from "../tools/written-notebook.js";
import { inBrowser, NO_BROWSER } from "./browser.js";
import { notebookCells, SENTENCE, TABLE } from "./fixture.js";
import { picturesOf } from "./pdfPictures.js";

const { folder } = temporaryFolder();
const STEM = "studies/kept";

const HOSTILE_TITLE = '../../etc/<img src=x onerror="1">=cmd|calc';
const CARRIED = tableData([
  { name: "segment", values: ["مشتریان", '=HYPERLINK("http://a.example")'] },
  { name: "kept", values: [0.64123456, null] },
  { name: "from", values: [new Date("2026-06-30"), null] },
]);

async function executed(): Promise<Executed[]> {
  const hostile = {
    data: [{ type: "bar", name: "=1+1", x: ["+a", "@b"], y: [1, 2] }],
    layout: { title: { text: HOSTILE_TITLE }, yaxis: { title: { text: "" } } },
  };
  const cells = [
    ...(await notebookCells()),
    markdown("## Tables"),
    code("await table(x)", { outputs: [shown({ "text/html": TABLE, [TABLE_DATA]: CARRIED })], count: 8 }),
    code("await show(x)", { outputs: [shown({ [PLOTLY]: hostile, "text/plain": "A hostile one." })], count: 9 }),
  ];
  const place = { stem: STEM, file: join(folder, "kept.ipynb"), name: "notebooks/studies/kept.ipynb" };
  const on = new Date(2026, 5, 30);
  return [{ place, file: place.file, notebook: notebookOf(cells), seconds: 1, on, by: "this run" }];
}

async function report(name: string, formats: readonly Format[], say: (line: string) => void = () => {}) {
  const out = join(folder, name);
  const all = await executed();
  mkdirSync(join(out, dirname(STEM)), { recursive: true });
  for (const { place, notebook } of all) writeFileSync(join(out, `${place.stem}.ipynb`), JSON.stringify(notebook));
  await writeReports(all, out, folder, { formats: new Set(formats), say });
  return out;
}

const filesIn = (out: string) =>
  readdirSync(out, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(out.length + 1))
    .sort();

const CSVS = ["01-customers-kept.csv", "02-customers-kept.csv", "03-etc-cmd-calc.csv"];

describe("readFormats(list)", () => {
  test("is the formats of a list with commas, the usual ones where nothing is asked for", () => {
    expect([...readFormats(undefined)]).toEqual(["html", "ipynb", "xlsx"]);
    expect([...readFormats("pdf, HTML,pdf")]).toEqual(["pdf", "html"]);
    expect([...readFormats(FORMATS.join(","))]).toEqual([...FORMATS]);
  });

  test("names those that there are where one is unknown, or none is given", () => {
    const known = "--format requires html, ipynb, xlsx, pdf, pptx or several of them";
    expect(() => readFormats("html,docx")).toThrow(`${known}; got 'docx'`);
    expect(() => readFormats(" , ")).toThrow(`${known}; got ' , '`);
  });
});

describe("writeReports with formats", () => {
  let usual = "";
  beforeAll(async () => {
    usual = await report("usual", ["html", "ipynb", "xlsx"]);
  });

  test("writes page, notebook, workbook and the data of figures beside one another, and nothing anywhere else", () => {
    const data = CSVS.map((name) => `${STEM}.figures/${name}`);
    const files = ["html", "ipynb", "xlsx"].map((ending) => `${STEM}.${ending}`);
    expect(filesIn(usual)).toEqual(["index.html", ...data, ...files].sort());
  });

  test("leaves out what is not asked for, and leads to what there is", async () => {
    const out = await report("sheets", ["xlsx"]);
    const data = CSVS.map((name) => `${STEM}.figures/${name}`);
    expect(filesIn(out)).toEqual(["index.html", `${STEM}.xlsx`, ...data].sort());
    expect(readFileSync(join(out, "index.html"), "utf8")).toContain(`href="${STEM}.xlsx"`);
    const page = await report("page", ["html"]);
    const html = readFileSync(join(page, `${STEM}.html`), "utf8");
    expect(existsSync(join(page, `${STEM}.ipynb`))).toBe(false);
    expect(html).not.toMatch(/href="kept\.(ipynb|xlsx|pdf)"/);
  });

  test("folds the numbers of each figure under it, and leads to all of them", () => {
    const html = readFileSync(join(usual, `${STEM}.html`), "utf8");
    const folded = [...html.matchAll(/<details class="figure-data"><summary>(.*?)<\/summary>([\s\S]*?)<\/details>/g)];
    expect(folded.map(([, summary]) => summary)).toEqual(Array(3).fill("Data of this figure"));
    expect(folded[0]![2]).toContain("<caption");
    expect(folded[0]![2]).toContain('<th scope="col"');
    for (const [i, [, , inside]] of folded.entries()) expect(inside).toContain(`href="kept.figures/${CSVS[i]}"`);
    expect(folded[2]![2]).not.toMatch(/<(img|script|a href="(?!kept\.figures))/);
  });

  test("a workbook holds numbers and days as such, and first what is where", async () => {
    const file = join(usual, `${STEM}.xlsx`);
    const sheets = await namesOfSheets(file);
    expect(sheets[0]).toBe("Contents");
    expect(sheets).toHaveLength(5);
    const own = sheets.find((name) => name.includes("Kept by segment"))!;
    const frame = await load(file, { layout: { sheet: own } });
    expect(frame.columns).toEqual(["segment", "kept", "from"]);
    expect(frame.values).toEqual([
      ["مشتریان", 0.64123456, "2026-06-30"],
      ['=HYPERLINK("http://a.example")', null, null],
    ]);
  });

  test("no cell of the figures' data runs in a spreadsheet", () => {
    const csv = readFileSync(join(usual, `${STEM}.figures`, CSVS[2]!), "utf8");
    for (const cell of csv.replace("\uFEFF", "").split(/[,\r\n]+/)) expect(cell).not.toMatch(/^[=+@-]/);
    expect(csv).toContain("'=1+1");
  });

  test("the same executed notebooks are the same bytes, pages, workbooks, CSV and slides", async () => {
    const formats = ["html", "xlsx", "pptx"] as const;
    const [one, two] = [await report("one", formats), await report("two", formats)];
    expect(filesIn(two)).toEqual(filesIn(one));
    for (const name of filesIn(one))
      expect(readFileSync(join(two, name)).equals(readFileSync(join(one, name))), name).toBe(true);
  });
});

async function namesOfSheets(file: string): Promise<string[]> {
  const xml = await partOf(file, "xl/workbook.xml");
  return [...xml.matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name!);
}

async function partOf(file: string, name: string): Promise<string> {
  const zip = await Zip.open(file);
  const pieces: Buffer[] = [];
  for await (const piece of zip.content(zip.entries.get(name)!)) pieces.push(piece);
  return Buffer.concat(pieces).toString("utf8");
}

/** Whether every element ends, in the order in which they began. */
function isWellFormed(xml: string): boolean {
  const open: string[] = [];
  for (const [, end, name, rest] of xml.replace(/<[?!][^>]*>/g, "").matchAll(/<(\/?)([\w:]+)((?:\s[^<>]*)?)>/g)) {
    if (end === "/" && open.pop() !== name) return false;
    if (end === "" && !rest!.endsWith("/")) open.push(name!);
  }
  return open.length === 0 && !/&(?!(amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/.test(xml);
}

describe("slides", () => {
  test("have the question with its answer first, then a picture a figure under its title, all of it well-formed", async () => {
    const out = await report("slides", ["pptx"]);
    expect(filesIn(out)).toEqual(["index.html", "report.pptx"]);
    const file = join(out, "report.pptx");
    const names = [...(await Zip.open(file)).entries.keys()];
    for (const name of names.filter((one) => /\.(xml|rels)$/.test(one)))
      expect(isWellFormed(await partOf(file, name)), name).toBe(true);
    const slides = names.filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name));
    expect(slides).toHaveLength(4);
    const xml = await Promise.all(slides.map((name) => partOf(file, name)));
    expect(xml[0]).toContain("Made on 30 June 2026");
    expect(xml[1]).toContain("Whom do we keep, and whom not?");
    expect(xml[1]).toContain("We keep 73% (71% to 75%) of them.");
    const alts = xml.flatMap((slide) => [...slide.matchAll(/<p:pic>[\s\S]*?descr="([^"]*)"/g)].map(([, alt]) => alt));
    expect(alts[0]).toBe(SENTENCE.replaceAll("'", "&apos;").replace("<", "&lt;"));
    expect(alts).toHaveLength(2);
    expect(xml[3]).toContain("../../etc/=cmd|calc");
  });

  test("show each picture as large as it fits, in its own proportions, in the middle", () => {
    const box = { x: 1, y: 2, w: 10, h: 4 };
    expect(fitted({ width: 200, height: 100 }, box)).toEqual({ x: 2, y: 2, w: 8, h: 4 });
    expect(fitted({ width: 500, height: 100 }, box)).toEqual({ x: 1, y: 3, w: 10, h: 2 });
  });
});

describe("PDF", () => {
  const { PATH, VAFA_CHROMIUM } = process.env;
  afterEach(() => {
    process.env.PATH = PATH;
    if (VAFA_CHROMIUM === undefined) delete process.env.VAFA_CHROMIUM;
    else process.env.VAFA_CHROMIUM = VAFA_CHROMIUM;
  });

  test("without a browser is a sentence, and the rest of the report is there", async () => {
    delete process.env.VAFA_CHROMIUM;
    process.env.PATH = join(folder, "nowhere");
    const said: string[] = [];
    const out = await report("no-browser", ["html", "pdf"], (line) => said.push(line));
    expect(said).toEqual(["no PDF: it takes a Chromium (npm run doctor says how to get one)"]);
    expect(filesIn(out)).toContain(`${STEM}.html`);
  });

  test("from a browser that does not start is a sentence too", async () => {
    process.env.VAFA_CHROMIUM = join(folder, "no-such-browser");
    const said: string[] = [];
    const out = await report("broken-browser", ["html", "pdf"], (line) => said.push(line));
    expect(said).toEqual([`no PDF of ${STEM}: ${process.env.VAFA_CHROMIUM} did not print it`]);
    expect(readFileSync(join(out, `${STEM}.html`), "utf8")).not.toContain("kept.pdf");
  });

  test.skipIf(NO_BROWSER)(
    inBrowser("shows each figure of a notebook once, whole, inside its page, in its proportions"),
    async () => {
      const stem = "12-customer-value";
      const file = join(ROOT, "notebooks", `${stem}.ipynb`);
      const notebook = readNotebook(file, stem);
      const out = join(folder, "printed");
      mkdirSync(out);
      const place = { stem, file, name: stem };
      await writeReports(
        [{ place, file, notebook, seconds: 1, on: new Date(2026, 5, 30), by: "this run" }],
        out,
        ROOT,
        { formats: new Set(["pdf"]) },
      );
      expect(filesIn(out)).toEqual(expect.arrayContaining(["index.html", `${stem}.pdf`]));
      expect(existsSync(join(out, `${stem}.html`))).toBe(false);
      const { pages, pictures } = picturesOf(readFileSync(join(out, `${stem}.pdf`)));
      expect(pages).toBeGreaterThan(5);
      expect(pictures).toHaveLength(dataOf(notebook).figures.length);
      expect(new Set(pictures.map(({ object }) => object)).size).toBe(pictures.length);
      for (const { box, seen, ratios } of pictures) {
        expect(box[0]).toBeGreaterThanOrEqual(seen[0] - 0.5);
        expect(box[1]).toBeGreaterThanOrEqual(seen[1] - 0.5);
        expect(box[2]).toBeLessThanOrEqual(seen[2] + 0.5);
        expect(box[3]).toBeLessThanOrEqual(seen[3] + 0.5);
        expect(box[2] - box[0]).toBeGreaterThan(200);
        expect(ratios[0]).toBeCloseTo(ratios[1], 1);
      }
    },
  );
});
