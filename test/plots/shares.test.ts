import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { campaignRoi } from "../../src/metrics/campaignRoi/campaignRoi.js";
import { cartAbandonment } from "../../src/metrics/caseShares/cartAbandonment.js";
import { directTraffic } from "../../src/metrics/caseShares/directTraffic.js";
import { leadConversion } from "../../src/metrics/caseShares/leadConversion.js";
import { winRate } from "../../src/metrics/caseShares/winRate.js";
import { pagesPerVisit } from "../../src/metrics/pagesPerVisit.js";
import { sharesPlot } from "../../src/plots/shares.js";

const HOSTILE = '<a href="javascript:alert(1)">x</a> & y';

interface Trace {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly text: readonly string[];
  readonly customdata: readonly string[];
  readonly error_x: { readonly array: readonly number[]; readonly arrayminus: readonly number[] };
}

const written = (value: unknown) => JSON.stringify(value);
const dots = (figure: { readonly data: readonly object[] }) => figure.data[0] as unknown as Trace;
const shapes = (figure: { readonly layout: object }) =>
  (figure.layout as { shapes: { x0: number; line: { dash?: string } }[] }).shapes.map(({ x0, line }) => [
    x0,
    line.dash,
  ]);

/** Nothing is known of the hostile source's carts. */
const visits = () =>
  new DataFrame({
    source: ["direct", "ad", "ad", "direct", "ad", HOSTILE],
    ordered: [true, false, true, false, false, null],
    outcome: ["won", "lost", "lost", "won", null, null],
    created: ["2025-01-01", "2025-01-02", "2025-01-03", "2025-02-03", "2025-02-04", "2025-03-30"],
    converted: ["2025-01-05", null, null, null, "2025-02-05", null],
    visitor: ["a", "a", "b", "c", "d", "d"],
    pages: [3, 4, 5, 2, 8, 1],
    sent: [true, true, true, false, false, false],
    margin: [9, 1, 5, 2, 3, 1],
  });

const carts = () => cartAbandonment(visits(), { kind: "cart", ordered: "ordered", by: "source" });

describe("sharesPlot", () => {
  test("sharesPlot(result) is plain JSON: what is drawn is what the result says, everybody on top", async () => {
    const result = await carts();
    const figure = sharesPlot(result);
    expect(JSON.parse(written(figure))).toEqual(figure);
    const rows = [result.overall, ...result.rows].filter(({ estimate }) => estimate !== null);
    const { x, y, error_x } = dots(figure);
    expect(x).toEqual(rows.map(({ estimate }) => estimate));
    expect(y).toEqual([0, 2, 3]);
    expect(error_x.array).toEqual(rows.map(({ upper, estimate }) => upper! - estimate!));
    expect(error_x.arrayminus).toEqual(rows.map(({ lower, estimate }) => estimate! - lower!));
    expect(figure.layout.title).toMatchObject({ text: "Cart abandonment by source" });
    expect(written(figure.layout.title)).toContain("n = 5 carts");
  });

  test("sharesPlot(result) draws the benchmark with its date and the overall share; neither where there is none", async () => {
    const result = await carts();
    const figure = sharesPlot(result);
    expect(shapes(figure)).toEqual([
      [result.overall.estimate, "dot"],
      [0.7019, "dash"],
    ]);
    expect(written(figure.layout.annotations)).toContain("benchmark 70.2%, 2024");
    expect(written(figure.layout.annotations).replaceAll("<br>", " ")).toContain(
      "Dashed: Baymard Institute, average of published studies, 2024.",
    );
    expect(figure.text).toContain("Benchmark of 2024: 70.2%.");
    const [low, high] = figure.layout.xaxis!.range as [number, number];
    expect(low <= 0.7019 && 0.7019 <= high).toBe(true);
    const bare = sharesPlot(await winRate(visits(), { outcome: "outcome" }));
    expect(shapes(bare)).toEqual([]);
    expect(written(bare)).not.toContain("Dotted");
  });

  test("sharesPlot(result) says what has no number and why, and writes names letter by letter", async () => {
    const figure = sharesPlot(await carts());
    expect(written(figure.layout.annotations)).toContain("<i>no carts</i>");
    expect(figure.text).toContain("– (no carts), 0 carts");
    expect(written({ data: figure.data, layout: figure.layout })).not.toContain("<a href");
    expect(written(figure.layout)).toContain("&lt;a");
  });

  test("sharesPlot(result) says its numbers in a sentence and in the caption how they were made", async () => {
    const figure = sharesPlot(await winRate(visits(), { outcome: "outcome", by: "source" }), { source: "deals.csv" });
    expect(figure.text).toContain("Win rate (won of closed) with 95% intervals: All 50.0% (15.0% to 85.0%), 4 deals; ");
    const captions = written(figure.layout.annotations).replaceAll("<br>", " ");
    expect(captions).toContain("Lines: 95% intervals, Wilson. Dotted: everybody. Source: deals.csv.");
  });

  test("serves each of the shares and ratios, in its unit", async () => {
    const direct = sharesPlot(await directTraffic(visits(), { source: "source" }));
    expect(direct.text).toContain("6 visits");
    const leads = await leadConversion(visits(), {
      created: "created",
      converted: "converted",
      within: 5,
      asOf: "2025-03-31",
      cohort: "month",
    });
    const cohorts = sharesPlot(leads);
    expect(cohorts.text).toContain("2025-03 – (cohort not yet mature");
    expect(dots(cohorts).customdata[1]).toBe(`${cohorts.text.match(/2025-01 ([^;]*?), 3 leads/)![1]}, 3 leads`);
    const pages = sharesPlot(await pagesPerVisit(visits(), { pages: "pages", visitor: "visitor", by: "source" }));
    expect(written(pages.layout.xaxis)).not.toContain("%");
    expect(pages.layout.xaxis!.title).toMatchObject({ text: "pages" });
    expect(pages.text).toContain("6 visits");
  });

  test("a segment whose number is to be read with care is hollow, and the caption says why", async () => {
    const asked = {
      created: "created",
      converted: "converted",
      within: 5,
      asOf: "2025-02-08",
      cohort: "month",
    } as const;
    const figure = sharesPlot(await leadConversion(visits(), asked));
    const { symbol } = (figure.data[0] as { marker: { symbol: string[] } }).marker;
    expect(symbol).toEqual(["circle", "circle", "circle-open"]);
    const captions = written(figure.layout.annotations).replaceAll("<br>", " ");
    expect(captions).toContain("Hollow: 2025-02, not yet mature: 1 of 2 leads have not had their 5 days by 2025-02-08");
  });

  test("a return beyond 0–1 keeps its axis; what is attributed is drawn without intervals and says so", async () => {
    const given = { value: "margin", basis: "margin", cost: 2 } as const;
    const trial = await campaignRoi(visits(), { ...given, treated: "sent" });
    const [low, high] = sharesPlot(trial).layout.xaxis!.range as [number, number];
    expect(low < trial.overall.lower! && trial.overall.upper! < high && high > 1).toBe(true);
    const attributed = sharesPlot(await campaignRoi(visits(), given));
    expect(attributed.text).toMatch(/^Campaign ROI \(attributed margin\): All 950\.0%/);
    const captions = written(attributed.layout.annotations).replaceAll("<br>", " ");
    expect(captions).toContain("No intervals. Attributed, not incremental: part of it would have come anyway.");
    expect(captions).not.toContain("Lines:");
  });
});
