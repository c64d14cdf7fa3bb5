import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { churnReasons } from "../../src/metrics/churnReasons/churnReasons.js";
import { type ReasonsBySegmentOptions, reasonsBySegment } from "../../src/metrics/reasonsBySegment/reasonsBySegment.js";
import { reasonCells } from "../../src/metrics/reasonsBySegment/reasonsBySegmentCells.js";
import { random } from "../../src/statistics/random.js";
import reference from "../fixtures/reasonsBySegment/reasonsBySegment.json";
import { type Columns, expectSame, expectSameInDuckdb, inDuckdb } from "./sameInDuckdb.js";

/** One row a customer, from counts of segments by reasons. */
function columnsOf(counts: readonly (readonly number[])[]): { segment: string[]; reason: string[] } {
  const rows = counts.flatMap((row, s) => row.flatMap((n, r) => new Array(n).fill([`s${s + 1}`, `r${r + 1}`])));
  return { segment: rows.map(([s]) => s), reason: rows.map(([, r]) => r) };
}

const frame = (columns: Columns) => new DataFrame(columns as Record<string, unknown[]>);
const options = { reason: "reason", segment: "segment" } as const;
const quick = { ...options, draws: 200 } as const;

const keyed = (rows: readonly { keys: Record<string, unknown> }[], segment: string, reason: string) =>
  rows.find(({ keys }) => keys.segment === segment && keys.reason === reason);

describe("agrees with R", () => {
  test.each(reference.singles.map((each, i) => ({ i, ...each })))(
    "chisq.test, fisher.test, p.adjust and the moments of the Dirichlet–multinomial: table $i",
    async ({ table, statistic, pValue, simulated, least, stdres, fisher, adjusted, rho }) => {
      const result = await reasonsBySegment(frame(columnsOf(table)), options);
      const small = least < 5;
      expect(result.test!.statistic).toBeCloseTo(statistic, 8);
      if (small) expect(Math.abs(result.test!.pValue - simulated!)).toBeLessThan(0.045);
      else expect(result.test!.pValue).toBeCloseTo(pValue, 10);
      expect(result.test!.method).toContain(small ? "below 5" : "5 or more");
      // R makes 1 of what cannot be told from segments of one customer each.
      if (result.segments.every(({ n }) => n === 1)) expect(result.intraclass).toBeNull();
      else expect(result.intraclass).toBeCloseTo(rho, 10);
      table.forEach((counts, s) => {
        counts.forEach((count, r) => {
          const cell = keyed(result.rows, `s${s + 1}`, `r${r + 1}`) as (typeof result.rows)[number];
          expect(cell.customers).toBe(count);
          expect(cell.adjustedResidual).toBeCloseTo(stdres[s]![r]!, 9);
          const isLarge = cell.n > 3000 && Math.min(cell.expected!, cell.n - cell.expected!) >= 1000;
          expect(Math.abs(cell.pValue! - fisher[s]![r]!)).toBeLessThan(isLarge ? 0.01 : 1e-9);
          if (!isLarge && table.flat().every((n) => n < 1000))
            expect(cell.adjustedPValue).toBeCloseTo(adjusted[s]![r]!, 9);
        });
      });
    },
  );

  test.each(reference.several.map((each, i) => ({ i, ...each })))(
    "residuals of customers who named a reason or not: data set $i",
    async ({ segment, named, stdres, statistic }) => {
      const rows = named.flatMap((row, i) =>
        row.flatMap((yes, r) => (yes === 1 ? [{ who: `c${i}`, segment: `s${segment[i]}`, reason: `r${r + 1}` }] : [])),
      );
      const columns = {
        who: rows.map(({ who }) => who),
        segment: rows.map((row) => row.segment),
        reason: rows.map(({ reason }) => reason),
      };
      const result = await reasonsBySegment(frame(columns), { ...quick, customer: "who" });
      expect(result.test!.statistic).toBeCloseTo(statistic, 8);
      const segments = [...new Set(segment)].sort();
      for (const [r, residuals] of stdres.entries()) {
        segments.forEach((s, at) => {
          const cell = keyed(result.rows, `s${s}`, `r${r + 1}`) as (typeof result.rows)[number];
          expect(cell.adjustedResidual).toBeCloseTo(residuals[at]!, 8);
        });
      }
    },
  );
});

