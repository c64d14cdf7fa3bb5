import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ConversionIndexOptions, conversionIndex } from "../../src/metrics/periods/conversionIndex.js";
import reference from "../fixtures/mover/mover.json";
import { type Columns, expectSameInDuckdb } from "./sameInDuckdb.js";

const frame = (columns: object) => new DataFrame(columns as Record<string, unknown[]>);

/** Cases of months: so many of so many bought. */
const cases = (months: readonly (readonly [string, number, number])[]) => ({
  on: months.flatMap(([month, , n]) => Array.from({ length: n }, () => `${month}-10`)),
  bought: months.flatMap(([, yes, n]) => Array.from({ length: n }, (_, i) => i < yes)),
});
const monthly = { converted: "bought", date: "on", each: "month", asOf: "2025-03-31" } as const;
const three = cases([
  ["2025-01", 10, 50],
  ["2025-02", 12, 40],
  ["2025-03", 10, 100],
]);

describe("by hand", () => {
  test("20 %, 30 % and 10 % are 100, 150 and 50; links 150 and 33.3", async () => {
    const found = await conversionIndex(frame(three), monthly);
    expect(found).toMatchObject({ base: "2025-01", last: "2025-03", unit: "index", linked: "fixed" });
    expect(found.label).toBe("Conversion index (2025-01 = 100)");
    expect(found.method).toBe("ratio of two rates (MOVER-R), Wilson");
    expect(found.rows.map(({ estimate }) => estimate)).toEqual([100, 150, 50].map((x) => expect.closeTo(x, 10)));
    expect(found.rows.map(({ link }) => link)).toEqual([null, expect.closeTo(150, 10), expect.closeTo(100 / 3, 10)]);
    expect(found.rows[0]).toMatchObject({ lower: null, upper: null, note: "the base", value: 0.2 });
    expect(found.overall).toMatchObject({ n: 100, value: 0.1, missing: 0 });
  });

  test("by segment: everybody is what the segments are together", async () => {
    const both = frame({ ...three, kind: three.on.map((_, i) => (i % 2 === 0 ? "x" : "y")) });
    const found = await conversionIndex(both, { ...monthly, by: "kind" });
    expect(found.rows).toHaveLength(6);
    expect(found.by).toEqual(["kind", "period"]);
    expect(found.overall).toEqual((await conversionIndex(frame(three), monthly)).overall);
  });

  test("a value of a column may mean converted; what does not say is counted apart", async () => {
    const table = frame({
      on: ["2025-01-01", "2025-01-02", "2025-02-01", null],
      state: ["paid", "left", null, "paid"],
    });
    const asked = { ...monthly, converted: { column: "state", value: "paid" }, asOf: "2025-02-28" } as const;
    const found = await conversionIndex(table, asked);
    expect(found.rows[1]).toMatchObject({ estimate: null, missing: 1, note: "no cases" });
    expect(found.excluded).toEqual({ missing: 2, outOfRange: 0 });
  });
});

describe("agrees with the definition of a ratio's bounds, solved by bisection in scipy", () => {
  test.each(reference.shares.filter(({ ratio }) => ratio !== null))(
    "$first over $second",
    async ({ first, second, ratio }) => {
      const table = frame(
        cases([
          ["2025-01", second[0]!, second[1]!],
          ["2025-02", first[0]!, first[1]!],
        ]),
      );
      const { overall } = await conversionIndex(table, { ...monthly, asOf: "2025-02-28" });
      expect(overall.estimate).toBeCloseTo((100 * first[0]! * second[1]!) / first[1]! / second[0]!, 8);
      expect(overall.lower! / 100 / (1 + ratio![0]!)).toBeCloseTo(ratio![0]! / (1 + ratio![0]!), 10);
      expect(overall.upper! / 100 / (1 + ratio![1]!)).toBeCloseTo(ratio![1]! / (1 + ratio![1]!), 10);
    },
  );
});

