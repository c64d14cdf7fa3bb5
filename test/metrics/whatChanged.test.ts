import { describe, expect, test } from "vitest";
import { whatChangedInWords } from "../../src/format/whatChanged.js";
import { language } from "../../src/language/language.js";
import { nps } from "../../src/metrics/nps/nps.js";
import { type ComparedTable, whatChanged } from "../../src/metrics/whatChanged/whatChanged.js";
import { whatChangedPlot } from "../../src/plots/whatChanged.js";
import { holm } from "../../src/statistics/multipleComparisons.js";
import { fromColumns } from "../../src/tables/memory/from-columns.js";
import type { TypedColumn } from "../../src/tables/table.js";

/** So many customers of a segment in a month, of whom so many are promoters (the others are detractors). */
interface Cell {
  readonly month: "2026-04" | "2026-05";
  readonly segment: string;
  readonly n: number;
  readonly promoters: number;
}

function textColumn(values: readonly string[]): TypedColumn {
  const dictionary = [...new Set(values)];
  return { type: "text", codes: Int32Array.from(values, (value) => dictionary.indexOf(value)), dictionary };
}

async function tableOf(cells: readonly Cell[], more: Record<string, TypedColumn> = {}): Promise<ComparedTable> {
  const rows = cells.flatMap(({ n, promoters, ...cell }) =>
    Array.from({ length: n }, (_, i) => ({ ...cell, score: i < promoters ? 10 : 0 })),
  );
  const frame = await fromColumns([
    ["score", { type: "number", values: Float64Array.from(rows, ({ score }) => score) }],
    ["segment", textColumn(rows.map(({ segment }) => segment))],
    ["wave", textColumn(rows.map(({ month }) => month))],
    ...Object.entries(more),
  ]);
  return {
    frame,
    source: "survey.csv",
    row: "one answer",
    columns: { recommend: "score", segment: "segment", ...(more.reason && { reason: "reason" }) },
    segments: ["segment"],
    scale: () => null,
    wave: "wave",
    now: "2026-05",
    before: "2026-04",
  };
}

const changed = async (cells: readonly Cell[], more = {}) =>
  whatChanged({ now: "2026-05", before: "2026-04", tables: [await tableOf(cells, more)] });

const cell = (month: Cell["month"], segment: string, n: number, promoters: number): Cell => ({
  month,
  segment,
  n,
  promoters,
});

/** Basic customers score −20, gold ones +50, in both months; only how many of each answer has changed. */
const ONLY_MIX = [
  ...[cell("2026-04", "basic", 500, 200), cell("2026-04", "gold", 500, 375)],
  ...[cell("2026-05", "basic", 800, 320), cell("2026-05", "gold", 200, 150)],
];
/** As many of each in both months; basic customers have fallen from −20 to −60. */
const ONE_FELL = [
  ...[cell("2026-04", "basic", 500, 200), cell("2026-04", "gold", 500, 375)],
  ...[cell("2026-05", "basic", 500, 100), cell("2026-05", "gold", 500, 375)],
];
/** Both segments are up by 20, but the worse one is now most of all: 15 before, 14 after. */
const HIDDEN = [
  ...[cell("2026-04", "basic", 500, 200), cell("2026-04", "gold", 500, 375)],
  ...[cell("2026-05", "basic", 800, 400), cell("2026-05", "gold", 200, 170)],
];

