import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PLOTLY } from "../../../tools/report/formats/notebook-data.js";
import { writeReports } from "../../../tools/report/write-reports.js";
import { type Cell, textOf } from "../../../tools/run/notebook.js";
import { temporaryFolder } from "../../datasets/temporary-folder.js";
import { inBrowser, launchBrowser, NO_BROWSER, offlineWindow } from "../../report/browser.js";
import { markdown, notebookOf } from "../../tools/written-notebook.js";
import { figure, sampleOf, sized } from "../sized.js";
import { hostileCells, PICTURED } from "./hostileCells.js";
import { drawnOf, found, pointAtEverything } from "./inPage.js";
import { HOST, PAYLOADS } from "./payloads.js";

const { folder } = temporaryFolder();
const TRIED = sampleOf(PAYLOADS, sized(6, PAYLOADS.length));
const A_PAGE = 28;
/** The whole takes minutes on a busy machine. */
const LONG = 1_200_000;

/** Names that a file may have and that would be more than a name on a page. */
const STEMS = [
  `<img src=x onerror=window.__hit=1>`,
  `"><svg onload=window.__hit=1>`,
  `[x](javascript:window.__hit=1)`,
  `javascript:window.__hit=1`,
  `%3Cscript%3Ewindow.__hit=1%3C%2Fscript%3E`,
  `a' onmouseover='window.__hit=1`,
  `\`x\` **b** $\\frac{1}{2}$ &lt;b&gt;`,
  `گزارش \u202egnp.exe`,
  `#x?y=z&w`,
];

/** Those that are no names of the pages of payloads. */
const OTHERS = sampleOf(STEMS.slice(Math.ceil(TRIED.length / A_PAGE)), 3);

interface Seen {
  readonly hits: readonly string[];
  readonly dialogs: number;
  readonly links: readonly string[];
  readonly requests: readonly string[];
  readonly errors: readonly string[];
}