describe("reasonsBySegment(table, { reason, segment }) by hand", () => {
  const counts = [
    [30, 10],
    [10, 30],
  ];

  test("30 10 / 10 30: shares .75 and .25, residuals ±4.472, both reasons told in both segments", async () => {
    const result = await reasonsBySegment(frame(columnsOf(counts)), options);
    expect(result.rows.map(({ keys, estimate, elsewhere, finding }) => [keys, estimate, elsewhere, finding])).toEqual([
      [{ segment: "s1", reason: "r1" }, 0.75, 0.25, "more than elsewhere"],
      [{ segment: "s1", reason: "r2" }, 0.25, 0.75, "less than elsewhere"],
      [{ segment: "s2", reason: "r1" }, 0.25, 0.75, "less than elsewhere"],
      [{ segment: "s2", reason: "r2" }, 0.75, 0.25, "more than elsewhere"],
    ]);
    expect(result.rows[0]!.adjustedResidual).toBeCloseTo(Math.sqrt(20), 12);
    expect(result.rows[0]!.expected).toBe(20);
    expect(result).toMatchObject({ found: 4, by: ["segment", "reason"], unit: "share", multiple: false, story: null });
    expect(result.test).toMatchObject({ statistic: 20, degreesOfFreedom: 1, n: 80 });
    expect(result.overall).toMatchObject({ estimate: null, n: 80, note: "2 segments by 2 reasons: see rows and test" });
    // ρ = (20/1 − 1)/(2 · ½ · 39), and (1 − ρ)/(1 − ρ + 40ρ) of everybody's .5 in each shrunk share.
    const rho = 19 / 39;
    const weight = (1 - rho) / (1 - rho + 40 * rho);
    expect(result.intraclass).toBeCloseTo(rho, 12);
    expect(result.segments[0]!.shrinkage).toBeCloseTo(weight, 12);
    expect(result.rows[0]!.shrunk).toBeCloseTo(weight * 0.5 + (1 - weight) * 0.75, 12);
  });

  test("segments that are alike: nothing is told, and shares are shrunk all the way", async () => {
    const result = await reasonsBySegment(
      frame(
        columnsOf([
          [8, 4],
          [10, 5],
          [2, 1],
        ]),
      ),
      quick,
    );
    expect(result.found).toBe(0);
    expect(result.intraclass).toBe(0);
    for (const { shrunk, reason } of result.rows) expect(shrunk).toBeCloseTo(reason === "r1" ? 2 / 3 : 1 / 3, 12);
  });

  test("unknown and involuntary reasons stand apart, blank ones are missing, 'Other' is last, segments without a name are missing", async () => {
    const result = await reasonsBySegment(
      frame({
        segment: ["a", "a", "a", "a", "b", "b", "b", null, "b", "b"],
        reason: ["late", "Other", "Other", "moved", "price", "late", "Don't know", "late", null, "  "],
      }),
      { ...quick, involuntary: ["moved"] },
    );
    expect(result.reasons.map(({ reason, kind }) => [reason, kind])).toEqual([
      ["late", "actionable"],
      ["price", "actionable"],
      ["Other", "other"],
    ]);
    const counts = { answered: 0, unknown: 0, involuntary: 0, missing: 0, n: 0 };
    expect(result.segments).toMatchObject([
      { keys: { segment: "a" }, ...counts, n: 3, answered: 4, involuntary: 1 },
      { keys: { segment: "b" }, ...counts, n: 2, answered: 3, unknown: 1, missing: 2 },
    ]);
    expect(result.excluded.missing).toBe(3);
  });

  test("several reasons a customer: customers are counted, shares of a segment add up to more than 1", async () => {
    const result = await reasonsBySegment(
      frame({
        who: ["1", "1", "1", "2", "3", "3", "4"],
        segment: ["a", "a", "a", "a", "b", "b", "b"],
        reason: ["late", "price", "late", "late", "price", "late", "price"],
      }),
      { ...quick, customer: "who" },
    );
    expect(result.rows.map(({ keys, customers, n }) => [keys.segment, keys.reason, customers, n])).toEqual([
      ["a", "late", 2, 2],
      ["a", "price", 1, 2],
      ["b", "late", 1, 2],
      ["b", "price", 2, 2],
    ]);
    expect(result.multiple).toBe(true);
    expect(result.test!.method).toContain("customers shuffled between segments 200 times");
  });

  test("value is added up beside the customers and changes no test", async () => {
    const columns = columnsOf(counts);
    const value = columns.reason.map((_, i) => (i < 30 ? 3 : 1));
    const plain = await reasonsBySegment(frame(columns), options);
    const valued = await reasonsBySegment(frame({ ...columns, value }), { ...options, value: "value" });
    expect(valued.rows[0]).toMatchObject({ value: 90, valueShare: { estimate: 0.9, n: 40 } });
    expect(valued.rows.map(({ pValue }) => pValue)).toEqual(plain.rows.map(({ pValue }) => pValue));
    expect(plain.rows[0]).toMatchObject({ value: null, valueShare: null, weight: null });
  });

  test("two columns: their combinations are the segments", async () => {
    const { segment, reason } = columnsOf(counts);
    const region = segment.map((_, i) => (i % 2 === 0 ? "north" : "south"));
    const result = await reasonsBySegment(frame({ segment, reason, region }), {
      ...quick,
      segment: ["segment", "region"],
    });
    expect(result.segments.map(({ keys }) => Object.values(keys).join(" "))).toEqual([
      "s1 north",
      "s1 south",
      "s2 north",
      "s2 south",
    ]);
    expect(result.by).toEqual(["segment", "region", "reason"]);
  });
});

