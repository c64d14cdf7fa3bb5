import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { duckdb } from "../../src/datasets/duckdb/duckdb.js";
import { load } from "../../src/datasets/load.js";
import { churnReasons, churnReasonsFromCounts } from "../../src/metrics/churnReasons/churnReasons.js";
import { type ReasonIssue, reasonIssues } from "../../src/metrics/reasonIssues/reasonIssues.js";
import { churnReasonsPlot } from "../../src/plots/churnReasons.js";
import type { Cell } from "../../src/tables/table.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import { type Columns, inDuckdb } from "./sameInDuckdb.js";

const short = (issues: readonly ReasonIssue[]) => issues.map(({ rule, count, rows }) => [rule, count, rows]);

/** What both places report, which is the same but for the name of the table. */
async function both(columns: Columns, more: Parameters<typeof reasonIssues>[1]): Promise<readonly ReasonIssue[]> {
  const here = await reasonIssues(new DataFrame(columns as Record<string, Cell[]>), more);
  const there = await reasonIssues(await inDuckdb(columns), more);
  const unnamed = (issues: readonly ReasonIssue[]) => issues.map(({ table, ...issue }) => issue);
  expect(unnamed(there)).toEqual(unnamed(here));
  return here;
}

const ofReasons = (reason: readonly Cell[]) => both({ reason }, { reason: "reason" });

describe("reasonIssues(leavers, { reason })", () => {
  test("no reason and white space are reported apart, each with its rows", async () => {
    const found = await ofReasons(["late", null, "  ", "late", null, "\u200c", "price"]);
    expect(short(found)).toEqual([
      ["no-reason", 2, [2, 5]],
      ["white-space", 2, [3, 6]],
    ]);
    expect(found[0]!.message).toBe("no reason in 'reason'; counted as missing (2 rows, first at row 2)");
    expect(found[1]!.message).toBe("only white space in 'reason'; counted as missing (2 rows, first at row 3)");
  });

  test("'None' and 'null' are reasons, with a notice, unless their kind was said", async () => {
    const reason = ["late", "None", "null", "None", "late", "N/A"];
    const found = await ofReasons(reason);
    expect(short(found)).toEqual([
      ["word-for-nothing", 2, [2, 4]],
      ["word-for-nothing", 1, [6]],
      ["word-for-nothing", 1, [3]],
    ]);
    expect(found[0]!.message).toBe(
      "'None' in 'reason' is a word like any other; counted as a reason (2 rows, first at row 2)",
    );
    expect(short(await both({ reason }, { reason: "reason", unknown: ["None", "N/A"] }))).toEqual([
      ["word-for-nothing", 1, [3]],
    ]);
  });

  test.each([
    ["Arabic and Persian letters", "قيمت", "قیمت"],
    ["Arabic and Persian letters", "كیفیت", "کیفیت"],
    ["half-spaces or other invisible characters", "می\u200cرسد", "میرسد"],
    ["half-spaces or other invisible characters, spaces", "دیر می\u200cرسد", "دیر می رسد"],
    ["digits", "بیش از ۳ روز", "بیش از ٣ روز"],
    ["digits", "over ۳ days", "over 3 days"],
    ["letter case", "high price", "High Price"],
    ["spaces", "price", " price "],
    ["spaces", "high price", "high  price"],
    ["vowel marks or stretched letters", "قیمت", "قیمـت"],
    ["forms of one character", "café", "cafe\u0301"],
  ])("two spellings that differ in %s: '%s' and '%s' are reported and counted apart", async (differ, one, other) => {
    const reason = [one, "late", one, other, one, other];
    const [found, ...more] = await ofReasons(reason);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ rule: "several-spellings", count: 2, rows: [4, 6] });
    expect(found!.values).toEqual([
      { value: one, count: 3 },
      { value: other, count: 2 },
    ]);
    expect(found!.message).toContain(`spelt in 2 ways (${differ}); they are counted apart (2 rows, first at row 4)`);
    const { overall } = await churnReasons(new DataFrame({ reason }), { reason: "reason", resamples: 100 });
    expect(overall.reasons.map((row) => row.reason)).toHaveLength(3);
  });

  test("misspellings and other words are two reasons; clean lists have no issues", async () => {
    expect(await ofReasons(["late", "Late delivery", "lata", "price", "a part", "other"])).toEqual([]);
    expect(await both({ code: [1, 2, 2] }, { reason: "code" })).toEqual([]);
  });

  test("at most five rows and twenty values are named, all are counted", async () => {
    const [found] = await ofReasons(Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? null : "late")));
    expect([found!.count, found!.rows]).toEqual([20, [1, 3, 5, 7, 9]]);
  });
});