describe.skipIf(NO_BROWSER)(inBrowser("what is opened of data that is an attack"), () => {
  let browser: Browser;
  const parts: { readonly stem: string; readonly payloads: readonly string[]; readonly cells: readonly Cell[] }[] = [];
  const seen: Seen[] = [];
  /** Of each payload, how the charts wrote it and how it should be. */
  const texts: { readonly place: string; readonly drawn: string; readonly data: string }[] = [];

  async function open(file: string): Promise<{ page: Page; close: () => Promise<void> }> {
    const watched = await offlineWindow(browser, { viewport: { width: 1280, height: 900 } });
    const page = await watched.context.newPage();
    let dialogs = 0;
    page.on("dialog", (dialog) => {
      dialogs += 1;
      void dialog.dismiss();
    });
    await page.goto(pathToFileURL(file).href);
    const close = async () => {
      const { hits, links } = await page.evaluate(found, HOST);
      seen.push({ hits, links, dialogs, requests: watched.requests, errors: watched.errors });
      await watched.context.close();
    };
    return { page, close };
  }

  beforeAll(async () => {
    const reports = join(folder, "reports");
    mkdirSync(reports);
    for (let from = 0; from < TRIED.length; from += A_PAGE) {
      const payloads = TRIED.slice(from, from + A_PAGE);
      parts.push({ stem: STEMS[parts.length]!, payloads, cells: await hostileCells(payloads) });
    }
    const short = STEMS.slice(parts.length).map((stem) => ({ stem, payloads: [], cells: [] as Cell[] }));
    const executed = [...parts, ...short].map(({ stem, cells }) => ({
      place: { stem, file: join(folder, `${stem}.ipynb`), name: `${stem}.ipynb` },
      file: join(folder, `${stem}.ipynb`),
      notebook: notebookOf([markdown("No title."), ...cells]),
      ...{ seconds: 1, on: new Date(2026, 5, 30), by: "this run" as const },
    }));
    for (const { file, notebook } of executed) writeFileSync(file, JSON.stringify(notebook));
    await writeReports(executed, reports, folder);
    browser = await launchBrowser();
  }, LONG);
  afterAll(() => browser?.close());

  test(
    "pages of a report: figures drawn and pointed at, legends and tables opened, printed",
    async () => {
      for (const { stem, payloads } of parts) {
        const { page, close } = await open(join(folder, "reports", `${stem}.html`));
        await page.waitForFunction(() => document.documentElement.classList.contains("all-drawn"));
        expect(await page.locator("figure.chart.drawn").count()).toBe(2 * payloads.length);
        texts.push(...(await page.evaluate(drawnOf, [...payloads])));
        await pointAtEverything(page);
        await page.emulateMedia({ media: "print" });
        const pdf = (await page.pdf()).toString("latin1");
        // Its own links are in the file as such: one of the data would be found too.
        expect(pdf).toContain("/URI");
        expect(pdf).not.toContain(HOST);
        await page.emulateMedia({ media: "screen" });
        await close();
      }
    },
    LONG,
  );

  test("the index, and pages that are named like an attack", async () => {
    const { page, close } = await open(join(folder, "reports", "index.html"));
    expect(await page.locator(".card").count()).toBe(STEMS.length);
    for (const stem of STEMS.slice(-3)) await page.locator(".card a", { hasText: stem }).first().hover();
    await close();
    for (const stem of OTHERS) {
      const opened = await open(join(folder, "reports", `${stem}.html`));
      expect(await opened.page.locator("footer").isVisible()).toBe(true);
      await opened.close();
    }
  });

  test(
    "the HTML of outputs by itself, without a policy that stops scripts, and charts where there is MathJax",
    async () => {
      const outputs = parts.flatMap(({ cells }) => cells.flatMap((cell) => cell.outputs ?? []));
      const html = outputs.map(({ data }) => `<div>${textOf(data?.["text/html"])}</div>`).join("\n");
      const file = join(folder, "bare.html");
      writeFileSync(file, `<!doctype html><meta charset="utf-8"><body>${html}`);
      const { page, close } = await open(file);
      expect(await page.locator("table").count()).toBe(4 * TRIED.length);
      await page.evaluate(() => {
        const versioned = { version: "3.2.2" };
        const asked = (_: object, key: string | symbol) => {
          if (key !== "version") (globalThis as { __hit?: number }).__hit = 2;
          return Reflect.get(versioned, key);
        };
        (globalThis as { MathJax?: object }).MathJax = new Proxy(versioned, { get: asked });
      });
      await page.addScriptTag({
        content: readFileSync(
          join(import.meta.dirname, "../../../node_modules/plotly.js-dist-min/plotly.min.js"),
          "utf8",
        ),
      });
      const figures = outputs.flatMap(({ data }) => (data?.[PLOTLY] === undefined ? [] : [data[PLOTLY]]));
      await page.evaluate(
        async (all) => {
          const { Plotly } = globalThis as unknown as { Plotly: { newPlot: (...args: unknown[]) => Promise<unknown> } };
          for (const one of all as { data: unknown; layout: object }[]) {
            const place = document.body.appendChild(document.createElement("div"));
            await Plotly.newPlot(place, one.data, one.layout, { displaylogo: false });
          }
        },
        sampleOf(figures, sized(8, 120)),
      );
      await pointAtEverything(page);
      await close();
    },
    LONG,
  );

  test("nothing ran, no dialog opened, nothing became a link, nothing was asked for", (context) => {
    const sum = (of: (one: Seen) => readonly unknown[]) => seen.flatMap(of);
    const dialogs = seen.reduce((total, one) => total + one.dialogs, 0);
    const bad = {
      hits: sum(({ hits }) => hits),
      dialogs,
      links: sum(({ links }) => links),
      requests: sum(({ requests }) => requests),
      // What is pointed at has no place where its text is longer than the page: plotly then says so, and shows the rest.
      errors: sum(({ errors }) => errors).filter(
        (error) => !String(error).includes('attribute y: Expected length, "-Infinity"'),
      ),
    };
    const counted = bad.hits.length + dialogs + bad.links.length + bad.requests.length + bad.errors.length;
    figure(context, {
      what: "scripts, dialogs, links and requests from data in opened pages",
      cases: TRIED.length * 22 + STEMS.length,
      found: String(counted),
      bar: "0",
      held: counted === 0,
    });
    expect(bad).toEqual({ hits: [], dialogs: 0, links: [], requests: [], errors: [] });
    expect(seen.length).toBe(parts.length + OTHERS.length + 2);
  });

  test("a chart writes the text that is in the data: as tick, in the legend, when pointed at", (context) => {
    const other = texts.filter(({ drawn, data }) => drawn !== data);
    figure(context, {
      what: "texts in charts that are not the text of the data",
      cases: texts.length,
      found: String(other.length),
      bar: "0",
      held: other.length === 0,
    });
    expect(other).toEqual([]);
    expect(texts.length).toBe(3 * TRIED.length);
  });

  test("every figure that is asked for one has its picture: no character of a label keeps it from being drawn", () => {
    const outputs = parts.flatMap(({ cells }) => cells.flatMap((cell) => cell.outputs ?? []));
    const figures = outputs.filter(({ data }) => data?.[PLOTLY] !== undefined);
    expect(figures.length).toBe(2 * TRIED.length);
    const pictured = figures.filter(({ data }) => data?.["image/png"] !== undefined);
    expect(figures.filter(({ data }) => textOf(data?.["text/plain"]).includes("no still picture"))).toEqual([]);
    const asked = parts.reduce((sum, { payloads }) => sum + 2 * Math.ceil(payloads.length / PICTURED), 0);
    expect(pictured).toHaveLength(asked);
  });
});
