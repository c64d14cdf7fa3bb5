import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type RetentionReading, retention } from "../../src/metrics/retention/retention.js";
import { retentionFromSums } from "../../src/metrics/retention/retentionFromCounts.js";
import { openDuckdb } from "../../src/tables/duckdb/connection.js";
import { typedRelation } from "../../src/tables/duckdb/typed-relation.js";
import { sqlTable } from "../../src/tables/sql/sql-table.js";
import type { Table } from "../../src/tables/table.js";
import { anybody, type Customer, customerColumns, customerFrame, shoppers } from "./retentionCustomers.js";

const READINGS: readonly RetentionReading[] = ["base", "end", "gross", "same"];
const reading = fc.constantFrom(...READINGS);
const kind = fc.constantFrom("raw", "sales", "profit");

const columns = (kind: string, reading: RetentionReading) =>
  kind === "raw"
    ? ({ kind: "raw", retained: "retained" } as const)
    : ({ kind: kind as "sales" | "profit", retained: "retained", start: "start", end: "end", reading } as const);

const rate = async (given: readonly Customer[], reading: RetentionReading) =>
  (await retention(customerFrame(given), columns("sales", reading))).overall;

const total = (given: readonly Customer[], of: (one: Customer) => number) =>
  given.reduce((sum, one) => sum + of(one), 0);
const whole = (given: readonly Customer[], of: "start" | "end") => total(given, (one) => one[of]!);
const keptOnly = (given: readonly Customer[]) => given.filter(({ retained }) => retained === true);

describe("identities of the four readings", () => {
  test("base is raw retention in which each customer counts as often as it is worth", async () => {
    await fc.assert(
      fc.asyncProperty(shoppers, async (given) => {
        const weighted = customerFrame(given.map((one) => ({ ...one, w: one.start })));
        const logos = await retention(weighted, { kind: "raw", retained: "retained", weight: "w" });
        expect((await rate(given, "base")).estimate).toBeCloseTo(logos.overall.estimate!, 11);
      }),
      { numRuns: 60 },
    );
  });

  test("end is what the kept bring now over what all brought; same is it over what all bring now", async () => {
    await fc.assert(
      fc.asyncProperty(shoppers, async (given) => {
        const now = whole(keptOnly(given), "end");
        expect((await rate(given, "end")).estimate).toBeCloseTo(now / whole(given, "start"), 10);
        expect((await rate(given, "same")).estimate).toBeCloseTo(now / whole(given, "end"), 10);
      }),
      { numRuns: 60 },
    );
  });

  test("gross ≤ min(1, end), gross ≤ base ≤ 1; without growth gross is end, without shrinking it is base", async () => {
    await fc.assert(
      fc.asyncProperty(shoppers, async (given) => {
        const [base, end, gross] = [await rate(given, "base"), await rate(given, "end"), await rate(given, "gross")];
        expect(gross.estimate).toBeLessThanOrEqual(Math.min(1, end.estimate!, base.estimate!) + 1e-12);
        expect(base.estimate).toBeLessThanOrEqual(1);
        const shrinking = given.map((one) => ({ ...one, end: Math.min(one.start!, one.end!) }));
        expect((await rate(shrinking, "gross")).estimate).toBeCloseTo((await rate(shrinking, "end")).estimate!, 12);
        const growing = given.map((one) => ({ ...one, end: Math.max(one.start!, one.end!) }));
        expect((await rate(growing, "gross")).estimate).toBeCloseTo(base.estimate!, 12);
      }),
      { numRuns: 40 },
    );
  });

  test("start − lost − contracted + expanded is what the kept bring now", async () => {
    await fc.assert(
      fc.asyncProperty(shoppers, async (given) => {
        const row = await rate(given, "end");
        const sums = retentionFromSums({
          start: row.startValue!,
          lost: row.lostValue!,
          contracted: row.contractedValue!,
          expanded: row.expandedValue!,
        });
        expect(sums.end).toBeCloseTo(row.estimate!, 10);
        expect(sums.gross).toBeCloseTo((await rate(given, "gross")).estimate!, 10);
        expect(sums.base).toBeCloseTo((await rate(given, "base")).estimate!, 10);
      }),
      { numRuns: 40 },
    );
  });

  test("of customers who are all worth the same every reading is raw retention", async () => {
    await fc.assert(
      fc.asyncProperty(shoppers, reading, async (given, chosen) => {
        const alike = given.map((one) => ({ ...one, start: 7, end: 7 }));
        const row = await rate(alike, chosen);
        const raw = await retention(customerFrame(given), columns("raw", chosen));
        expect(row.estimate).toBeCloseTo(raw.overall.estimate!, 12);
        expect(row.againstRaw!.estimate).toBeCloseTo(0, 12);
        if (chosen === "end") return;
        expect(row.lower).toBeCloseTo(raw.overall.lower!, 8);
        expect(row.upper).toBeCloseTo(raw.overall.upper!, 8);
      }),
      { numRuns: 60 },
    );
  });
});