describe("the same story as before?", () => {
  const now = [
    [40, 10, 20],
    [15, 35, 20],
    [20, 20, 40],
  ];
  const turned = [now[1]!, now[2]!, now[0]!];

  test("the same table: residuals correlate 1, nothing changed, and all findings are repeated", async () => {
    const { story, rows, found } = await reasonsBySegment(frame(columnsOf(now)), {
      ...options,
      against: frame(columnsOf(now)),
    });
    expect(story!.correlation.estimate).toBeCloseTo(1, 12);
    expect(story!.test!.statistic).toBeCloseTo(0, 8);
    expect(story).toMatchObject({ repeated: found, found });
    for (const row of rows)
      expect(row.before).toMatchObject({ estimate: row.estimate, n: row.n, finding: row.finding });
  });

  test("segments that changed places: the three-way test says so, residuals do not correlate upwards", async () => {
    const { story } = await reasonsBySegment(frame(columnsOf(now)), { ...options, against: frame(columnsOf(turned)) });
    expect(story!.test!.pValue).toBeLessThan(1e-4);
    expect(story!.correlation.estimate).toBeLessThan(0.2);
    expect(story!.repeated).toBeLessThan(story!.found);
  });

  test("a period column says the same as two tables: the later of its values is now", async () => {
    const [a, b] = [columnsOf(now), columnsOf(turned)];
    const both = {
      segment: [...a.segment, ...b.segment],
      reason: [...a.reason, ...b.reason],
      quarter: [...a.segment.map(() => "2026-Q2"), ...b.segment.map(() => "2026-Q1")],
    };
    const two = await reasonsBySegment(frame(a), { ...options, against: frame(b) });
    expectSame(await reasonsBySegment(frame(both), { ...options, period: "quarter" }), two);
  });

  test("a segment that was not there before has no before; reasons of before only have a row of 0", async () => {
    const result = await reasonsBySegment(frame({ segment: ["a", "a", "b", "c"], reason: ["x", "y", "x", "y"] }), {
      ...quick,
      against: frame({ segment: ["a", "b", "b"], reason: ["z", "z", "x"] }),
    });
    expect(keyed(result.rows, "c", "x")).toMatchObject({ before: null });
    expect(keyed(result.rows, "a", "z")).toMatchObject({ customers: 0, before: { estimate: 1, n: 1 } });
  });

  test("several reasons a customer: each reason is tested, the least p by Bonferroni", async () => {
    const table = (turn: boolean) => {
      const { segment, reason } = columnsOf(turn ? turned : now);
      return frame({ who: segment.map((_, i) => `c${i}`), segment, reason });
    };
    const { story } = await reasonsBySegment(table(false), { ...options, customer: "who", against: table(true) });
    expect(story!.test!.method).toContain("the least of 3 reasons, Bonferroni");
    expect(story!.test!.pValue).toBeLessThan(1e-3);
  });
});