describe("whatChanged(waves)", () => {
  test("finds a fall that is only the mix, and no segment that has changed", async () => {
    const { rows, segments } = await changed(ONLY_MIX);
    // 0.5 · −20 + 0.5 · 50 = 15 before, 0.8 · −20 + 0.2 · 50 = −6 now; at the same rates all of it is mix.
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ verdict: "fallen", n: 2000, needed: null, keys: { question: "NPS" } });
    expect(rows[0]!.estimate).toBeCloseTo(-21, 9);
    expect(rows[0]!.split!.cause).toBe("only the mix");
    expect(rows[0]!.split!.mix.estimate).toBeCloseTo(-21, 9);
    expect(rows[0]!.split!.within.estimate).toBeCloseTo(0, 9);
    expect(segments.map(({ keys, verdict }) => [keys.segment, verdict])).toEqual([
      ["basic", "cannot tell"],
      ["gold", "cannot tell"],
    ]);
  });

  test("finds the segment that has fallen, and none of it in the mix", async () => {
    const { rows, segments } = await changed(ONE_FELL);
    expect(rows[0]!.verdict).toBe("fallen");
    expect(rows[0]!.estimate).toBeCloseTo(-20, 9);
    expect(rows[0]!.split!.cause).toBe("within segments");
    expect(rows[0]!.split!.mix.estimate).toBeCloseTo(0, 9);
    expect(segments.map(({ keys, verdict }) => [keys.segment, verdict])).toEqual([
      ["basic", "fallen"],
      ["gold", "cannot tell"],
    ]);
  });

  test("finds what the whole hides: both segments risen, the whole where it was", async () => {
    const { rows } = await changed(HIDDEN);
    expect(rows[0]!.estimate).toBeCloseTo(-1, 9);
    expect(rows[0]!.verdict).toBe("cannot tell");
    expect(rows[0]!.split!.cause).toBe("hidden by the mix");
  });

  test("of the same answers twice has no change, and tells none", async () => {
    const twice = ONE_FELL.slice(0, 2).flatMap((one) => [one, { ...one, month: "2026-05" as const }]);
    const { rows, overall } = await changed(twice);
    expect(rows[0]).toMatchObject({ estimate: 0, verdict: "cannot tell", needed: null });
    expect(overall).toEqual(rows[0]);
  });

  test("has the scores of both periods as the metric alone has them", async () => {
    const { rows } = await changed(ONLY_MIX);
    const { frame } = await tableOf(ONLY_MIX);
    const alone = await nps(frame, { score: "score", by: "wave" });
    const { keys: _, ...now } = alone.rows.find(({ keys }) => keys.wave === "2026-05")!;
    expect(now).toMatchObject({ estimate: rows[0]!.now.estimate, lower: rows[0]!.now.lower, n: rows[0]!.now.n });
  });

  test("adjusts p over questions and reasons together, over segments by themselves", async () => {
    const reasons = textColumn(
      ONE_FELL.flatMap(({ n, month }) =>
        Array.from({ length: n }, (_, i) => (i % (month === "2026-04" ? 3 : 2) === 0 ? "late" : "price")),
      ),
    );
    const result = await changed(ONE_FELL, { reason: reasons });
    expect(result.reasons.map(({ keys }) => keys.reason)).toEqual(["price", "late"]);
    const family = [...result.rows, ...result.reasons];
    expect(family.map(({ adjustedPValue }) => adjustedPValue)).toEqual(holm(family.map(({ pValue }) => pValue!)));
    expect(result.segments.map(({ adjustedPValue }) => adjustedPValue)).toEqual(
      holm(result.segments.map(({ pValue }) => pValue!)),
    );
    // A third of 1,000 before, a half of 1,000 now.
    expect(result.reasons[1]).toMatchObject({ verdict: "risen", told: "percentage points" });
    expect(result.reasons[1]!.estimate).toBeCloseTo(100 * (500 / 1000 - 334 / 1000), 6);
  });

  test("says how many answers would tell a change that these do not", async () => {
    const few = [cell("2026-04", "basic", 50, 25), cell("2026-05", "basic", 50, 20)];
    const { rows } = await changed(few);
    expect(rows[0]!.verdict).toBe("cannot tell");
    // Four in five times two independent shares of .5 and .4 are told apart by 2 · 388 (Fleiss, without correction).
    expect(rows[0]!.needed).toBeGreaterThan(650);
    expect(rows[0]!.needed).toBeLessThan(950);
  });

  test("refuses tables that can be asked nothing", async () => {
    await expect(whatChanged({ now: "2026-05", before: "2026-04", tables: [] })).rejects.toThrow(
      "whatChanged requires a table of both periods with a question in it; got none of 2026-04 and 2026-05",
    );
  });
});

describe("whatChangedInWords and whatChangedPlot", () => {
  test("name what has surely changed and what was only mix", async () => {
    expect(whatChangedInWords(await changed(ONLY_MIX))).toMatch(
      /^From 2026-04 to 2026-05: \*\*fallen\*\* NPS −21\.0 points \(−2\d\.\d to −1\d\.\d\), only the mix by segment\.$/,
    );
    expect(whatChangedInWords(await changed(ONE_FELL))).toContain("NPS −20.0 points");
    expect(whatChangedInWords(await changed(ONE_FELL))).toContain(", within segment.");
    expect(whatChangedInWords(await changed(HIDDEN))).toMatch(
      /^\*\*Nothing has surely changed\*\* from 2026-04 to 2026-05: none of 1 changes is told from chance\. Changed, though the whole does not show it: NPS −1\.0 points .*, within segment, hidden by its mix\. Of 2 looks at segments, surely changed: NPS \(basic\) \+20\.0 points \(.*\); NPS \(gold\) \+20\.0 points \(.*\)\.$/,
    );
  });

  test("draw the change of each question, and beside it what is within and what is mix", async () => {
    const figure = whatChangedPlot(await changed(ONLY_MIX));
    const traces = figure.data as unknown as { name: string; x: number[] }[];
    expect(traces.map(({ name, x }) => [name, x.map((value) => Math.round(value))])).toEqual([
      ["fallen", [-21]],
      ["of it within segments", [expect.closeTo(0)]],
      ["of it their mix", [-21]],
    ]);
    expect(figure.text).toMatch(/^Change from 2026-04 to 2026-05: NPS −21\.0 points .*, fallen\.$/);
    expect(whatChangedPlot(await changed(ONLY_MIX), { of: "reasons" }).data).toEqual([]);
  });

  test("say it in Persian, without a Latin digit", async () => {
    const result = await changed(HIDDEN);
    await language("fa");
    const said = [
      whatChangedInWords(result),
      whatChangedPlot(result).text,
      whatChangedInWords(await changed(ONE_FELL)),
    ];
    await language("en");
    for (const text of said) {
      expect(text).not.toMatch(/\d/);
      expect(text.replace(/NPS|gold/g, "")).not.toMatch(/[A-Za-z]{2}/);
    }
  });
});
