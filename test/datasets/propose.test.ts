import fc from "fast-check";
import { describe, expect, test } from "vitest";
import "../fixedSeed.js";
import { readCsv } from "../../src/datasets/csv/read-csv.js";
import { Issues } from "../../src/datasets/issues.js";
import { analysesWith } from "../../src/datasets/propose/analyses.js";
import { type Proposal, propose } from "../../src/datasets/propose/propose.js";
import { withoutRefusals } from "../../src/datasets/propose/trial.js";
import type { ColumnSchema, Schema } from "../../src/datasets/schema.js";
import { typeTable } from "../../src/datasets/type-table.js";
import { temporaryFolder } from "./temporary-folder.js";

const { write } = temporaryFolder();

async function proposed(text: string, described?: Schema, questions = new Map<string, string>()): Promise<Proposal> {
  const issues = new Issues();
  const scanned = (await readCsv(write("seen.csv", text), {}, issues))!;
  typeTable(scanned, undefined, issues);
  const notes = issues.all("seen.csv", () => null);
  return propose({ name: "seen", scanned, rejected: issues.rejected, questions, described, issues: notes });
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

/** What is proposed for a column of these cells, each `times` times. */
async function column(name: string, cells: readonly string[], times = 1, question = ""): Promise<ColumnSchema> {
  const all = Array.from({ length: times }, () => cells).flat();
  const text = `${quoted(name)},row\n${all.map((cell, i) => `${quoted(cell)},${i}\n`).join("")}`;
  const { description: _, ...rest } = (await proposed(text, undefined, new Map([[name, question]]))).schema.columns[
    name
  ]!;
  return rest as ColumnSchema;
}

async function openQuestions(cells: readonly string[], name = "x"): Promise<readonly string[]> {
  const { unsettled, schema } = await proposed(
    `${name},row\n${cells.map((cell, i) => `${quoted(cell)},${i}\n`).join("")}`,
  );
  if (unsettled.has(name)) expect(schema.columns[name]!.type).toBe("text");
  return unsettled.get(name) ?? [];
}

describe("propose(file): where one reading is possible it is proposed", () => {
  test.each<[string, string[], object]>([
    ["plain numbers", ["1", "2.5"], { type: "number" }],
    ["whole numbers", ["1", "250"], { type: "integer" }],
    ["Persian digits", ["۱۲", "۳۴۵"], { type: "integer" }],
    ["Persian decimals and groups", ["۱۲٫۵", "۱٬۲۰۰"], { type: "number" }],
    ["decimal commas", ["12,5", "1,25"], { type: "number", decimal: "," }],
    ["decimal commas with groups", ["1.250,5", "2,5"], { type: "number", decimal: ",", group: "." }],
    [
      "groups of points, where one number has two",
      ["1.234.567", "1.200"],
      { type: "integer", decimal: ",", group: "." },
    ],
    ["groups by spaces", ["1 234", "12 000"], { type: "integer", group: " " }],
    ["groups, where one number has two", ["1,234,567", "1,200"], { type: "integer", group: "," }],
    ["tomans", ["۱۲۰۰ تومان", "۹۰۰ تومان"], { type: "integer", unit: "toman" }],
    ["percent", ["12%", "50 ٪"], { type: "integer", unit: "%" }],
    ["ISO dates", ["2026-03-21", "2026-03-22"], { type: "date" }],
    ["ISO times", ["2026-03-21T10:00", "2026-03-22 11:30:05"], { type: "datetime" }],
    ["days first, where one day is above 12", ["03/04/2024", "25/04/2024"], { type: "date", format: "%d/%m/%Y" }],
    ["Jalali dates", ["۱۴۰۴/۰۱/۱۵", "1403/12/30"], { type: "date", format: "%Y/%m/%d", calendar: "jalali" }],
    [
      "Jalali dates with the month's name",
      ["15 فروردین 1404"],
      { type: "date", format: "%d %B %Y", calendar: "jalali" },
    ],
    ["yes and no", ["Yes", "No"], { type: "boolean", trueValues: ["Yes"], falseValues: ["No"] }],
    ["بله and خیر", ["بله", "خیر"], { type: "boolean", trueValues: ["بله"], falseValues: ["خیر"] }],
    ["true and false", ["true", "false"], { type: "boolean" }],
    ["leading zeros", ["00123", "00124"], { type: "text" }],
    ["telephone numbers", ["09121234567", "09121234568"], { type: "text" }],
    ["whole numbers above 2^53", ["9007199254740993", "9007199254740995"], { type: "text" }],
    ["1e5", ["1e5", "2e3"], { type: "text" }],
    ["sentences", ["it was good", "it was not"], { type: "text" }],
    ["nothing", ["", ""], { type: "text" }],
  ])("%s", async (_, cells, expected) => {
    expect(await column("x", cells)).toEqual(expected);
  });

  test("few values that come again are a category, in one spelling each", async () => {
    const cells = ["شیراز", "شيراز", "شیراز", "Tehran"];
    expect(await column("x", cells, 4)).toEqual({ type: "category", values: ["شیراز", "Tehran"] });
    expect(await column("x", ["a", "b", "c"], 2)).toEqual({ type: "text" });
  });
});

describe("propose(file): where several are possible the column stays text, and they are listed", () => {
  test.each<[string, string[], RegExp]>([
    [
      "12.500",
      ["12.500", "1.250"],
      /'1.250' may be 1.25 \(decimalChar: "\."\) or 1250 \(decimalChar: ",", groupChar: "\."\)/,
    ],
    ["1,234", ["1,234", "2,500"], /may be 1234 \(groupChar: ","\) or 1.234 \(decimalChar: ","\)/],
    ["03/04/2024", ["03/04/2024"], /may be 2024-04-03 \(format: "%d\/%m\/%Y"\) or 2024-03-04 \(format: "%m\/%d\/%Y"\)/],
    ["two calendars", ["1404/01/15", "2025/04/04"], /in several ways: a column has one format and one calendar/],
    ["tomans and rials", ["12 تومان", "120 ریال"], /numbers in toman and rial: a column has one unit/],
    ["years of two digits", ["25/12/99", "26/12/98"], /century/],
    ["times with an offset", ["2015-02-24 11:35:52 -0800"], /times with an offset: say type: datetime and the zone/],
    ["numbers and N/A", ["12", "N/A", "15"], /type: integer and missingValues: \["", "N\/A"\] if that is no answer/],
    ["numbers and نامشخص", ["۱۲", "نامشخص"], /missingValues: \["", "نامشخص"\]/],
  ])("%s", async (_, cells, line) => {
    expect((await openQuestions(cells)).join("\n")).toMatch(line);
  });

  test("a few slips among numbers or dates are named, and what the others are", async () => {
    const days = Array.from({ length: 25 }, (_, i) => `1404/01/${String(i + 1).padStart(2, "0")}`);
    expect(await openQuestions([...days, "1404/13/01"])).toEqual([
      `all but '1404/13/01' can be read with type: "date", format: "%Y/%m/%d", calendar: "jalali": such rows would be kept aside`,
    ]);
    const numbers = Array.from({ length: 60 }, (_, i) => `${i}.5`);
    expect((await openQuestions([...numbers, "1O.5", "x"]))[0]).toMatch(
      /^all but '1O\.5', 'x' can be read with type: "number":/,
    );
    expect(await openQuestions([...numbers.slice(0, 10), "x"])).toEqual([]);
  });

  test("what can be read in one way leaves nothing open", async () => {
    expect(await openQuestions(["12.5", "1.25"])).toEqual([]);
    expect(await openQuestions(["a", "b"])).toEqual([]);
  });

  test("digits that are a date are one only by the name of their column", async () => {
    expect(await column("date", ["19970101", "19980630"])).toEqual({ type: "date", format: "%Y%m%d", role: "date" });
    expect(await column("answered", ["2026-05-01", "2026-05-02"])).toEqual({ type: "date", role: "date" });
    expect(await column("تاریخ", ["14040115"])).toMatchObject({ format: "%Y%m%d", calendar: "jalali" });
    expect(await column("sum", ["19970101", "19980630"])).toEqual({ type: "integer" });
    expect(await column("date", ["19970101", "19971301"])).toMatchObject({ type: "integer" });
  });
});

describe("propose(file) guesses roles and scales by names and questions, where the values fit", () => {
  const scores = ["0", "3", "9", "10"];
  test.each<[string, string[], string, string | undefined]>([
    ["customerID", ["a", "b", "c"], "", "customer"],
    ["کد مشتری", ["1", "2", "3"], "", "customer"],
    ["customer value", ["1", "2", "3"], "", undefined],
    ["NPS", scores, "", "recommend"],
    ["Q1", scores, "How likely are you to recommend us to a friend?", "recommend"],
    ["Q1", scores, "چقدر احتمال دارد ما را به دوستان خود توصیه کنید؟", "recommend"],
    ["NPS", ["-50", "40", "30"], "", undefined],
    ["میزان رضایت", ["1", "5", "3"], "", "satisfaction"],
    ["overall_satisfaction", ["1", "5", "3"], "", "satisfaction"],
    ["effort", ["1", "7", "3"], "", "effort"],
    ["علت نارضایتی", ["دیر", "گران", "دیر", "گران"], "", "reason"],
    ["negativereason", ["a", "b", "a", "b"], "", "reason"],
    ["Churn", ["0", "1"], "", "churned"],
    ["Churn", ["0", "1", "2"], "", undefined],
    ["ریزش", ["بله", "خیر"], "", "churned"],
    ["weight", ["0.8", "1.2"], "", "weight"],
    ["وزن", ["0.8", "1.2"], "", "weight"],
    ["weight in kg", ["80", "92"], "", undefined],
    ["Subscription  Length", ["38", "12", "3"], "", "tenure"],
    ["مبلغ خرید", ["1200", "900"], "", "amount"],
    ["order_date", ["2026-03-21"], "", "date"],
    ["شهر", ["تهران", "مشهد", "تهران", "مشهد"], "", "segment"],
    ["نظر", ["خیلی خوب بود ممنون", "بد نبود ولی دیر رسید"], "", "comment"],
  ])("%s %j %s: %s", async (name, cells, question, role) => {
    expect((await column(name, cells, 1, question)).role).toBe(role);
  });

  test("codes stay text, whether people left is true or false, amounts may have decimals", async () => {
    expect(await column("customer", ["1", "2", "3"])).toMatchObject({ type: "text", unique: true, required: true });
    expect(await column("customer", ["1", "2", "3", "3"])).toEqual({ type: "text", role: "customer" });
    expect(await column("churned", ["0", "1"])).toMatchObject({ type: "boolean" });
    expect(await column("sales", ["12", "30"])).toMatchObject({ type: "number" });
  });

  test.each<[string, string[], string, object | undefined]>([
    ["recommend", ["0", "6", "9"], "", { from: 0, to: 10, good: "high" }],
    ["recommend", ["1", "5", "3"], "", { from: 1, to: 5, good: "high" }],
    ["رضایت (۱ تا ۷)", ["2", "5", "3"], "", { from: 1, to: 7, good: "high" }],
    ["Q4", ["2", "5", "3"], "Please rate from 1 to 5", { from: 1, to: 5, good: "high" }],
    ["Q4", ["2", "9", "3"], "Please rate from 1 to 5", undefined],
    ["effort", ["1", "7", "4"], "How much effort did it take?", { from: 1, to: 7, good: "low" }],
    ["Age group", ["1", "2", "3", "4", "5"], "", undefined],
  ])("scale of %s %j %s", async (name, cells, question, scale) => {
    const found = await column(name, cells, 1, question);
    expect(found.scale).toEqual(scale);
    if (scale !== undefined) expect(found).toMatchObject({ min: found.scale!.from, max: found.scale!.to });
  });

  test("a guess is marked as one, and what is odd is told", async () => {
    const ids = Array.from({ length: 30 }, (_, i) => `t${Math.max(1, i)},${i === 4 ? "" : i},"a\nb"\n`);
    const { remarks, oddities, roles } = await proposed(`tweet id,sum  total,text\n${ids.join("")}`);
    expect(roles).toContainEqual({ role: "amount", column: "sum  total", why: "by its name" });
    expect(remarks.get("sum  total")!.at(-1)).toBe("role: amount is a guess, by its name");
    expect(oddities).toEqual(
      new Map([
        ["tweet id", ["1 row repeats a value that stood before: it does not tell rows apart"]],
        [
          "sum  total",
          [
            "its name holds runs of spaces, line breaks or invisible signs",
            "1 blank among 29 answered, first in row 5",
          ],
        ],
        ["text", ["30 cells hold line breaks"]],
      ]),
    );
  });
});

test("what the file itself says is kept, and roles and scales are guessed beside it", async () => {
  const described: Schema = {
    name: "x",
    row: "one answer",
    missing: ["-99"],
    columns: {
      nps: { type: "integer", missing: ["99"], labels: { "0": "never" }, description: "Would you recommend us?" },
    },
  };
  const { schema } = await proposed("nps,row\n9,1\n99,2\n0,3\n", described);
  expect(schema).toMatchObject({ row: "one answer", missing: ["-99"] });
  expect(schema.columns.nps).toMatchObject({
    missing: ["99"],
    labels: { "0": "never" },
    description: "Would you recommend us?",
  });
});

test("columns named __proto__ and constructor are columns", async () => {
  const { schema } = await proposed("__proto__,constructor\n1,2\n");
  expect(Object.keys(schema.columns)).toEqual(["__proto__", "constructor"]);
});

const cell = fc.oneof(
  fc.constantFrom(
    "12",
    "-0.5",
    "12.500",
    "1,5",
    "۱۲٫۵",
    "03/04/2024",
    "1404/01/15",
    "2024-02-30",
    "Yes",
    "no",
    "N/A",
    "",
    " ",
  ),
  fc.constantFrom(
    "00123",
    "1e5",
    "12 تومان",
    "5%",
    "NaN",
    "9007199254740993",
    "a\nb",
    "1404-12-30",
    "25/12/99",
    "٢",
    "=1+1",
  ),
  fc.string({ maxLength: 8 }).map((text) => text.replace(/\p{Cc}/gu, "")),
);

/** A column that holds few different texts, as those that can be typed do. */
const cells = fc
  .array(cell, { minLength: 1, maxLength: 3 })
  .chain((few) => fc.array(fc.constantFrom(...few), { minLength: 9, maxLength: 9 }));

test("a proposal refuses no row of the file that it was made from", async () => {
  const names = ["customer id", "date", "recommend", "churned"];
  await fc.assert(
    fc.asyncProperty(fc.tuple(cells, cells, cells, cells), async (columns) => {
      const rows = columns[0].map((_, row) => columns.map((one) => quoted(one[row]!)).join(","));
      const text = `${names.join(",")}\n${rows.join("\n")}\n`;
      const { schema } = await proposed(text);
      const issues = new Issues();
      const scanned = (await readCsv(write("seen.csv", text), { schema }, issues))!;
      typeTable(scanned, schema, issues);
      expect(issues.all("", () => null).filter(({ effect }) => effect !== "note")).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test("withoutRefusals(schema) makes a column text in which the schema refuses a value, and no other", async () => {
  const issues = new Issues();
  const scanned = (await readCsv(write("seen.csv", "a,b\n1,2\nx,3\n"), {}, issues))!;
  const column = { type: "integer", min: 0, role: "amount", description: "how much" } as const;
  const schema: Schema = { name: "s", row: "", columns: { a: column, b: column } };
  expect(withoutRefusals(schema, scanned, new Set()).columns).toEqual({
    a: { type: "text", role: "amount", description: "how much" },
    b: column,
  });
  expect(withoutRefusals(schema, scanned, new Set([2])).columns.a).toEqual(column);
});

describe("analysesWith(roles)", () => {
  test("names the metrics whose columns are there, and what the others lack", () => {
    const { allowed, lacking } = analysesWith(["recommend", "churned"]);
    expect(allowed.map(({ metric }) => metric)).toEqual(["nps", "churn"]);
    expect(lacking).toContainEqual({ metric: "kaplanMeier", roles: ["tenure"] });
  });

  test("every metric it names is one of the project's", async () => {
    const vafa: object = await import("../../src/index.js");
    const { lacking } = analysesWith([]);
    expect(lacking.length).toBeGreaterThan(10);
    for (const { metric } of lacking) expect(vafa).toHaveProperty(metric);
  });
});

test("a rating with a few answers that none has is left to its owner, and no row is kept aside by the proposal", async () => {
  const answers = Array.from({ length: 60 }, (_, i) => `${i % 11}`);
  const text = (cells: readonly string[]) => `نمره توصیه,row\n${cells.map((cell, i) => `${cell},${i}\n`).join("")}`;
  const whole = await proposed(text(answers));
  expect([whole.schema.columns["نمره توصیه"]!.role, whole.unsettled.size]).toEqual(["recommend", 0]);
  const { schema, unsettled } = await proposed(text([...answers, "11", "99"]));
  expect(schema.columns["نمره توصیه"]).toMatchObject({ type: "integer" });
  expect(schema.columns["نمره توصیه"]).not.toHaveProperty("role");
  expect(unsettled.get("نمره توصیه")).toEqual([
    "all but '11', '99' are answers from 0 to 10: with role: recommend and its limits as constraints such rows would be kept aside",
  ]);
  expect((await proposed(text([...answers, ...Array.from({ length: 9 }, () => "11")]))).unsettled.size).toBe(0);
});
