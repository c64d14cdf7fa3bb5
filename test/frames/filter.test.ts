import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Conditions } from "../../src/frames/conditions.js";
import { filter } from "../../src/frames/filter.js";
import { fromColumns } from "../../src/tables/memory/from-columns.js";
import type { Cell, TypedColumn } from "../../src/tables/table.js";
import { asTable } from "../../src/tables/table-like.js";
import { plainTable } from "../tables/random-table.js";
import { cellsIn, frameOf, made, rowsOf, unsigned } from "./plain-rows.js";

const answers = () =>
  made({
    segment: ["Everyday", "Business", null, "Everyday", "constructor"],
    score: [9, 10, 9, null, 0],
    member: [true, false, null, true, false],
  });

const dated = async () => {
  const column = (type: "date" | "datetime", texts: string[]): TypedColumn => ({
    type,
    codes: Int32Array.from([...texts.keys(), -1]),
    dictionary: texts,
  });
  return fromColumns([
    ["day", column("date", ["2026-03-31", "2026-04-01", "2026-06-30", "2026-07-01"])],
    [
      "at",
      column("datetime", ["2026-03-31T23:59:59", "2026-04-01T00:00:00", "2026-06-30T14:05:00", "2026-07-01T00:00:00"]),
    ],
  ]);
};

const scores = async (conditions: Conditions) => cellsIn(await filter(await answers(), conditions));

describe("filter(frame, conditions)", () => {
  test("keeps the rows whose cells are the value, or one of the values", async () => {
    expect(await scores({ segment: "Everyday" })).toEqual([
      ["Everyday", 9, true],
      ["Everyday", null, true],
    ]);
    expect((await scores({ segment: ["Business", "constructor"] })).map(([name]) => name)).toEqual([
      "Business",
      "constructor",
    ]);
    expect(await scores({ segment: "Everyday", score: 9 })).toHaveLength(1);
    expect(await scores({ member: false })).toHaveLength(2);
    expect(await scores({})).toHaveLength(5);
  });

  test("a missing cell passes only where it is asked for: danfo's query kept it", async () => {
    expect(await scores({ score: { before: 10 } })).toHaveLength(3);
    expect(await scores({ segment: { not: "Everyday" } })).toHaveLength(2);
    expect(await scores({ segment: { not: [] } })).toHaveLength(4);
    expect(await scores({ segment: null })).toEqual([[null, 9, null]]);
    expect(await scores({ segment: ["Business", null] })).toHaveLength(2);
    expect(await scores({ score: { not: null } })).toHaveLength(4);
  });

  test("bounds hold dates and date-times alike: until a day is until its end", async () => {
    const frame = await dated();
    const kept = async (column: string, bounds: object) =>
      cellsIn(await filter(frame, { [column]: bounds })).map(([day]) => day);
    for (const column of ["day", "at"]) {
      expect(await kept(column, { from: "2026-04-01", before: "2026-07-01" })).toEqual(["2026-04-01", "2026-06-30"]);
      expect(await kept(column, { until: "2026-06-30" })).toEqual(["2026-03-31", "2026-04-01", "2026-06-30"]);
      expect(await kept(column, { after: "2026-06-30" })).toEqual(["2026-07-01"]);
      expect(await kept(column, { until: "2026-03" })).toEqual(["2026-03-31"]);
    }
    expect(await kept("at", { after: "2026-06-30T14:00" })).toEqual(["2026-06-30", "2026-07-01"]);
  });

  test("keeps the types of the columns: dates stay dates", async () => {
    const kept = await filter(await dated(), { day: { from: "2027-01-01" } });
    expect(kept.shape).toEqual([0, 2]);
    expect((await asTable(kept).columns()).map(({ type }) => type)).toEqual(["date", "datetime"]);
  });

  test("folded text is equal however it is spelled, and the spelling stays", async () => {
    const cities = await made({ city: ["كرج", "کرج ", "KARAJ", "می‌شود", "میشود", null] });
    expect(cellsIn(await filter(cities, { city: { folded: "کرج" } }))).toEqual([["كرج"], ["کرج "]]);
    expect(cellsIn(await filter(cities, { city: { folded: ["karaj", "میشود"] } }))).toHaveLength(3);
    expect(cellsIn(await filter(cities, { city: "کرج" }))).toEqual([]);
  });

  test.each([
    [{ segmnt: "a" }, "filter: no column 'segmnt' in survey.csv; nearest: 'segment'"],
    [{ score: "9" }, "filter requires values of the type of 'score', number; got '9', a string"],
    [{ segment: 1 }, "filter requires values of the type of 'segment', text; got 1, a number"],
    [{ member: { from: 1 } }, "filter requires an order in 'member' for bounds; got boolean"],
    [{ score: { atMost: 3 } }, "filter requires a value, a list, not, folded, or bounds"],
    [{ score: {} }, "got '{}'"],
    [{ score: { not: 3, from: 1 } }, "got not and from together"],
    [{ score: { folded: "9" } }, "filter requires text in 'score' to compare it folded; got number"],
    [{ score: { from: Number.NaN } }, "filter requires numbers to bound 'score'; got 'NaN'"],
  ])("%j is refused", async (conditions, message) => {
    await expect(scores(conditions as never)).rejects.toThrow(message);
  });

  test("a day is no date-time, and a date has one way of being written: neither is silently met by no row", async () => {
    const refused = async (conditions: Conditions) => expect(filter(await dated(), conditions)).rejects;
    await (await refused({ at: "2026-04-01" })).toThrow(
      "filter requires ISO date-times, or bounds (from, until), for 'at'; got '2026-04-01'",
    );
    await (await refused({ day: ["2026-04-01", "2026-4-1"] })).toThrow("requires ISO dates for 'day'; got '2026-4-1'");
    await (await refused({ day: { not: "1.4.2026" } })).toThrow("requires ISO dates for 'day'; got '1.4.2026'");
    expect(cellsIn(await filter(await dated(), { day: "2026-04-01", at: ["2026-04-01T00:00:00", null] }))).toHaveLength(
      1,
    );
  });

  test("a bound of a date is an ISO date", async () => {
    await expect(filter(await dated(), { day: { from: "01/04/2026" } })).rejects.toThrow(
      "filter requires ISO dates to bound 'day'; got '01/04/2026'",
    );
  });
});

describe("filter(frame, columns, passes)", () => {
  test("a missing cell fails, unless the function asked to see it", async () => {
    const passes = (score: number, segment: string) => score < 10 || segment === "Business";
    expect(cellsIn(await filter(await answers(), ["score", "segment"], passes))).toHaveLength(3);
    const seen = await filter(await answers(), ["score"], (score) => score === null, { missing: "given" });
    expect(cellsIn(seen)).toEqual([["Everyday", null, true]]);
  });

  test("without a function it is refused", async () => {
    await expect(filter(await answers(), "score" as never)).rejects.toThrow("filter requires a function");
  });
});

test("filter(frame, conditions) keeps just the rows that pass cell by cell, in their order", async () => {
  const some = fc.constantFrom<Cell>("a", "b-c", "constructor", "__proto__", null);
  await fc.assert(
    fc.asyncProperty(plainTable, fc.array(some), fc.integer({ min: -2, max: 12 }), async (table, names, least) => {
      const kept = await filter(await frameOf(table), { segment: names, score: { from: least } });
      const right = rowsOf(table).filter(
        ([segment, score]) => names.includes(segment!) && score !== null && (score as number) >= least,
      );
      expect(cellsIn(kept)).toEqual(unsigned(right));
    }),
    { numRuns: 200 },
  );
});