describe("where segments do not differ", () => {
  /** Customers of two to five segments who draw their reasons from one profile. */
  function alike(stream: ReturnType<typeof random>): number[][] {
    const [segments, reasons] = [2 + stream.integer(4), 2 + stream.integer(6)];
    const profile = Array.from({ length: reasons }, () => stream.next() ** 2 + 0.02);
    const mass = profile.reduce((a, b) => a + b, 0);
    return Array.from({ length: segments }, () => {
      const counts = profile.map(() => 0);
      const size = 5 + Math.floor(200 * stream.next() ** 2);
      for (let i = 0; i < size; i++) {
        let left = stream.next() * mass;
        let drawn = 0;
        while (drawn < reasons - 1 && left >= profile[drawn]!) left -= profile[drawn++]!;
        counts[drawn]!++;
      }
      return counts;
    });
  }

  test("the screen finds anything at all in at most 6 % of 2,000 tables", () => {
    const stream = random(2026);
    let found = 0;
    for (let i = 0; i < 2000; i++) {
      const counts = alike(stream);
      const sizes = counts.map((row) => row.reduce((a, b) => a + b, 0));
      const n = sizes.reduce((a, b) => a + b, 0);
      const reasons = counts[0]!.map((_, r) => `r${r}`);
      const shares = reasons.map((_, r) => counts.reduce((sum, row) => sum + row[r]!, 0) / n);
      const segments = counts.map((named, s) => ({ size: sizes[s]!, named })) as never;
      const cells = reasonCells({ reasons, segments, shares, n, patterns: [] }, 0, 0.05);
      if (cells.flat().some(({ finding }) => finding !== "not told from chance")) found++;
    }
    expect(found / 2000).toBeLessThanOrEqual(0.06);
    expect(found).toBeGreaterThan(10);
  });
});

