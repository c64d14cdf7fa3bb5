import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { performanceDocument } from "../../bench/side-by-side/document.js";
import { allVerdicts, type Figures, grownVerdict, readFigures, verdictsOf } from "../../bench/side-by-side/figures.js";
import { benchPage } from "../../bench/side-by-side/page.js";

const root = resolve(import.meta.dirname, "../..");

const work = {
  work: "NPS & <b>more</b>",
  systems: [
    { system: "Vafa", milliseconds: 90.4, peak: 80 },
    { system: "polars", milliseconds: 100, peak: 150 },
    { system: "pandas", milliseconds: 180.8, peak: 250 },
  ],
  goals: [
    { peer: "polars", atMost: 0.9 },
    { peer: "pandas", atMost: 0.4 },
  ],
  why: "the reader checks every cell.",
};
const grown = {
  work: "NPS",
  rows: 100_000,
  ours: { system: "Vafa", milliseconds: 120, peak: 90 },
  byHand: { system: "SQL by hand", milliseconds: 100, peak: 88 },
  atMost: 1.1,
  why: "the table is opened first.",
};
const figures: Figures = {
  day: "2026-11-30",
  machine: "two cores",
  rows: 1_000_000,
  tables: [{ title: "From a file", says: "Whole processes.", works: [work] }],
  growth: [grown],
  cluster: "No cluster here.",
};

describe("verdictsOf(work)", () => {
  test("a goal is met where the ratio, as it is written, is at most the bar", () => {
    expect(verdictsOf(work).map(({ ratio, isMet }) => [ratio, isMet])).toEqual([
      [0.9, true],
      [0.5, false],
    ]);
    expect(grownVerdict(grown)).toMatchObject({ ratio: 1.2, isMet: false, work: "NPS, 100,000 rows" });
  });
});

describe("performanceDocument(figures)", () => {
  test("tells every time, how many goals were met, and why each of the others was not", () => {
    const text = performanceDocument(figures);
    expect(text).toContain("**1 of 3 goals met.**");
    expect(text).toContain(
      "| NPS & <b>more</b> | 90 | 100 | 181 | 0.9× polars (≤ 0.9×: met); 0.5× pandas (≤ 0.4×: missed) |",
    );
    expect(text).toContain("- NPS & <b>more</b> (pandas): the reader checks every cell.");
    expect(text).toContain("- NPS, 100,000 rows (SQL by hand): the table is opened first.");
    expect(text).toContain("No cluster here.");
  });

  const kept = readFigures(root);
  test.skipIf(kept === null)("docs/performance.md is what docs/bench.json says", () => {
    expect(readFileSync(join(root, "docs", "performance.md"), "utf8")).toBe(performanceDocument(kept!));
    expect(allVerdicts(kept!).filter(({ isMet, why }) => !isMet && why === "")).toEqual([]);
  });
});

describe("benchPage(figures)", () => {
  test("draws the growth, loads nothing and escapes what it is given", () => {
    const html = benchPage(figures);
    expect(html).toContain("1 of 3 goals met");
    expect(html).toContain('id="plotly"');
    expect(html).toContain("NPS &amp; &lt;b&gt;more&lt;/b&gt;");
    expect(html).not.toMatch(/(?:src|href)="https?:/);
  });
});
