import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ReasonsBySegmentOptions, reasonsBySegment } from "../../src/metrics/reasonsBySegment/reasonsBySegment.js";
import { reasonCells } from "../../src/metrics/reasonsBySegment/reasonsBySegmentCells.js";
import { rateCells } from "../../src/metrics/reasonsBySegment/reasonsBySegmentRates.js";
import { binomialSample } from "../../src/statistics/binomialSample.js";
import { random } from "../../src/statistics/random.js";
import reference from "../fixtures/reasonsBySegment/rates.json";
import { type Columns, expectSame, inDuckdb } from "./sameInDuckdb.js";

const frame = (columns: Columns) => new DataFrame(columns as Record<string, unknown[]>);
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** One row a leaver, from counts of segments by reasons; null where the reason is not known. */
function leaversOf(counts: readonly (readonly number[])[], unknown: readonly number[] = []) {
  const rows = counts.flatMap((row, s) => [
    ...row.flatMap((n, r) => new Array<[string, string | null]>(n).fill([`s${s + 1}`, `r${r + 1}`])),
    ...new Array<[string, string | null]>(unknown[s] ?? 0).fill([`s${s + 1}`, null]),
  ]);
  return { segment: rows.map(([s]) => s), reason: rows.map(([, r]) => r) };
}

/** Customers of each segment, who together were at risk so long. */
function populationOf(exposure: readonly number[], customers: readonly number[]) {
  const of = <T>(value: (s: number) => T) => customers.flatMap((n, s) => new Array<T>(n).fill(value(s)));
  return { segment: of((s) => `s${s + 1}`), days: of((s) => exposure[s]! / customers[s]!) };
}

const options = { reason: "reason", segment: "segment", draws: 200 } as const;

type Result = Awaited<ReturnType<typeof reasonsBySegment>>;
const cellOf = (result: Result, segment: string, reason: string) =>
  result.rows.find(({ keys }) => keys.segment === segment && keys.reason === reason)!;

/** What is said of rates, and nothing of shares. */
const ofRates = ({ rows }: Result) =>
  rows.map(({ keys, rate, rateElsewhere, rateRatio, expected, adjustedResidual, pValue, adjustedPValue, finding }) => ({
    ...{ keys, rate, rateElsewhere, rateRatio, expected, adjustedResidual, pValue, adjustedPValue, finding },
  }));

const close = (value: number | null) =>
  value === null || value === 0 ? value : expect.closeTo(value, 9 - Math.ceil(Math.log10(Math.abs(value))));

describe("agrees with R", () => {
  test.each(reference.tables.map((each, i) => ({ i, ...each })))(
    "poisson.test, p.adjust, chisq.test and rmultinom: table $i",
    async ({ table, exposure, atLeast, cells, adjusted, statistic, df, least, pValue, simulated }) => {
      const customers = table.map((counts) => Math.max(1, sum(counts)));
      const population = { table: frame(populationOf(exposure, customers)), duration: "days" };
      const result = await reasonsBySegment(frame(leaversOf(table)), { ...options, population, atLeast, draws: 2000 });
      table.forEach((counts, s) => {
        counts.forEach((count, r) => {
          const cell = cellOf(result, `s${s + 1}`, `r${r + 1}`);
          const known = cells[s]![r]! as Readonly<Record<string, number | null>>;
          expect(cell.rate).toMatchObject({
            estimate: close(known.rate!),
            lower: close(known.rateLower!),
            upper: close(known.rateUpper!),
          });
          expect(cell.rateRatio).toMatchObject({
            estimate: close(known.ratio!),
            lower: close(known.lower!),
            upper: close(known.upper!),
          });
          expect(cell.adjustedResidual).toBeCloseTo(known.residual!, 8);
          expect(cell.pValue).toEqual(close(known.p!));
          expect(cell.adjustedPValue).toEqual(close(adjusted[s]![r]!));
          expect(cell.customers).toBe(count);
        });
      });
      expect(result.test!.statistic).toEqual(close(statistic));
      expect(result.test!.degreesOfFreedom).toBe(least < 5 ? null : df);
      if (least < 5) expect(Math.abs(result.test!.pValue - simulated!)).toBeLessThan(0.045);
      else expect(result.test!.pValue).toBeCloseTo(pValue, 9);
    },
    30_000,
  );
});