describe("reasonIssues(leavers, { reason, customer, roster })", () => {
  const columns = {
    who: ["a", "b", "b", "c", null, "x", "d", "d"],
    reason: ["late", "late", "price", "late", "late", "price", null, null],
  };
  const roster = (left: readonly Cell[]) => ({
    table: new DataFrame({ id: ["a", "b", "c", "d", "e", "f", "a"], left: [...left] }),
    customer: "id",
    left: "left",
  });
  const { write } = temporaryFolder();
  const options = { reason: "reason", customer: "who" } as const;

  test("each is told by its rows: twice, nobody, did not leave, not in the roster, left without a record", async () => {
    const found = await both(columns, { ...options, roster: roster([true, true, false, true, true, null, true]) });
    expect(short(found)).toEqual([
      ["no-reason", 2, [7, 8]],
      ["no-customer", 1, [5]],
      ["customer-twice", 2, [3, 8]],
      ["did-not-leave", 1, [4]],
      ["not-in-roster", 1, [6]],
      ["left-without-record", 1, [5]],
      ["roster-twice", 1, [7]],
      ["roster-unclear", 1, [6]],
    ]);
    const byRule = Object.fromEntries(found.map((issue) => [issue.rule, issue]));
    expect(byRule["customer-twice"]!.values).toEqual([
      { value: "b", count: 1 },
      { value: "d", count: 1 },
    ]);
    expect(byRule["did-not-leave"]!.message).toBe("a reason of a customer in 'who' who did not leave (row 4)");
    expect(byRule["left-without-record"]!.values).toEqual([{ value: "e", count: 1 }]);
    expect(byRule["left-without-record"]!.message).toBe(
      "a customer in 'id' who left and has no record; in no share (row 5)",
    );
  });

  test("left is true and false, 1 and 0, or the date on which a customer left", async () => {
    const dates = ["2026-01-01", "2026-01-02", null, "2026-01-03", "2026-01-04", null, "2026-01-01"];
    const file = write("roster.csv", `id,left\n${dates.map((day, i) => `${"abcdefa"[i]},${day ?? ""}`).join("\n")}\n`);
    const ways = [
      roster([true, true, false, true, true, false, true]),
      roster([1, 1, 0, 1, 1, 0, 1]),
      { customer: "id", left: "left", table: await load(file) },
      { customer: "id", left: "left", table: await duckdb(file) },
    ];
    for (const given of ways) {
      const found = await both(columns, { ...options, roster: given });
      expect(short(found).slice(3)).toEqual([
        ["did-not-leave", 1, [4]],
        ["not-in-roster", 1, [6]],
        ["left-without-record", 1, [5]],
        ["roster-twice", 1, [7]],
      ]);
    }
  });

  test("with several reasons a customer, only the same one again is twice", async () => {
    const rows = { who: ["a", "a", "a", "b"], reason: ["late", "price", "late", "late"] };
    expect(short(await both(rows, { ...options, reasons: "several" }))).toEqual([["customer-twice", 1, [3]]]);
    expect(short(await both(rows, options))).toEqual([["customer-twice", 2, [2, 3]]]);
  });

  test("errors", async () => {
    const table = new DataFrame(columns as Record<string, Cell[]>);
    const wrong = (more: object) => reasonIssues(table, { reason: "reason", ...more });
    await expect(wrong({ reason: "raeson" })).rejects.toThrow(
      "reasonIssues: no column 'raeson' in the table; nearest: 'reason'",
    );
    await expect(wrong({ roster: roster(new Array(7).fill(true)) })).rejects.toThrow(
      "reasonIssues requires a customer column with a roster; got none",
    );
    await expect(wrong({ customer: "who", reasons: "two" })).rejects.toThrow(
      "reasonIssues requires reasons of 'one', 'several'; got 'two'",
    );
    const left = (cells: readonly Cell[]) => ({ customer: "who", roster: roster(cells) });
    await expect(wrong(left(["y", "n", "n", "n", "n", "n", "y"]))).rejects.toThrow(
      "reasonIssues requires true and false, 1 and 0, or dates in 'left'; got text in the table",
    );
    await expect(wrong(left([1, 2, 0, 0, 0, 0, 1]))).rejects.toThrow(
      "reasonIssues requires true and false, 1 and 0, or dates in 'left'; got 2 (row 2)",
    );
    const numbers = { table: new DataFrame({ id: [1, 2], left: [true, false] }), customer: "id", left: "left" };
    await expect(wrong({ customer: "who", roster: numbers })).rejects.toThrow(
      "reasonIssues requires customers of one type in both tables; got text in the table and number in the table",
    );
  });
});