describe("laws", () => {
  const one = fc.record({
    on: fc.option(fc.constantFrom("2025-01-03", "2025-02-05", "2025-03-07T10:00:00"), { freq: 12 }),
    bought: fc.option(fc.boolean(), { freq: 12 }),
    who: fc.option(fc.constantFrom("a", "b", "c", "d"), { freq: 12 }),
    w: fc.option(fc.constantFrom(0.5, 1, 3), { freq: 12 }),
    kind: fc.constantFrom("x", "y"),
  });
  const known = { bought: true, who: "a", w: 1, kind: "x" };
  const some = fc.array(one, { maxLength: 30 }).map((all) => [...all, { on: "2025-01-31", ...known }]);
  const columnsOf = (all: readonly object[]) =>
    Object.fromEntries(
      ["on", "bought", "who", "w", "kind"].map((name) => [
        name,
        all.map((each) => (each as Record<string, unknown>)[name]),
      ]),
    );
  const variant = fc.record({
    visitor: fc.constantFrom(undefined, "who"),
    weight: fc.constantFrom(undefined, "w"),
    by: fc.constantFrom(undefined, "kind"),
    linked: fc.constantFrom("fixed" as const, "chain" as const),
  });
  const ask = (given: object) =>
    ({
      ...monthly,
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    }) as ConversionIndexOptions;

  test("nothing is NaN or infinite, the interval holds the index, what is null says why", async () => {
    await fc.assert(
      fc.asyncProperty(some, variant, async (all, chosen) => {
        const { rows, overall } = await conversionIndex(frame(columnsOf(all)), ask(chosen));
        for (const { estimate, lower, upper, note } of [...rows, overall]) {
          expect([estimate, lower, upper].every((x) => x === null || Number.isFinite(x))).toBe(true);
          if (estimate === null || upper === null) expect(note).not.toBeNull();
          else expect(0 <= lower! && lower! <= estimate && estimate <= upper).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("chained it is the same, or it breaks where a month between has no conversions", async () => {
    await fc.assert(
      fc.asyncProperty(some, async (all) => {
        const fixed = await conversionIndex(frame(columnsOf(all)), ask({ linked: "fixed" }));
        const chain = await conversionIndex(frame(columnsOf(all)), ask({ linked: "chain" }));
        const february = chain.rows[1]!.value;
        expect(chain.rows[2]).toEqual(
          (february ?? 0) > 0 || fixed.rows[2]!.estimate === null
            ? fixed.rows[2]
            : expect.objectContaining({ estimate: null, lower: null, note: "the chain breaks at 2025-02" }),
        );
      }),
      { numRuns: 30 },
    );
  });

  test("in DuckDB as in memory", async () => {
    await fc.assert(
      fc.asyncProperty(some, variant, (all, chosen) =>
        expectSameInDuckdb(columnsOf(all) as Columns, (table) => conversionIndex(table, ask(chosen))),
      ),
      { numRuns: 12 },
    );
  });
});

describe("edges", () => {
  test("a base without conversions: null with a note", async () => {
    const table = frame(
      cases([
        ["2025-01", 0, 5],
        ["2025-02", 2, 5],
      ]),
    );
    const { rows } = await conversionIndex(table, { ...monthly, asOf: "2025-02-28" });
    expect(rows.map(({ estimate, note }) => [estimate, note])).toEqual([
      [null, "base 2025-01 is not above 0"],
      [null, "base 2025-01 is not above 0"],
    ]);
  });

  test("a running month has no index; the base is then the first complete one", async () => {
    const found = await conversionIndex(frame(three), { ...monthly, from: "2025-01-10", asOf: "2025-03-10" });
    expect(found).toMatchObject({ base: "2025-02", last: "2025-02" });
    expect(found.rows[0]!.note).toBe("only 22 of its 31 days are within the dates asked for");
    expect(found.rows[2]!.note).toBe("running: 10 of its 31 days by 2025-03-10");
  });
});

describe("refuses", () => {
  const refused = (given: object, columns: object = three) =>
    expect(conversionIndex(frame(columns), { ...monthly, ...given } as unknown as ConversionIndexOptions)).rejects;

  test("an answer that is neither yes nor no; a base that is no period; a negative weight", async () => {
    await refused({}, { ...three, bought: three.bought.map((yes) => (yes ? "yes" : "no")) }).toThrow(
      "conversionIndex requires true and false, or 1 and 0, in 'bought'; got",
    );
    await refused({ base: "2025-04" }).toThrow("conversionIndex: no period '2025-04' in the table; nearest:");
    await refused({ weight: "w" }, { ...three, w: three.on.map(() => -1) }).toThrow(
      "conversionIndex requires weights of at least 0 in 'w'; got -1",
    );
    await refused({ linked: "loop" }).toThrow(
      "conversionIndex requires a way 'linked' of 'fixed', 'chain'; got 'loop'",
    );
  });
});
