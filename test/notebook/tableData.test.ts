import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { language } from "../../src/language/language.js";
import type { Estimate, Keys, Result } from "../../src/metrics/result.js";
import { table } from "../../src/notebook/table.js";
import { TABLE_DATA, type TableData, tableData } from "../../src/notebook/table-data.js";
import { differencesOf } from "../../tools/commit/compare.js";
import { notebookText } from "../../tools/commit/normalise.js";
import { code, notebookOf, shown } from "../tools/written-notebook.js";
import { sentOutputs } from "./sent-outputs.js";

const sent = sentOutputs();
const data = () => sent.last()[TABLE_DATA] as TableData;
const names = () => data().schema.fields.map(({ name }) => name);

beforeEach(() => {
  process.env.VAFA_TABLE_DATA = "1";
});
afterEach(async () => {
  delete process.env.VAFA_TABLE_DATA;
  await language("en");
});

interface Row extends Estimate {
  readonly promoters: number;
}
const row = (estimate: number | null, n: number, note: string | null = null): Row => {
  const half = estimate === null ? null : 2.5;
  const [lower, upper] = [half && estimate! - half, half && estimate! + half];
  return { estimate, lower, upper, n, promoters: Math.round(n / 2), note };
};
const RESULT: Result<Row> = {
  metric: "nps",
  label: "NPS",
  overall: row(31.123456789, 700),
  rows: [
    { ...row(48.25, 120), keys: { segment: "Business" } },
    { ...row(null, 4, "no answers"), keys: { segment: null } },
  ] as readonly (Row & { keys: Keys })[],
  by: ["segment"],
  level: 0.95,
  method: "adjusted Wald",
  unit: "points",
  excluded: { missing: 0, outOfRange: 0 },
};

describe("table(x) as data", () => {
  test("holds each number with all its digits, both ends of the interval, n and the counts apart", async () => {
    await table(RESULT);
    const ends = ["95% interval: lower", "95% interval: upper"];
    expect(names()).toEqual(["segment", "NPS", ...ends, "n", "promoters", "note"]);
    expect(data().data.map((one) => Object.values(one))).toEqual([
      ["Business", 48.25, 45.75, 50.75, 120, 60, null],
      ["no segment", null, null, null, 4, 2, "no answers"],
      ["All", 31.123456789, 28.623456789, 33.623456789, 700, 350, null],
    ]);
  });

  test("is not sent where no report is made of it", async () => {
    delete process.env.VAFA_TABLE_DATA;
    await table(RESULT);
    expect(Object.keys(sent.last())).toEqual(["text/html", "text/plain"]);
  });

  test("keeps to the columns that were asked for, and to the words of the language", async () => {
    await language("fa");
    await table(RESULT, { columns: ["estimate", "interval"] });
    expect(names()).toEqual([
      "بخش",
      "شاخص خالص مروجان (NPS)",
      "بازهٔ اطمینان ۹۵‏٪: کران پایین",
      "بازهٔ اطمینان ۹۵‏٪: کران بالا",
    ]);
    expect(Object.values(data().data[0]!)).toEqual(["سازمانی", 48.25, 45.75, 50.75]);
  });

  test("has rows that the reader's table leaves out, ten thousand at most", async () => {
    await table(Array.from({ length: 12_000 }, (_, i) => ({ i })));
    expect(data().data).toHaveLength(10_000);
    expect(data().data[9_999]).toEqual({ i: 9_999 });
  });

  test("holds no more rows than the author shows, and of a DataFrame only those that are read", async () => {
    const rows = Array.from({ length: 90 }, (_, i) => ({ i }));
    await table(rows, { rows: 3 });
    expect(data().data).toHaveLength(3);
    await table({ columns: ["customer"], values: rows.map(({ i }) => [i]) });
    expect(data().data).toHaveLength(50);
    await table({ columns: ["customer"], values: rows.map(({ i }) => [i]) }, { rows: 3 });
    expect(data().data).toEqual([{ customer: 0 }, { customer: 1 }, { customer: 2 }]);
  });

  test("knows a day, a moment, a text and a truth, and holds nothing that JSON has no word for", async () => {
    const rows = [
      { day: new Date("2026-06-30"), at: new Date("2026-06-30T08:05:00Z"), said: "=1+1", is: true, x: Number.NaN },
      { day: new Date(Number.NaN), at: null, said: null, is: false, x: Infinity },
    ];
    await table(rows);
    expect(data().schema.fields.map(({ type }) => type)).toEqual(["date", "datetime", "string", "boolean", "string"]);
    expect(data().data).toEqual([
      { day: "2026-06-30", at: "2026-06-30T08:05:00", said: "=1+1", is: true, x: null },
      { day: null, at: null, said: null, is: false, x: null },
    ]);
  });

  test("keeps columns of one name apart, and a name that objects have of their own", () => {
    const made = tableData([
      { name: "n", values: [1] },
      { name: "n", values: [2] },
      { name: "__proto__", values: [3] },
    ]);
    expect(Object.entries(made.data[0]!)).toEqual([
      ["n", 1],
      ["n (2)", 2],
      ["__proto__", 3],
    ]);
  });

  test("is in no committed notebook, and no difference to one", async () => {
    await table(RESULT);
    const { [TABLE_DATA]: _, ...read } = sent.last();
    const withData = notebookOf([code("table", { outputs: [shown(sent.last())], count: 1 })]);
    const committed = notebookOf([code("table", { outputs: [shown(read)], count: 1 })]);
    expect(notebookText(withData)).toBe(notebookText(committed));
    expect(differencesOf(committed, withData)).toEqual([]);
  });
});