describe("reasonsBySegment(leavers, { population }) by hand", () => {
  // Segment 1 leaves for r1 as often as segment 2, and hardly for r2: a larger share of r1, at the same rate.
  const counts = [
    [40, 4],
    [40, 80],
  ];
  const population = { table: frame(populationOf([36_500, 36_500], [200, 200])), duration: "days", per: 365 };

  test("a segment that leaves less for everything else has a larger share at the same rate: shares find it, rates do not", async () => {
    const shares = await reasonsBySegment(frame(leaversOf(counts)), options);
    const rates = await reasonsBySegment(frame(leaversOf(counts)), { ...options, population });
    expect(cellOf(shares, "s1", "r1").finding).toBe("more than elsewhere");
    expect(cellOf(rates, "s1", "r1")).toMatchObject({
      finding: "not told from chance",
      estimate: 40 / 44,
      rate: { estimate: 0.4, n: 200 },
      rateElsewhere: 0.4,
      rateRatio: { estimate: 1, n: 80 },
      expected: 40,
      adjustedResidual: 0,
      pValue: 1,
    });
    expect(cellOf(rates, "s1", "r2")).toMatchObject({
      finding: "less than elsewhere",
      rateRatio: { estimate: 0.05 },
      expected: 42,
      adjustedResidual: expect.closeTo(-38 / Math.sqrt(21), 12),
    });
    expect(rates).toMatchObject({
      compared: "rates",
      atLeast: 1,
      population: { customers: 400, exposure: 73_000, per: 365, missing: 0 },
      found: 2,
    });
    expect(shares).toMatchObject({ compared: "shares", population: null, atLeast: 1 });
    expect(shares.rows[0]).toMatchObject({ rate: null, rateElsewhere: null, rateRatio: null });
    expect(shares.segments[0]).toMatchObject({ atRisk: null, exposure: null, known: null });
    // Σ over both reasons of 2 · (O − E)²/E, with one degree of freedom each.
    expect(rates.test).toMatchObject({ statistic: expect.closeTo((2 * 38 ** 2) / 42, 9), degreesOfFreedom: 2 });
  });

  test("shares, their intervals and what is shrunk stay as they are without a population", async () => {
    const bare = ({ rows }: Result) =>
      rows.map(({ estimate, lower, upper, elsewhere, shrunk }) => [estimate, lower, upper, elsewhere, shrunk]);
    const shares = await reasonsBySegment(frame(leaversOf(counts)), options);
    expectSame(bare(await reasonsBySegment(frame(leaversOf(counts)), { ...options, population })), bare(shares));
  });

  test("where half of the leavers are not known, half of the exposure counts", async () => {
    const result = await reasonsBySegment(
      frame(
        leaversOf(
          [
            [40, 4],
            [20, 40],
          ],
          [0, 60],
        ),
      ),
      { ...options, population },
    );
    expect(result.segments.map(({ known, exposure }) => [known, exposure])).toEqual([
      [1, 36_500],
      [0.5, 36_500],
    ]);
    expect(cellOf(result, "s2", "r1")).toMatchObject({ rate: { estimate: 0.4 }, rateRatio: { estimate: 1 } });
    expect(result.method).toContain("exposure times the share of leavers whose reason is known");
  });

  test("'Don't know' is not known, 'Moved away' is", async () => {
    const { segment, reason } = leaversOf(counts);
    const more = { segment: [...segment, "s1", "s1"], reason: [...reason, "Don't know", "Moved away"] };
    const result = await reasonsBySegment(frame(more), { ...options, population, involuntary: ["Moved away"] });
    expect(result.segments[0]!.known).toBeCloseTo(45 / 46, 12);
  });

  test("entries are taken off, and who has no duration or segment counts neither way", async () => {
    const table = frame({
      segment: ["s1", "s1", "s1", "s2", "s2", null],
      tenure: [500, 300, null, 400, 400, 400],
      entry: [100, 0, 0, 0, null, 0],
    });
    const result = await reasonsBySegment(frame(leaversOf([[1], [1]])), {
      ...options,
      population: { table, duration: "tenure", entry: "entry" },
    });
    expect(result.segments.map(({ exposure, atRisk }) => [exposure, atRisk])).toEqual([
      [700, 2],
      [400, 1],
    ]);
    expect(result.population).toMatchObject({ customers: 3, exposure: 1100, missing: 3 });
    expect(result.overall.note).toContain("3 of the population without a segment or a time at risk");
  });

  test("a segment that nobody left is compared too: less than elsewhere", async () => {
    const table = frame(populationOf([1000, 1000, 1000], [100, 100, 100]));
    const result = await reasonsBySegment(frame(leaversOf([[20], [22]])), { ...options, population: { table } });
    expect(cellOf(result, "s3", "r1")).toMatchObject({
      estimate: null,
      customers: 0,
      rate: { estimate: 0, lower: 0 },
      rateRatio: { estimate: 0, n: 42 },
      finding: "less than elsewhere",
    });
    expect(result.segments[2]).toMatchObject({ n: 0, atRisk: 100, exposure: 100, known: null });
  });

  test("atLeast keeps what is too small to matter from being found, in however large a table", async () => {
    const many = frame(leaversOf([[1200], [1000]]));
    const table = frame(populationOf([5000, 5000], [5000, 5000]));
    const found = async (atLeast: number) =>
      (await reasonsBySegment(many, { ...options, population: { table, duration: "days" }, atLeast })).found;
    expect([await found(1), await found(1.05), await found(1.25)]).toEqual([2, 2, 0]);
  });

  test("two columns, several reasons a customer, and values beside them", async () => {
    const { segment, reason } = leaversOf(counts);
    const region = segment.map((_, i) => (i % 2 === 0 ? "north" : "south"));
    const who = segment.map((_, i) => `c${i}`);
    const value = segment.map(() => 2);
    const risk = frame({
      segment: Array.from({ length: 800 }, (_, i) => `s${1 + (i % 2)}`),
      region: Array.from({ length: 800 }, (_, i) => ["north", "south", "west"][Math.floor(i / 2) % 3]!),
    });
    const result = await reasonsBySegment(
      frame({
        segment: [...segment, "s1"],
        reason: [...reason, "r2"],
        region: [...region, "north"],
        who: [...who, "c0"],
        value: [...value, 2],
      }),
      { ...options, segment: ["segment", "region"], customer: "who", value: "value", population: { table: risk } },
    );
    expect(result.segments).toHaveLength(6);
    expect(
      result.rows.find(({ keys }) => keys.region === "north" && keys.segment === "s1" && keys.reason === "r1"),
    ).toMatchObject({
      customers: 20,
      value: 40,
    });
    expect(
      result.rows.find(({ keys }) => keys.region === "west" && keys.segment === "s1" && keys.reason === "r1"),
    ).toMatchObject({
      customers: 0,
      value: 0,
    });
    expect(result.test!.method).toContain("a customer may have several reasons");
    expect(result.test!.pValue).toBeLessThan(0.01);
  });
});

