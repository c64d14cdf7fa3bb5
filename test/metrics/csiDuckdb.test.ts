import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csi } from "../../src/metrics/csi/csi.js";
import { csiAgainstCompetitor } from "../../src/metrics/csi/csiAgainstCompetitor.js";
import { openDuckdb } from "../../src/tables/duckdb/connection.js";
import { typedRelation } from "../../src/tables/duckdb/typed-relation.js";
import { sqlTable } from "../../src/tables/sql/sql-table.js";
import type { Table } from "../../src/tables/table.js";
import { ATTRIBUTES, type Respondent, ratingColumns, ratingFrame, respondents } from "./csiRatings.js";

const engine = await openDuckdb({ folders: [] }, { threads: 2 });
let tables = 0;

/** The same rows as a table of DuckDB's. */
async function inDuckdb(given: readonly Respondent[]): Promise<Table> {
  const name = `ratings_${tables++}`;
  const columns = Object.entries(ratingColumns(given));
  const type = (column: string) => (column === "segment" ? "VARCHAR" : "DOUBLE");
  const literal = (value: number | string | null) =>
    value === null ? "NULL" : typeof value === "string" ? engine.dialect.literal(value) : String(value);
  const rows = given.map(
    (_, row) =>
      `(${columns.map(([column, values]) => `CAST(${literal(values[row]!)} AS ${type(column)})`).join(", ")})`,
  );
  await engine.query(`CREATE TABLE ${name} (${columns.map(([column]) => `"${column}" ${type(column)}`).join(", ")})`);
  await engine.query(`INSERT INTO ${name} VALUES ${rows.join(", ")}`);
  return sqlTable(engine, await typedRelation(engine, name, "ratings"));
}

/** Two results as plain data: the same but for the last digits of a number. */
function expectSame(found: unknown, expected: unknown): void {
  if (typeof expected === "number") expect(found).toBeCloseTo(expected, 9);
  else if (typeof expected !== "object" || expected === null) expect(found).toBe(expected);
  else {
    expect(Object.keys(found as object)).toEqual(Object.keys(expected));
    for (const [name, value] of Object.entries(expected)) expectSame((found as Record<string, unknown>)[name], value);
  }
}

describe("in DuckDB as in memory", () => {
  test("csi, weighted and by segment", async () => {
    await fc.assert(
      fc.asyncProperty(respondents, async (given) => {
        const options = { attributes: ATTRIBUTES, scale: 7, by: "segment", weight: "w" };
        expectSame(await csi(await inDuckdb(given), options), await csi(ratingFrame(given), options));
      }),
      { numRuns: 20 },
    );
  });

  test.each(["raw", "standardized"] as const)("csiAgainstCompetitor, %s", async (ratings) => {
    const attributes = ATTRIBUTES.map(({ name, perception }) => ({
      name,
      own: perception,
      competitor: perception.replace("p", "e"),
    }));
    await fc.assert(
      fc.asyncProperty(respondents, async (given) => {
        const options = { attributes, scale: 7, by: "segment", weight: "w", ratings };
        const found = await csiAgainstCompetitor(await inDuckdb(given), options);
        expectSame(found, await csiAgainstCompetitor(ratingFrame(given), options));
      }),
      { numRuns: 10 },
    );
  });

  test("a rating off the scale is refused with its row", async () => {
    const given = [
      { p: [1, 2, 3], e: [1, 2, 3], w: 1, segment: "a" },
      { p: [1, 2, 3], e: [1, 11, 3], w: 1, segment: "a" },
    ];
    await expect(csi(await inDuckdb(given), { attributes: ATTRIBUTES, scale: 7 })).rejects.toThrow(
      "csi requires ratings from 1 to 7 in 'e2'; got 11 (row 2)",
    );
  });
});