describe("churnReasons(…).issues", () => {
  test("holds what the reason column shows, by segment or not, and draws on no other number", async () => {
    const columns = { reason: ["late", "Late", "None", null, "late", " "], by: ["x", "y", "x", "y", "x", "y"] };
    const { issues, excluded } = await churnReasons(new DataFrame(columns), {
      reason: "reason",
      by: "by",
      resamples: 100,
    });
    expect(short(issues)).toEqual([
      ["no-reason", 1, [4]],
      ["white-space", 1, [6]],
      ["word-for-nothing", 1, [3]],
      ["several-spellings", 1, [2]],
    ]);
    expect(excluded.missing).toBe(2);
    expect(issues).toEqual(await reasonIssues(new DataFrame(columns), { reason: "reason" }));
  });

  test("a reason that a customer gives twice counts once, and is reported", async () => {
    const table = new DataFrame({ who: ["a", "a", "a", "b"], reason: ["late", "price", "late", "late"] });
    const { issues, overall } = await churnReasons(table, { reason: "reason", customer: "who", resamples: 100 });
    expect(short(issues)).toEqual([["customer-twice", 1, [3]]]);
    expect(overall.reasons[0]).toMatchObject({ reason: "late", customers: 2 });
  });

  test("counts have no rows, and the caption says what is in them", () => {
    const result = churnReasonsFromCounts({ late: 5, Late: 3, null: 2 }, { resamples: 100 });
    expect(short(result.issues)).toEqual([
      ["word-for-nothing", 2, []],
      ["several-spellings", 3, []],
    ]);
    const layout = JSON.stringify(churnReasonsPlot(result).layout).replaceAll("<br>", " ");
    expect(layout).toContain("'null' in the counts is a word like any other; counted as a reason (2 customers)");
  });
});

describe("a CSV file", () => {
  const { write } = temporaryFolder();

  test("blank is missing, white space too; the words None, null and NaN are text; newlines in quotes are kept whole", async () => {
    const file = write(
      "leavers.csv",
      'who,reason,said\na,late,"one\ntwo"\nb,None,"a ""b""\r\nc"\nc,null,\nd,,x\ne,"  ",y\nf,NaN,z\ng,late,"\n"\n',
    );
    for (const table of [await load(file), await duckdb(file)]) {
      const { issues, overall } = await churnReasons(table, { reason: "reason", resamples: 100 });
      expect(overall.reasons.map((row) => [row.reason, row.customers])).toEqual([
        ["late", 2],
        ["NaN", 1],
        ["None", 1],
        ["null", 1],
      ]);
      expect(short(issues)).toEqual([
        ["no-reason", 2, [4, 5]],
        ["word-for-nothing", 1, [6]],
        ["word-for-nothing", 1, [2]],
        ["word-for-nothing", 1, [3]],
      ]);
      const said = await churnReasons(table, { reason: "said", resamples: 100 });
      expect(said.overall.reasons.map((row) => row.reason)).toContain("one\ntwo");
      expect(said.overall.reasons.map((row) => row.reason)).toContain('a "b"\r\nc');
    }
  });
});