describe("where everybody leaves at the same rate", () => {
  /** Leavers of two to six segments of very different exposure, spread by nothing else. */
  function alike(stream: ReturnType<typeof random>) {
    const [segments, reasons] = [2 + stream.integer(5), 2 + stream.integer(7)];
    const exposures = Array.from({ length: segments }, () => 50 + 3000 * stream.next() ** 3);
    const rates = Array.from({ length: reasons }, () => 0.001 + 0.1 * stream.next() ** 3);
    // A Poisson count is a binomial one of many trials.
    const counts = exposures.map((exposure) =>
      rates.map((rate) => binomialSample(1e6, (rate * exposure) / 1e6, stream)),
    );
    return { exposures, counts };
  }

  test("the screen finds anything at all in at most 6 % of 2,000 data sets, though shares differ", () => {
    const stream = random(2026);
    let found = 0;
    for (let i = 0; i < 2000; i++) {
      const { exposures, counts } = alike(stream);
      const segments = counts.map((customers) => ({ customers, named: customers, size: sum(customers) }));
      const n = sum(counts.flat());
      const table = {
        reasons: counts[0]!.map(String),
        segments,
        shares: counts[0]!.map(() => 0.5),
        n,
        patterns: [],
      } as never;
      const risks = exposures.map((exposure) => ({ cells: [], customers: 1, exposure, known: 1 }));
      const shares = reasonCells(
        { ...(table as object), segments: counts.map(() => ({ size: 0, named: counts[0] })) } as never,
        0,
        0.05,
      );
      const cells = rateCells(table, risks, shares, { falseShare: 0.05, atLeast: 1, per: 1, level: 0.95 });
      if (cells.flat().some(({ finding }) => finding !== "not told from chance")) found++;
    }
    expect(found / 2000).toBeLessThanOrEqual(0.06);
    expect(found).toBeGreaterThan(10);
  });
});