describe("laws of every kind and reading", () => {
  test("overall is Σ share·rate over the segments, and their counts add up", async () => {
    await fc.assert(
      fc.asyncProperty(anybody, kind, reading, async (given, chosen, read) => {
        const { overall, rows } = await retention(customerFrame(given), { ...columns(chosen, read), by: "segment" });
        for (const field of ["n", "customersAtStart", "retained", "lost", "missing"] as const) {
          expect(rows.reduce((sum, row) => sum + row[field], 0)).toBe(overall[field]);
        }
        const parts = rows.filter(({ n }) => n > 0);
        if (overall.estimate === null || parts.some(({ estimate }) => estimate === null)) return;
        const mixed = parts.reduce((sum, row) => sum + row.share! * row.estimate!, 0);
        expect(mixed).toBeCloseTo(overall.estimate, 8);
        expect(parts.reduce((sum, row) => sum + row.share!, 0)).toBeCloseTo(1, 9);
      }),
      { numRuns: 150 },
    );
  });

  test("is unchanged by the order of customers, and by what is weighed in cents", async () => {
    await fc.assert(
      fc.asyncProperty(anybody, kind, reading, async (given, chosen, read) => {
        const one = await retention(customerFrame(given), columns(chosen, read));
        expect(await retention(customerFrame([...given].reverse()), columns(chosen, read))).toEqual(one);
        const cents = (value: number | null) => (value === null ? null : 100 * value);
        const inCents = given.map((row) => ({ ...row, start: cents(row.start), end: cents(row.end) }));
        const other = (await retention(customerFrame(inCents), columns(chosen, read))).overall;
        for (const field of ["estimate", "lower", "upper", "standardError", "effectiveN"] as const) {
          const value = one.overall[field];
          if (value === null) expect(other[field]).toBeNull();
          else expect(other[field]! / (1 + Math.abs(value))).toBeCloseTo(value / (1 + Math.abs(value)), 8);
        }
      }),
      { numRuns: 80 },
    );
  });

  test("weights of 1 equal none; a common factor of the weights changes only their sums", async () => {
    await fc.assert(
      fc.asyncProperty(shoppers, kind, reading, fc.constantFrom(2, 0.25, 7), async (given, chosen, read, factor) => {
        const weighted = async (w: number) =>
          (
            await retention(customerFrame(given.map((one) => ({ ...one, w }))), {
              ...columns(chosen, read),
              weight: "w",
            })
          ).overall;
        const plain = (await retention(customerFrame(given), columns(chosen, read))).overall;
        const [ones, scaled] = [await weighted(1), await weighted(factor)];
        for (const field of ["estimate", "lower", "upper", "standardError", "effectiveN"] as const) {
          const value = plain[field];
          if (value === null) expect(ones[field]).toBeNull();
          else {
            expect(ones[field]).toBeCloseTo(value, 9);
            expect(scaled[field]).toBeCloseTo(value, 8);
          }
        }
      }),
      { numRuns: 80 },
    );
  });

  test("a split customer of equal weight counts as before: weights 2 stand for two alike", async () => {
    await fc.assert(
      fc.asyncProperty(shoppers, reading, async (given, read) => {
        const twice = given.map((one, i) => ({ ...one, w: i % 2 === 0 ? 2 : 1 }));
        const copies = given.flatMap((one, i) => (i % 2 === 0 ? [one, one] : [one]));
        const weighted = await retention(customerFrame(twice), { ...columns("sales", read), weight: "w" });
        expect(weighted.overall.estimate).toBeCloseTo((await rate(copies, read)).estimate!, 10);
      }),
      { numRuns: 40 },
    );
  });

  test("lower ≤ estimate ≤ upper; shares stay in 0–1, net retention at 0 or more", async () => {
    await fc.assert(
      fc.asyncProperty(
        shoppers,
        kind,
        reading,
        fc.constantFrom("wilson", "clopper-pearson", "jeffreys", "linearized"),
        async (given, chosen, read, method) => {
          const isLinear = method === "linearized";
          if ((chosen === "raw" && isLinear) || (chosen !== "raw" && read === "end" && !isLinear)) return;
          const options = { ...columns(chosen, read), method } as const;
          const { overall } = await retention(customerFrame(given), options);
          if (overall.lower === null) return;
          expect(overall.lower).toBeGreaterThanOrEqual(0);
          expect(overall.lower).toBeLessThanOrEqual(overall.estimate! + 1e-9);
          expect(overall.upper).toBeGreaterThanOrEqual(overall.estimate! - 1e-9);
          if (chosen === "raw" || read !== "end") expect(overall.upper).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("no number is NaN or infinite, whatever is missing or below 0", async () => {
    await fc.assert(
      fc.asyncProperty(anybody, kind, reading, async (given, chosen, read) => {
        const options = { ...columns(chosen, read), by: "segment", weight: "w" };
        const { overall, rows } = await retention(customerFrame(given), options);
        const text = JSON.stringify([overall, ...rows], (_, value) =>
          typeof value === "number" && !Number.isFinite(value) ? "not a number" : value,
        );
        expect(text).not.toContain("not a number");
        for (const row of [overall, ...rows]) if (row.estimate === null) expect(row.note).not.toBeNull();
      }),
      { numRuns: 100 },
    );
  });
});

describe("in DuckDB as in memory", async () => {
  const engine = await openDuckdb({ folders: [] }, { threads: 2 });
  let tables = 0;

  async function inDuckdb(given: readonly Customer[]): Promise<Table> {
    const name = `customers_${tables++}`;
    const cells = Object.entries(customerColumns(given));
    const type = (column: string) => (column === "segment" ? "VARCHAR" : column === "retained" ? "BOOLEAN" : "DOUBLE");
    const literal = (value: unknown) =>
      value === null ? "NULL" : typeof value === "string" ? engine.dialect.literal(value) : String(value);
    const rows = given.map(
      (_, row) =>
        `(${cells.map(([column, values]) => `CAST(${literal(values[row]!)} AS ${type(column)})`).join(", ")})`,
    );
    await engine.query(`CREATE TABLE ${name} (${cells.map(([column]) => `"${column}" ${type(column)}`).join(", ")})`);
    await engine.query(`INSERT INTO ${name} VALUES ${rows.join(", ")}`);
    return sqlTable(engine, await typedRelation(engine, name, "customers"));
  }

  function expectSame(found: unknown, expected: unknown): void {
    if (typeof expected === "number") {
      expect((found as number) / (1 + Math.abs(expected))).toBeCloseTo(expected / (1 + Math.abs(expected)), 9);
    } else if (typeof expected !== "object" || expected === null) expect(found).toBe(expected);
    else {
      expect(Object.keys(found as object)).toEqual(Object.keys(expected));
      for (const [name, value] of Object.entries(expected)) {
        expectSame((found as Record<string, unknown>)[name], value);
      }
    }
  }

  test("every kind and reading, by segment", async () => {
    await fc.assert(
      fc.asyncProperty(anybody, kind, reading, fc.boolean(), async (given, chosen, read, isWeighted) => {
        const options = { ...columns(chosen, read), by: "segment", ...(isWeighted && { weight: "w" }) };
        expectSame(await retention(await inDuckdb(given), options), await retention(customerFrame(given), options));
      }),
      { numRuns: 60 },
    );
  });
});

test("retention(table) reads booleans and 1 and 0 alike", async () => {
  await fc.assert(
    fc.asyncProperty(anybody, async (given) => {
      const numbers = given.map(({ retained }) => (retained === null ? null : Number(retained)));
      const frame = new DataFrame({ ...customerColumns(given), retained: numbers });
      const options = columns("raw", "base");
      expect(await retention(frame, options)).toEqual(await retention(customerFrame(given), options));
    }),
    { numRuns: 20 },
  );
});
