import { describe, expect, test } from "vitest";
import { chiSquareGoodness } from "../../src/statistics/chiSquareTest.js";
import { logFactorials } from "../../src/statistics/logFactorials.js";
import { fillRandomly, monteCarloIndependence, monteCarloPValue } from "../../src/statistics/monteCarlo.js";
import { random } from "../../src/statistics/random.js";
import reference from "../fixtures/contingency/contingency.json";

describe("monteCarloPValue(hits, draws)", () => {
  test("counts the case seen, so that it is never 0", () => {
    expect(monteCarloPValue(4, 99)).toEqual({ pValue: 0.05, standardError: Math.sqrt((0.05 * 0.95) / 99), draws: 99 });
    expect(monteCarloPValue(0, 999).pValue).toBe(0.001);
    expect(monteCarloPValue(99, 99).pValue).toBe(1);
  });

  test("errors", () => {
    expect(() => monteCarloPValue(0, 0)).toThrow("monteCarloPValue requires a whole number of draws from 1; got 0");
    expect(() => monteCarloPValue(5, 4)).toThrow("monteCarloPValue requires hits from 0 to draws = 4; got 5");
  });
});

describe("fillRandomly(table, margins, …)", () => {
  test("draws every table with the chance that its margins give it (R's choose)", () => {
    const { rows, columns, first, chance } = reference.margins;
    const margins = { rows, columns, n: 14 };
    const stream = random(5);
    const logs = logFactorials(14);
    const table = rows.map(() => columns.map(() => 0));
    const counts = first.map(() => 0);
    for (let draw = 0; draw < 50_000; draw++) {
      fillRandomly(table, margins, logs, stream);
      counts[first.findIndex((row) => row.every((count, j) => count === table[0]![j]))]!++;
    }
    expect(chiSquareGoodness(counts, chance).test!.pValue).toBeGreaterThan(0.001);
  });

  test("keeps the sums of rows and columns, however large", () => {
    const [rows, columns] = [
      [200_000, 3, 50_000],
      [0, 249_000, 1003],
    ];
    const table = rows.map(() => columns.map(() => 0));
    const stream = random(6);
    const logs = logFactorials(250_003);
    for (let draw = 0; draw < 100; draw++) {
      fillRandomly(table, { rows, columns, n: 250_003 }, logs, stream);
      expect(table.map((row) => row.reduce((sum, count) => sum + count, 0))).toEqual(rows);
      expect(columns.map((_, j) => table.reduce((sum, row) => sum + row[j]!, 0))).toEqual(columns);
      expect(table.flat().every((count) => count >= 0)).toBe(true);
    }
  });
});

describe("monteCarloIndependence(table, stream, draws)", () => {
  /** The χ² p-value with the margins as they are, from all arrangements of margins 6, 8 and 4, 4, 6. */
  function exact(table: readonly (readonly number[])[]): number {
    const { rows, columns, first, chance } = reference.margins;
    const statistic = (row: readonly number[]) =>
      row.reduce((sum, count, j) => {
        const expected = (rows[0]! * columns[j]!) / 14;
        return sum + (count - expected) ** 2 * (1 / expected + 1 / (columns[j]! - expected));
      }, 0);
    const seen = statistic(table[0]!) - 1e-9;
    return first.reduce((sum, row, i) => (statistic(row) >= seen ? sum + chance[i]! : sum), 0);
  }

  const tables = [
    [3, 1, 2],
    [4, 0, 2],
    [0, 4, 2],
    [4, 2, 0],
    [1, 1, 4],
    [2, 2, 2],
    [0, 0, 6],
  ].map((row) => [row, [4 - row[0]!, 4 - row[1]!, 6 - row[2]!]]);

  test.each(tables)("is the exact p-value but for its own error: %j %j", (...table) => {
    const { pValue, standardError, draws } = monteCarloIndependence(table as number[][], random(7), 20_000)!;
    expect(draws).toBe(20_000);
    expect(Math.abs(pValue - exact(table as number[][]))).toBeLessThan(4 * standardError + 1e-4);
  });

  test("the same seed gives the same p-value", () => {
    const [table] = tables;
    const p = (seed: number) => monteCarloIndependence(table!, random(seed), 500);
    expect(p(3)).toEqual(p(3));
    expect(p(4)).not.toEqual(p(3));
  });

  test("where rows and columns hold nothing to compare there is none", () => {
    expect(monteCarloIndependence([[1, 2]], random(1))).toBeNull();
    expect(
      monteCarloIndependence(
        [
          [1, 0],
          [2, 0],
        ],
        random(1),
      ),
    ).toBeNull();
  });

  test("errors", () => {
    expect(() => monteCarloIndependence([[1, 0.5]], random(1))).toThrow(
      "monteCarloIndependence requires whole counts from 0; got 0.5",
    );
    expect(() => monteCarloIndependence(tables[0]!, random(1), 0)).toThrow(
      "monteCarloPValue requires a whole number of draws from 1; got 0",
    );
  });
});
