import type { Browser } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { inBrowser, launchBrowser, NO_BROWSER } from "../report/browser.js";
import { OpenNotebook, SLOW, type Watched, watch } from "./labPage.js";

/** The cells of the notebook that is walked through. */
export const WALKED = [
  'import { load, npsFromCounts, npsPlot, progress, say, show } from "vafa";',
  'const survey = await load("data/survey.csv", { progress: progress("reading") });\nsurvey',
  "await show(npsPlot(npsFromCounts({ promoters: 120, passives: 60, detractors: 40 })));",
  'const tell = progress("fitting");\nfor (let i = 0; i <= 8; i++) { tell(i, 8); await new Promise((done) => setTimeout(done, 150)); }',
  "function half(n: number) {\n  if (n > 2) throw new RangeError(`too large`);\n  return n / 2;\n}\nhalf(3)",
  'await say("not reached");',
];

/** A walk through one notebook in a real JupyterLab, as a person takes it: each step stands on those before. */
export function testWalk(addressOf: () => URL): void {
  describe.skipIf(NO_BROWSER)(inBrowser("a notebook in JupyterLab"), () => {
    let browser: Browser;
    let notebook: OpenNotebook;
    let watched: Watched;

    afterAll(() => browser?.close());

    test("opens with the project's kernel", async () => {
      browser = await launchBrowser();
      const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
      page.setDefaultTimeout(SLOW.timeout);
      const { href, host } = addressOf();
      watched = watch(page, host);
      notebook = new OpenNotebook(page);
      await page.goto(href);
      await notebook.cell(1).waitFor();
      await notebook.idle();
      expect(await page.locator("#jp-main-statusbar").innerText()).toContain("TypeScript (Vafa) | Idle");
    });

    test("runs from top to bottom: a table, a figure, one display that is drawn in place", async () => {
      await notebook.choose("Run", /^Run All Cells$/);
      await notebook.says(5, "called from cell 5");
      expect(await notebook.output(2).locator("table.vafa-frame tbody tr").count()).toBe(20);
      await notebook.cell(3).locator(".vafa-figure svg.main-svg").first().waitFor();
      expect(await notebook.output(4).locator(".jp-OutputArea-child").count()).toBe(1);
      expect(await notebook.output(4).innerText()).toMatch(/fitting: 100%/);
      expect(await notebook.output(4).locator("progress").getAttribute("value")).toBe("100");
      await notebook.picture("all");
    });

    test("shows an error with its message and its line, and runs nothing after it", async () => {
      const said = await notebook.output(5).innerText();
      expect(said).toContain("RangeError: too large");
      expect(said).toContain("cell 5, line 2, column 20, in half");
      expect(said).toMatch(/> 2 \| {3}if \(n > 2\) throw/);
      expect(await notebook.prompts()).toEqual(["1", "2", "3", "4", "5", ""]);
      expect(await notebook.output(6).innerText()).toBe("");
    });

    test("a figure answers the pointer, and has no button that sends it elsewhere", async () => {
      const names = await notebook
        .cell(3)
        .locator(".modebar-btn")
        .evaluateAll((all) => all.map((one) => one.getAttribute("data-title")));
      expect(names).toContain("Zoom in");
      expect(names.filter((name) => /share|cloud|edit/i.test(name ?? ""))).toEqual([]);
      const bar = notebook.cell(3).locator(".barlayer .point path").last();
      await bar.scrollIntoViewIfNeeded();
      await bar.hover({ force: true });
      const hover = notebook.cell(3).locator(".hoverlayer .hovertext").first();
      await expect.poll(() => hover.textContent(), SLOW).toMatch(/answers/);
      await notebook.picture("hover");
    });

    test("a cell that was edited runs again", async () => {
      await notebook.run(6, "half(1) + 0.25");
      await notebook.says(6, /is not defined|Cannot find name 'half'/);
      await notebook.run(6, "npsFromCounts({ promoters: 3, passives: 0, detractors: 1 }).overall.estimate");
      await notebook.says(6, /^50$/);
    });

    test("Tab completes a name of vafa", async () => {
      await notebook.type(6, "nps");
      await notebook.page.keyboard.press("Tab");
      const names = notebook.page.locator(".jp-Completer-item");
      await names.first().waitFor();
      expect(await names.allInnerTexts()).toEqual(expect.arrayContaining(["npsFromCounts", "npsPlot"]));
      await notebook.picture("completion");
      await notebook.page.keyboard.type("P");
      await notebook.page.keyboard.press("Enter");
      await expect.poll(() => notebook.cell(6).locator(".cm-content").innerText(), SLOW).toBe("npsPlot");
    });

    test("Shift-Tab says what a name is", async () => {
      await notebook.type(6, "npsFromCounts");
      await notebook.page.keyboard.press("Shift+Tab");
      const tooltip = notebook.page.locator(".jp-Tooltip");
      await tooltip.waitFor();
      expect(await tooltip.innerText()).toMatch(/npsFromCounts[\s\S]*promoters/);
      await notebook.picture("inspection");
      await notebook.page.keyboard.press("Escape");
    });

    test("an endless loop can be interrupted, and the notebook goes on", async () => {
      await notebook.run(6, "console.log('begun'); while (true) {}");
      await notebook.says(6, "begun");
      await notebook.choose("Kernel", /^Interrupt Kernel/);
      await notebook.says(6, /KeyboardInterrupt/);
      await notebook.picture("interrupted");
      await notebook.run(6, "typeof npsPlot");
      await notebook.says(6, "function");
    });

    test("restarts and runs all again, from 1", async () => {
      await notebook.choose("Kernel", /^Restart Kernel and Run All Cells/);
      await notebook.page.locator(".jp-Dialog .jp-mod-accept").click();
      await expect.poll(() => notebook.prompts(), SLOW).toEqual(["1", "2", "3", "4", "5", ""]);
      expect(await notebook.output(6).innerText()).not.toContain("function");
    });

    test("asks nothing of another computer, and the console tells of no error", () => {
      expect(watched).toEqual({ elsewhere: [], errors: [] });
    });
  });
}