describe("laws", () => {
  const runs = { numRuns: 12 };
  const counts = fc.array(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 2, maxLength: 2 }), {
    minLength: 2,
    maxLength: 4,
  });
  const seeds = fc.integer({ min: 1, max: 1e6 });

  const dataOf = (table: readonly (readonly number[])[], seed: number) => {
    const stream = random(seed);
    const customers = table.map((row) => sum(row) + 1 + stream.integer(20));
    const exposure = customers.map((n) => n * (1 + stream.integer(300)));
    return { leavers: leaversOf(table), population: populationOf(exposure, customers) };
  };
  const ask = (leavers: Columns, table: Columns, more: Partial<ReasonsBySegmentOptions> = {}) =>
    reasonsBySegment(frame(leavers), { ...options, population: { table: frame(table), duration: "days" }, ...more });
  const backwards = (columns: Columns) =>
    Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, [...cells].reverse()]));

  test("is unchanged by the order of leavers and of the population", async () => {
    await fc.assert(
      fc.asyncProperty(counts, seeds, async (table, seed) => {
        const { leavers, population } = dataOf(table, seed);
        fc.pre(leavers.reason.length > 0);
        expectSame(await ask(backwards(leavers), backwards(population)), await ask(leavers, population));
      }),
      runs,
    );
  });

  test("a customer split into two rows, each for half the time, changes no cell but how many were at risk", async () => {
    await fc.assert(
      fc.asyncProperty(counts, seeds, async (table, seed) => {
        const { leavers, population } = dataOf(table, seed);
        fc.pre(leavers.reason.length > 0);
        const twice = {
          segment: population.segment.flatMap((s) => [s, s]),
          days: population.days.flatMap((days) => [days / 4, (3 * days) / 4]),
        };
        const without = (result: Result) =>
          ofRates(result).map(({ rate, ...cell }) => ({ ...cell, rate: rate!.estimate, lower: rate!.lower }));
        expectSame(without(await ask(leavers, twice)), without(await ask(leavers, population)));
      }),
      runs,
    );
  });

  test("days or years: ratios and p-values are the same, and 'per' makes one rate of the other", async () => {
    await fc.assert(
      fc.asyncProperty(counts, seeds, async (table, seed) => {
        const { leavers, population } = dataOf(table, seed);
        fc.pre(leavers.reason.length > 0);
        const years = { ...population, days: population.days.map((days) => days / 365) };
        const perYear = { table: frame(population), duration: "days", per: 365 };
        expectSame(
          ofRates(await ask(leavers, years)),
          ofRates(await ask(leavers, population, { population: perYear })),
        );
      }),
      runs,
    );
  });

  test("a finding is beyond atLeast by its interval, too", async () => {
    await fc.assert(
      fc.asyncProperty(counts, seeds, async (table, seed) => {
        const { leavers, population } = dataOf(table, seed);
        fc.pre(leavers.reason.length > 0);
        for (const { finding, rateRatio } of (await ask(leavers, population, { atLeast: 1.25 })).rows) {
          if (finding === "more than elsewhere") expect(rateRatio!.lower).toBeGreaterThan(1.25);
          if (finding === "less than elsewhere") expect(rateRatio!.upper).toBeLessThan(1 / 1.25);
        }
      }),
      runs,
    );
  });

  test("is the same in memory and in DuckDB", async () => {
    const { leavers, population } = dataOf(
      [
        [9, 4],
        [3, 8],
        [0, 5],
      ],
      4,
    );
    const entry = population.days.map((days, i) => (i % 7 === 0 ? null : days / 4));
    const who = leavers.reason.map(
      (_, i) => `c${i - (i % 5 === 1 && leavers.segment[i] === leavers.segment[i - 1] ? 1 : 0)}`,
    );
    const columns = { ...population, entry };
    const variants = [{}, { duration: "days" }, { duration: "days", entry: "entry", per: 365 }];
    for (const risk of variants) {
      for (const more of [{}, { customer: "who" }]) {
        const asked = { ...options, ...more, atLeast: 1.1 };
        const expected = await reasonsBySegment(frame({ ...leavers, who }), {
          ...asked,
          population: { table: frame(columns), ...risk },
        });
        const table = await inDuckdb(columns);
        expectSame(
          await reasonsBySegment(await inDuckdb({ ...leavers, who }), { ...asked, population: { table, ...risk } }),
          expected,
        );
      }
    }
  });
});

