import { describe, expect, test } from "vitest";
import type { Estimate, Keys, Result } from "../../src/metrics/result.js";
import { table } from "../../src/notebook/table.js";
import { sentOutputs } from "./sent-outputs.js";

const sent = sentOutputs();

interface Row extends Estimate {
  readonly kept: number;
}

const row = (
  estimate: number | null,
  lower: number | null,
  upper: number | null,
  n: number,
  note: string | null = null,
): Row => {
  return { estimate, lower, upper, n, kept: Math.round((estimate ?? 0) * n), note };
};

const RESULT: Result<Row> = {
  metric: "retention",
  label: "Retention",
  overall: row(0.735, 0.724, 0.745, 7043),
  rows: [
    { ...row(0.9, 0.85, 0.93, 200), keys: { segment: "بازرگانی" } },
    { ...row(0.5, null, null, 4, "fewer than 10"), keys: { segment: "<b>Private</b>" } },
    { ...row(null, null, null, 0, "nobody was there"), keys: { segment: null } },
  ] as readonly (Row & { keys: Keys })[],
  by: ["segment"],
  level: 0.95,
  method: "Wilson",
  unit: "share",
  excluded: { missing: 1100, outOfRange: 13 },
};

const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&amp;": "&",
};

/** What the elements of a name say, one after the other; our own tables are written without surprises. */
function textsOf(html: string, name: string): string[] {
  const found = [...html.matchAll(new RegExp(`<(${name})\\b[^>]*>([\\s\\S]*?)</\\1>`, "g"))].map((match) => match[2]!);
  return found.map((text) => text.replace(/&\w+;|&#\d+;/g, (entity) => ENTITIES[entity] ?? entity));
}

/** The cells of the table that was sent, line by line. */
function cells(): string[][] {
  const lines = [...String(sent.last()["text/html"]).matchAll(/<tr>(.*?)<\/tr>/g)];
  return lines.map(([line]) => textsOf(line, "th|td"));
}

const said = (name: string) => textsOf(String(sent.last()["text/html"]), name).join();

describe("table(result)", () => {
  test("shows segments, the estimate in its unit, its interval, n, what was counted, and why something is missing", async () => {
    await table(RESULT);
    expect(cells()).toEqual([
      ["segment", "Retention", "95% interval", "n", "kept", "note"],
      ["بازرگانی", "90.0%", "85.0% to 93.0%", "200", "180", ""],
      ["<b>Private</b>", "50.0%", "–", "4", "2", "fewer than 10"],
      ["no segment", "–", "–", "0", "0", "nobody was there"],
      ["All", "73.5%", "72.4% to 74.5%", "7,043", "5,177", ""],
    ]);
  });

  test("says over it what it is, how the intervals are made and how many answers were not counted", async () => {
    await table(RESULT);
    expect(said("caption")).toBe("Retention (intervals: Wilson; 1,113 answers not counted)");
    await table(RESULT, { caption: "Who stays <now>" });
    expect(said("caption")).toBe("Who stays <now>");
  });

  test("has no line of all periods: what stands for them is the last, and it is there already", async () => {
    await table({ ...RESULT, last: "no segment" } as typeof RESULT);
    expect(cells().map(([segment]) => segment)).toEqual(["segment", "بازرگانی", "<b>Private</b>", "no segment"]);
  });

  test("is one line where there are no segments", async () => {
    await table({ ...RESULT, rows: [], by: [] });
    expect(cells()).toEqual([
      ["Retention", "95% interval", "n", "kept"],
      ["73.5%", "72.4% to 74.5%", "7,043", "5,177"],
    ]);
  });

  test("takes columns in the order asked for, and so many decimals", async () => {
    await table(RESULT, { columns: ["n", "interval"], digits: 0, rows: 1 });
    expect(cells()).toEqual([
      ["segment", "n", "95% interval"],
      ["بازرگانی", "200", "85% to 93%"],
    ]);
    expect(said("small")).toBe("first 1 of 4 rows");
  });

  test("writes points with their sign and money without decimals", async () => {
    await table(
      { ...RESULT, rows: [], by: [], unit: "points", overall: row(31.2, 28.1, 34.3, 10) },
      { columns: ["estimate", "interval"] },
    );
    expect(cells()[1]).toEqual(["+31", "+28 to +34"]);
    await table(
      { ...RESULT, rows: [], by: [], unit: "currency", overall: row(1234.5, 1000, 2000, 10) },
      { columns: ["estimate", "interval"] },
    );
    expect(cells()[1]).toEqual(["1,235", "1,000 to 2,000"]);
  });

  test("refuses a column that does not exist, with those that do", () => {
    expect(() => table(RESULT, { columns: ["n", "score"] })).toThrow(
      "table requires columns that exist; got 'score' (there are interval, estimate, lower, upper, n, kept, note, keys)",
    );
  });

  test("the text for logs has the same cells in line, whatever the script", async () => {
    await table(RESULT, { columns: ["estimate", "n"] });
    expect(sent.last()["text/plain"]).toBe(
      [
        "Retention (intervals: Wilson; 1,113 answers not counted)",
        "",
        "segment         Retention      n",
        "──────────────  ─────────  ─────",
        "بازرگانی            90.0%    200",
        "<b>Private</b>      50.0%      4",
        "no segment              –      0",
        "All                 73.5%  7,043",
      ].join("\n"),
    );
  });
});

describe("table(result) of several indicators", () => {
  test("writes each row, and its target, in the unit it says", async () => {
    const rows = [
      { ...row(29.4, 27.1, 31.6, 500), unit: "points", target: 50, keys: { indicator: "NPS" } },
      { ...row(0.08, 0.061, 0.1, 900), unit: "share", target: 0.05, keys: { indicator: "Churn" } },
    ];
    const columns = ["estimate", "interval", "target"];
    await table({ ...RESULT, label: "Targets met", by: ["indicator"], rows }, { columns });
    expect(cells()).toEqual([
      ["indicator", "estimate", "95% interval", "target"],
      ["NPS", "+29", "+27 to +32", "+50"],
      ["Churn", "8.0%", "6.1% to 10.0%", "5.0%"],
      ["All", "73.5%", "72.4% to 74.5%", "–"],
    ]);
  });
});

describe("table(rows)", () => {
  test("is the rows' own fields in their order, a dash where one has none", async () => {
    await table([
      { reason: "Price", customers: 12 },
      { reason: null, customers: 3, valueLost: 1.5 },
    ]);
    expect(cells()).toEqual([
      ["reason", "customers", "value lost"],
      ["Price", "12", "–"],
      ["–", "3", "1.50"],
    ]);
  });

  test("gives a column the same decimals all the way down, and years no comma", async () => {
    await table([
      { year: 2026, share: 0.5 },
      { year: 2025, share: 12 },
    ]);
    expect(cells().slice(1)).toEqual([
      ["2026", "0.50"],
      ["2025", "12.00"],
    ]);
    await table([{ n: 12345 }, { n: 9 }]);
    expect(cells().slice(1)).toEqual([["12,345"], ["9"]]);
  });

  test("never shows a small number above zero as zero", async () => {
    await table([{ pValue: 0.0003 }, { pValue: 0.2 }]);
    expect(cells().slice(1)).toEqual([["0.00030"], ["0.20000"]]);
    await table([{ pValue: 1e-12 }, { pValue: 0 }]);
    expect(cells().slice(1)).toEqual([["<0.000001"], ["0.000000"]]);
    await table([{ pValue: 1e-12 }, { pValue: 0.04 }], { digits: 3 });
    expect(cells().slice(1)).toEqual([["<0.001"], ["0.040"]]);
  });

  test("writes dates as dates, NaN as a dash, and what is no number at the left", async () => {
    await table([
      { on: new Date("2026-06-30"), at: new Date("2026-06-30T14:05:00Z"), x: Number.NaN, ok: true, list: [1] },
    ]);
    expect(cells()[1]).toEqual(["2026-06-30", "2026-06-30 14:05", "–", "true", "[1]"]);
  });

  test("with estimates shows interval and note as a result does", async () => {
    await table([{ pair: "A − B", ...row(12.3, 1, 20, 50) }], {
      unit: "points",
      columns: ["pair", "estimate", "interval"],
    });
    expect(cells()).toEqual([
      ["pair", "estimate", "interval"],
      ["A − B", "+12", "+1 to +20"],
    ]);
    expect(() => table([{ a: 1 }], { columns: ["interval"] })).toThrow(/got 'interval' \(there are a\)/);
  });

  test("shows at most 50 rows and says how many there are", async () => {
    await table(Array.from({ length: 4000 }, (_, n) => ({ n })));
    expect(cells()).toHaveLength(51);
    expect(said("small")).toBe("first 50 of 4,000 rows");
    await table([]);
    expect(cells()).toEqual([[]]);
  });
});

describe("table(frame)", () => {
  const frame = {
    columns: ["name", "نمره"],
    values: [
      ["a", 1],
      ["b", null],
    ],
  };

  test("is a DataFrame's columns under their own names", async () => {
    await table(frame);
    expect(cells()).toEqual([
      ["name", "نمره"],
      ["a", "1"],
      ["b", "–"],
    ]);
    await table(frame, { columns: ["نمره"], rows: 1 });
    expect(cells()).toEqual([["نمره"], ["1"]]);
    expect(() => table(frame, { columns: ["score"] })).toThrow(/got 'score' \(there are name, نمره\)/);
  });
});

test("table(x) refuses what is no table", () => {
  expect(() => table(null as never)).toThrow("table requires a result, rows or a DataFrame; got null");
  expect(() => table("rows" as never)).toThrow("table requires a result, rows or a DataFrame; got string");
});

test("every cell of a table reads in its own direction, numbers stand at the right, and nothing of the data is markup", async () => {
  await table([{ "<i>name</i>": '<img src=x onerror="1">', n: 1 }], { caption: "<script>" });
  const html = String(sent.last()["text/html"]);
  expect(html).not.toMatch(/<(i|img|script)\b/);
  expect(html.match(/<(th|td|caption)\b[^>]*>/g)?.filter((tag) => !tag.includes('dir="auto"'))).toEqual([]);
  expect(html).toContain('<td style="text-align:right" dir="auto">1</td>');
  expect(html).not.toMatch(/text-align:\s*(start|end)/);
});