describe("laws", () => {
  const tables = fc.array(
    fc.tuple(fc.constantFrom("a", "b", "c", null), fc.constantFrom("x", "y", "z", "Other", null)),
    {
      minLength: 1,
      maxLength: 60,
    },
  );
  const asColumns = (rows: readonly (readonly [string | null, string | null])[]) => ({
    segment: rows.map(([s]) => s),
    reason: rows.map(([, r]) => r),
  });
  const runs = { numRuns: 15 };

  test("reasonsBySegment(table) is unchanged by the order of rows, and by weights that are all alike", async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.constantFrom(1, 2.5), async (rows, weight) => {
        const plain = await reasonsBySegment(frame(asColumns(rows)), quick);
        expectSame(await reasonsBySegment(frame(asColumns([...rows].reverse())), quick), plain);
        const weighted = await reasonsBySegment(frame({ ...asColumns(rows), w: rows.map(() => weight) }), {
          ...quick,
          weight: "w",
        });
        const bare = ({ rows: all }: typeof plain) =>
          all.map(({ estimate, lower, upper, adjustedResidual, pValue, shrunk }) => ({
            estimate,
            lower,
            upper,
            adjustedResidual,
            pValue,
            shrunk,
          }));
        expectSame(bare(weighted), bare(plain));
      }),
      runs,
    );
  });

  test("shares and their shrunk ones lie within 0 and 1 and add up to 1, the shrunk one between its own and everybody's", async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (rows) => {
        const result = await reasonsBySegment(frame(asColumns(rows)), quick);
        for (const { keys, n } of result.segments) {
          const own = result.rows.filter((row) => row.keys.segment === keys.segment);
          if (n === 0) continue;
          expect(own.reduce((sum, { estimate }) => sum + estimate!, 0)).toBeCloseTo(1, 9);
          for (const { estimate, lower, upper, shrunk, reason } of own) {
            expect(lower).toBeLessThanOrEqual(estimate! + 1e-12);
            expect(upper).toBeGreaterThanOrEqual(estimate! - 1e-12);
            const { share } = result.reasons.find((each) => each.reason === reason)!;
            if (shrunk === null) continue;
            expect(shrunk).toBeGreaterThanOrEqual(Math.min(estimate!, share!) - 1e-12);
            expect(shrunk).toBeLessThanOrEqual(Math.max(estimate!, share!) + 1e-12);
          }
        }
      }),
      runs,
    );
  });

  test("one reason each says the same with and without a customer column, but for the method", async () => {
    const columns = columnsOf([
      [9, 4, 2],
      [3, 8, 5],
    ]);
    const who = columns.reason.map((_, i) => `c${i}`);
    const single = await reasonsBySegment(frame(columns), quick);
    const several = await reasonsBySegment(frame({ ...columns, who }), { ...quick, customer: "who" });
    const bare = (rows: typeof single.rows) =>
      rows.map(({ estimate, pValue, adjustedResidual }) => ({ estimate, pValue, adjustedResidual }));
    expectSame(bare(several.rows), bare(single.rows));
  });

  test("estimates are those of churnReasons by segment", async () => {
    const columns = columnsOf([
      [9, 4, 2],
      [3, 8, 5],
    ]);
    const single = await reasonsBySegment(frame(columns), quick);
    const { rows } = await churnReasons(frame(columns), { reason: "reason", by: "segment", resamples: 100 });
    for (const { keys, reasons } of rows)
      for (const { reason, estimate, lower, upper } of reasons)
        expect(keyed(single.rows, String(keys.segment), reason)).toMatchObject({ estimate, lower, upper });
  });

  test("is the same in memory and in DuckDB", async () => {
    const stream = random(4);
    const rows = Array.from({ length: 150 }, (_, i) => ({ who: `c${i % 110}`, at: i % 110 }));
    const columns = {
      who: rows.map(({ who }) => who),
      segment: rows.map(({ at }) => (at % 11 === 0 ? null : `s${at % 3}`)),
      period: rows.map(({ at }) => `p${at % 2}`),
      value: rows.map(({ at }) => at % 7),
      weight: rows.map(({ at }) => 0.5 + (at % 4)),
      reason: rows.map(() => ["late", "price", "Other", "Don't know", null, " "][stream.integer(6)]!),
    };
    const variants: Partial<ReasonsBySegmentOptions>[] = [
      {},
      { customer: "who" },
      { customer: "who", value: "value", weight: "weight" },
      { value: "value", period: "period" },
      { weight: "weight" },
    ];
    for (const more of variants)
      await expectSameInDuckdb(columns, (table) => reasonsBySegment(table, { ...quick, ...more }));
  });

  test("weights count: the effective number of customers is less, and residuals are nearer to 0", async () => {
    const columns = columnsOf([
      [30, 10],
      [10, 30],
    ]);
    const w = columns.reason.map((_, i) => (i % 2 === 0 ? 1 : 3));
    const result = await reasonsBySegment(frame({ ...columns, w }), { ...options, weight: "w" });
    expect(result.segments[0]!.effectiveN).toBeCloseTo(32, 9);
    expect(result.rows[0]!.adjustedResidual).toBeCloseTo(4, 9);
    expect(result.test!.method).toContain("effective number of customers");
    expect(result.rows[0]!.weight).toBe(60);
  });
});