describe("edges", () => {
  test("one segment at risk: nothing to compare, null with a note", async () => {
    const result = await reasonsBySegment(frame(leaversOf([[2, 1]])), {
      ...options,
      population: { table: frame(populationOf([10], [5])) },
    });
    expect(result).toMatchObject({ test: null, found: 0 });
    expect(result.overall.note).toBe("fewer than two segments at risk");
    expect(result.rows[0]).toMatchObject({
      rate: { estimate: 0.4 },
      rateElsewhere: null,
      rateRatio: { estimate: null, note: "nobody to compare with" },
      pValue: null,
      expected: null,
    });
    expect(JSON.stringify(result)).not.toContain("NaN");
  });

  test("a segment of whose leavers no reason is known has no rate, and the others are compared without it", async () => {
    const result = await reasonsBySegment(frame(leaversOf([[2], [3], [0]], [0, 0, 4])), {
      ...options,
      population: { table: frame(populationOf([10, 10, 10], [10, 10, 10])) },
    });
    expect(cellOf(result, "s3", "r1")).toMatchObject({
      rate: { estimate: null, note: "nobody at risk whose reason would be known" },
      rateRatio: { estimate: null },
      pValue: null,
    });
    expect(cellOf(result, "s1", "r1")).toMatchObject({ expected: 2.5 });
  });

  test("a reason of one segment alone has a lower bound and no ratio", async () => {
    const table = frame(populationOf([10, 10], [10, 10]));
    const result = await reasonsBySegment(
      frame(
        leaversOf([
          [6, 1],
          [0, 2],
        ]),
      ),
      { ...options, population: { table } },
    );
    expect(cellOf(result, "s1", "r1").rateRatio).toMatchObject({
      estimate: null,
      lower: expect.closeTo(1.1776, 3),
      upper: null,
      note: "nobody elsewhere left for it",
    });
  });

  test("no leavers: nothing to compare", async () => {
    const result = await reasonsBySegment(await inDuckdb({ segment: [], reason: [] }), {
      ...options,
      population: { table: frame(populationOf([10, 10], [10, 10])) },
    });
    expect(result).toMatchObject({ rows: [], test: null, found: 0 });
    expect(result.overall.note).toBe("no actionable reasons");
  });
});

describe("errors", () => {
  const leavers = frame({ segment: ["a", "a", "b"], reason: ["x", "y", "x"], w: [1, 2, 1], period: ["p", "q", "p"] });
  const table = frame({
    segment: ["a", "a", "b", "c"],
    days: [5, 5, 5, 5],
    late: [0, 9, 0, 0],
    minus: [-1, 2, 3, 4],
    word: ["x", "y", "z", "w"],
  });
  const population = { table };
  test.each<[string, Partial<ReasonsBySegmentOptions>, string]>([
    [
      "weights",
      { population, weight: "w" },
      "reasonsBySegment compares rates of customers who count alike, without a weight; got 'w'",
    ],
    [
      "another period",
      { population, against: leavers },
      "reasonsBySegment compares rates of one period; got 'population' and 'against'",
    ],
    [
      "a period column",
      { population, period: "period" },
      "reasonsBySegment compares rates of one period; got 'population' and 'period'",
    ],
    [
      "a size without rates",
      { atLeast: 1.25 },
      "reasonsBySegment requires 'population' with atLeast, which is of a ratio of rates; got 1.25 alone",
    ],
    [
      "a size below 1",
      { population, atLeast: 0.8 },
      "reasonsBySegment requires atLeast of 1 or more, such as 1.25; got 0.8",
    ],
    ["per 0", { population: { table, per: 0 } }, "reasonsBySegment requires 'per' above 0, such as 365; got 0"],
    [
      "an entry alone",
      { population: { table, entry: "late" } },
      "reasonsBySegment requires 'duration' of the population with its 'entry'; got entry 'late' alone",
    ],
    [
      "no such segment",
      { population: { table: frame({ part: ["a"] }) } },
      "reasonsBySegment: no column 'segment' in the table",
    ],
    [
      "words for days",
      { population: { table, duration: "word" } },
      "reasonsBySegment requires numbers in 'word'; got text in the table",
    ],
    [
      "negative days",
      { population: { table, duration: "minus" } },
      "reasonsBySegment requires durations of at least 0 in 'minus'; got -1 (row 1)",
    ],
    [
      "an entry after the end",
      { population: { table, duration: "days", entry: "late" } },
      "reasonsBySegment requires 'late' up to 'days'; got entry 9 after 5 (row 2)",
    ],
    [
      "leavers of no population",
      { population: { table: frame({ segment: ["a", "a", "c"] }) } },
      "reasonsBySegment requires everybody who left in the population; got 1 who left 'b' and 0 customers of it in the table",
    ],
    [
      "more leavers than customers",
      { population: { table: frame({ segment: ["a", "b"] }) } },
      "reasonsBySegment requires everybody who left in the population; got 2 who left 'a' and 1 customers of it in the table",
    ],
    [
      "leavers who were never at risk",
      { population: { table: frame({ segment: ["a", "a", "b"], days: [1, 1, 0] }), duration: "days" } },
      "reasonsBySegment requires everybody who left in the population; got 1 who left 'b' and no time at risk of it in the table",
    ],
  ])("%s", async (_, more, message) => {
    await expect(reasonsBySegment(leavers, { ...options, ...more })).rejects.toThrow(message);
  });
});
