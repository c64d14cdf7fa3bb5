import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import "../../fixedSeed.js";
import { demoSchemas } from "../../../src/datasets/demo/schemas.js";
import { readPackage } from "../../../src/datasets/descriptor/read-package.js";
import { readSchema } from "../../../src/datasets/descriptor/read-schema.js";
import { packageText, schemaText } from "../../../src/datasets/descriptor/schema-text.js";
import { type ColumnSchema, type Layout, ROLES, type Schema } from "../../../src/datasets/schema.js";
import { temporaryFolder } from "../temporary-folder.js";

const { folder } = temporaryFolder();

const HARD = [
  "no",
  "yes",
  "null",
  "~",
  "08",
  "1e5",
  "-99",
  "true",
  "",
  " a ",
  "a: b",
  "#x",
  "- x",
  "'",
  '"',
  "line\nline",
  "__proto__",
];
const PERSIAN = [
  "علی‌رضا",
  "مشتری",
  "۱۲٫۵",
  "\u200f",
  "😀",
  "تومان",
  "constructor",
  "{a}",
  "[a",
  "&a",
  "*a",
  "!a",
  "%",
  "@",
  "`",
  "\t",
  "a\r\nb",
];
const word = fc.oneof(
  fc.constantFrom(...HARD, ...PERSIAN),
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.lorem({ maxCount: 60 }),
);
const name = word.filter((text) => text !== "");
/** A blank is missing anyway, and is not written twice. */
const codes = fc.array(name, { maxLength: 4 });
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const labels = fc.dictionary(word, word, { maxKeys: 4, noNullPrototype: true });
const optional = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { requiredKeys: [], noNullPrototype: true });

const common = {
  required: fc.boolean(),
  unique: fc.boolean(),
  missing: codes,
  labels,
  role: fc.constantFrom(...ROLES),
  spelling: fc.constantFrom("exact" as const, "folded" as const),
};
const limits = { min: number, max: number, unit: word };
const scale = fc.record(
  { from: number, to: number, good: fc.constantFrom("high" as const, "low" as const) },
  { noNullPrototype: true },
);
const dates = {
  format: fc.constantFrom("%d/%m/%Y", "%Y/%m/%d"),
  calendar: fc.constantFrom("jalali" as const),
  century: fc.nat(),
};
const length = fc.nat();

const ofKind: fc.Arbitrary<Partial<ColumnSchema>>[] = [
  optional({ ...common, values: fc.array(word), minLength: length, maxLength: length, pattern: word }).map((rest) => ({
    type: "text",
    ...rest,
  })),
  optional({ ...common, values: fc.array(word, { minLength: 1 }) }).map((rest) => ({ type: "category", ...rest })),
  optional({
    ...common,
    ...limits,
    scale,
    values: fc.array(fc.integer().map(String)),
    decimal: fc.constantFrom("," as const),
    group: fc.constantFrom("." as const),
  }).map((rest) => ({
    type: "integer",
    ...rest,
  })),
  optional({
    ...common,
    ...limits,
    scale,
    decimal: fc.constantFrom("." as const),
    group: fc.constantFrom("," as const, "'" as const),
  }).map((rest) => ({ type: "number", ...rest })),
  optional({ ...common, trueValues: fc.array(word), falseValues: fc.array(word) }).map((rest) => ({
    type: "boolean",
    ...rest,
  })),
  optional({ ...common, ...dates }).map((rest) => ({ type: "date", ...rest })),
  optional({ ...common, ...dates, timezone: word }).map((rest) => ({ type: "datetime", ...rest })),
];

const column = fc
  .tuple(fc.oneof(...ofKind), word)
  .map(([rest, description]) => ({ ...rest, description }) as ColumnSchema);
const schema: fc.Arbitrary<Schema> = fc
  .record({
    name,
    row: word,
    columns: fc.array(fc.tuple(name, column), { minLength: 1, maxLength: 6 }),
    missing: fc.option(codes),
  })
  .map(({ columns, missing, ...rest }) => ({
    ...rest,
    columns: Object.fromEntries(columns),
    ...(missing && { missing }),
  }));
const layout: fc.Arbitrary<Layout> = optional({
  encoding: fc.constantFrom("utf-8" as const, "windows-1256" as const),
  delimiter: fc.constantFrom(";" as const, "\t" as const, "|" as const),
  preamble: fc.integer({ min: 1, max: 20 }),
  headerRows: fc.integer({ min: 2, max: 5 }),
  export: fc.constantFrom("qualtrics" as const),
  sheet: name,
  formulas: fc.constantFrom("marked" as const),
});
const remarks = fc.array(word, { maxLength: 3 });

function written(text: string): string {
  const file = join(folder, "descriptor.yaml");
  writeFileSync(file, text);
  return file;
}

test("readSchema(schemaText(schema)) is the schema, whatever stands in it and whatever is remarked", async () => {
  await fc.assert(
    fc.asyncProperty(schema, remarks, async (made, lines) => {
      const all = new Map(Object.keys(made.columns).map((key) => [key, lines]));
      const read = await readSchema(written(schemaText(made, all)));
      if (!isDeepStrictEqual(read, made)) expect(JSON.stringify(read)).toBe(JSON.stringify(made));
      expect(Object.keys(read.columns)).toEqual(Object.keys(made.columns));
    }),
    { numRuns: 300 },
  );
});

test("readPackage(packageText(package)) is the package", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(schema, layout), { minLength: 1, maxLength: 3 }),
      fc.option(word),
      remarks,
      async (tables, title, lines) => {
        const made = {
          name: "all",
          ...(title !== null && { title }),
          tables: tables.map(([one, place], i) => ({
            name: `table ${i}`,
            path: `a/${i}.csv`,
            file: join(folder, `a/${i}.csv`),
            layout: place,
            schema: one,
          })),
        };
        const read = await readPackage(written(packageText(made, lines)));
        if (!isDeepStrictEqual(read, made)) expect(JSON.stringify(read)).toBe(JSON.stringify(made));
      },
    ),
    { numRuns: 150 },
  );
});

test("the schemas of the demo company are read back as they were written", async () => {
  for (const made of Object.values(demoSchemas)) expect(await readSchema(written(schemaText(made)))).toEqual(made);
});

test("schemaText(schema) is short and plain", () => {
  const made: Schema = {
    name: "survey",
    row: "one answer",
    missing: ["-99"],
    columns: {
      recommend: {
        type: "integer",
        min: 0,
        max: 10,
        scale: { from: 0, to: 10, good: "high" },
        role: "recommend",
        description: "چقدر ما را توصیه می‌کنید؟",
      },
      region: { type: "category", values: ["no", "yes"], description: "" },
    },
  };
  expect(schemaText(made, new Map([["region", ["2 values"]]]))).toBe(`name: survey
row: one answer
missingValues: [ "", "-99" ]
fields:
  - name: recommend
    description: چقدر ما را توصیه می‌کنید؟
    type: integer
    scale: { from: 0, to: 10, good: high }
    role: recommend
    constraints: { minimum: 0, maximum: 10 }

  # 2 values
  - name: region
    type: string
    categories:
      - "no"
      - "yes"
`);
});