describe("edges", () => {
  test.each([
    ["no reasons", { segment: ["a", "b"], reason: [null, null] }, "no actionable reasons"],
    ["only unknown ones", { segment: ["a", "b"], reason: ["Don't know", "Don't know"] }, "no actionable reasons"],
    ["one segment", { segment: ["a", "a"], reason: ["x", "y"] }, "fewer than two segments with reasons"],
  ])("%s: nothing can be compared", async (_, columns, note) => {
    const result = await reasonsBySegment(frame(columns), quick);
    expect(result.test).toBeNull();
    expect(result.found).toBe(0);
    expect(result.overall.note).toBe(note);
    expect(JSON.stringify(result)).not.toContain("NaN");
    for (const { pValue, finding } of result.rows) expect([pValue, finding]).toEqual([null, "not told from chance"]);
  });

  test("no rows: nothing can be compared; a name that nobody gave is noted", async () => {
    const table = await inDuckdb({ segment: [], reason: [] });
    const result = await reasonsBySegment(table, { ...quick, involuntary: ["Emigrated"] });
    expect(result).toMatchObject({ rows: [], segments: [], reasons: [], test: null, found: 0 });
    expect(result.overall.note).toBe("no actionable reasons; nobody gave 'Emigrated'");
  });

  test("one reason for all: shares are 1, nothing is told and nothing can be", async () => {
    const result = await reasonsBySegment(frame({ segment: ["a", "b", "b"], reason: ["x", "x", "x"] }), quick);
    expect(result.rows.map(({ estimate, adjustedResidual }) => [estimate, adjustedResidual])).toEqual([
      [1, null],
      [1, null],
    ]);
    expect(result.test).toBeNull();
    expect(result.intraclass).toBeNull();
  });

  test("a segment without a reason that is compared has null shares with a note", async () => {
    const result = await reasonsBySegment(frame({ segment: ["a", "b", "c"], reason: ["x", "y", "Don't know"] }), quick);
    expect(keyed(result.rows, "c", "x")).toMatchObject({
      estimate: null,
      shrunk: null,
      note: "no customers with a reason that is compared",
    });
  });
});

describe("errors", () => {
  const table = frame({
    who: ["1", "1", "2"],
    segment: ["a", "b", "a"],
    reason: ["x", "y", "x"],
    value: [1, -2, 3],
    period: ["p", "q", "r"],
  });
  const one = frame({ segment: ["a"], reason: ["x"] });
  test.each<[string, Partial<ReasonsBySegmentOptions>, string]>([
    [
      "a customer in two segments",
      { customer: "who" },
      "reasonsBySegment requires one 'segment' a customer; got 'a' and 'b' for '1' in 'who'",
    ],
    ["no segment", { segment: [] as never }, "reasonsBySegment requires 'segment', one column or two; got none"],
    [
      "three columns",
      { segment: ["a", "b", "c"] as never },
      "reasonsBySegment requires 'segment', one column or two; got 3",
    ],
    [
      "reason as segment",
      { segment: "reason" },
      "reasonsBySegment requires different columns of reason, segment, customer and period; got 'reason' twice",
    ],
    [
      "both periods",
      { against: one, period: "period" },
      "reasonsBySegment requires 'against' or 'period', not both; got both",
    ],
    [
      "three periods",
      { period: "period" },
      "reasonsBySegment requires two values in 'period', the period before and now; got 3: 'p', 'q', 'r'",
    ],
    [
      "a false share of 1",
      { falseShare: 1 },
      "reasonsBySegment requires a falseShare between 0 and 1, such as 0.05; got 1",
    ],
    ["few draws", { draws: 10 }, "reasonsBySegment requires at least 100 draws, a whole number; got 10"],
    ["a level of 95", { level: 95 }, "reasonsBySegment requires a level"],
    ["a column that is not there", { segment: "segmen" }, "reasonsBySegment: no column 'segmen'"],
    ["a negative value", { value: "value" }, "reasonsBySegment requires values"],
    ["a slip", { involuntary: ["X"] }, "reasonsBySegment: nobody gave the reason 'X' (involuntary); nearest: 'x'"],
  ])("%s", async (_, more, message) => {
    await expect(reasonsBySegment(table, { ...quick, ...more })).rejects.toThrow(message);
  });
});
