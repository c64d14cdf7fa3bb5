import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readPackage } from "../../../src/datasets/descriptor/read-package.js";
import { readSchema } from "../../../src/datasets/descriptor/read-schema.js";
import { temporaryFolder } from "../temporary-folder.js";

const { folder, write } = temporaryFolder();

let files = 0;
const yaml = (text: string) => write(`schema-${++files}.yaml`, text);
const schema = (text: string) => readSchema(yaml(text));
const field = async (text: string) => Object.values((await schema(`fields:\n  - name: x\n${text}`)).columns)[0]!;

const PACKAGE = `name: shop
title: A shop
language: fa
resources:
  - name: survey
    path: tables/survey.csv
    encoding: cp1256
    export: qualtrics
    dialect: { delimiter: ";", headerRows: [3, 4, 5], commentRows: [1], sheetName: پاسخ }
    schema:
      row: one answer
      missingValues: ["", "-99", { value: "N/A", label: not asked }]
      primaryKey: کد
      fields:
        - name: کد
        - { name: nps, title: NPS, description: How likely?, type: integer, constraints: { minimum: 0, maximum: 10 } }
        - name: __proto__
          categories: [{ value: "1", label: bad }, { value: "2" }]
`;

describe("readPackage(file)", () => {
  test("gives tables with their files, layouts and schemas, by the names of Frictionless and ours", async () => {
    const read = await readPackage(yaml(PACKAGE));
    expect(read).toEqual({
      name: "shop",
      title: "A shop",
      language: "fa",
      tables: [
        {
          name: "survey",
          path: "tables/survey.csv",
          file: join(folder, "tables/survey.csv"),
          layout: {
            encoding: "windows-1256",
            delimiter: ";",
            preamble: 2,
            headerRows: 3,
            export: "qualtrics",
            sheet: "پاسخ",
          },
          schema: {
            name: "survey",
            row: "one answer",
            missing: ["-99", "N/A"],
            columns: Object.fromEntries([
              ["کد", { type: "text", required: true, unique: true, description: "" }],
              ["nps", { type: "integer", min: 0, max: 10, description: "NPS: How likely?" }],
              ["__proto__", { type: "category", values: ["1", "2"], labels: { "1": "bad" }, description: "" }],
            ]),
          },
        },
      ],
    });
    expect(Object.keys(read.tables[0]!.schema.columns)).toContain("__proto__");
    expect(Object.prototype).not.toHaveProperty("type");
  });

  test("reads the same from JSON, indented by tabs", async () => {
    const text = JSON.stringify(
      { resources: [{ name: "a", path: "a.csv", schema: { fields: [{ name: "x" }] } }] },
      null,
      "\t",
    );
    const { name, tables } = await readPackage(write("mine.json", text));
    expect(name).toBe("mine");
    expect(tables[0]!.schema.columns).toEqual({ x: { type: "text", description: "" } });
  });

  test("a table of which nothing is said has no columns in its schema", async () => {
    const [table] = (await readPackage(yaml("{ name: a, path: /data/a.csv }"))).tables;
    expect(table).toMatchObject({ file: "/data/a.csv", layout: {}, schema: { name: "a", columns: {} } });
  });

  test.each([
    ["{ name: a, path: 'https://example.org/a.csv' }", /path requires a file of this machine; got the address 'https:/],
    ["{ name: a, path: a.csv, encoding: latin1 }", /encoding requires one of 'utf-8', .*; got 'latin1' \(line 1\)/],
    ["{ name: a, path: a.csv, dialect: { headerRows: [1, 3] } }", /dialect\.headerRows requires rows that follow/],
    [
      "{ name: a, path: a.csv, dialect: { commentRows: [2] } }",
      /commentRows requires rows above the header, which begins in row 1/,
    ],
    ["{ name: a, path: a.csv, dialect: { header: false } }", /dialect\.header cannot be left out/],
    [
      "{ name: a, data: [] }",
      /data is not read: write the rows to a file and name it with 'path' \(line 1\)\n {2}path is required/,
    ],
    ["resources: [{ name: a, path: a.csv }, { name: a, path: b.csv }]", /resources\[1\]\.name names 'a' twice/],
    ["fields: [{ name: x }]", /requires 'resources'.*use readSchema/],
  ])("%s is refused", async (text, message) => {
    await expect(readPackage(yaml(text))).rejects.toThrow(message);
  });
});

describe("readSchema(file)", () => {
  test("an unknown property names its place, its line and the nearest known one", async () => {
    const text = PACKAGE.replace("title: NPS", "tilte: NPS").replace("row: one", "rwo: one");
    await expect(readSchema(yaml(text))).rejects.toThrow(
      /^readSchema schema-\d+\.yaml: 2 problems\n {2}resources\[0\]\.schema\.rwo is no property of a schema; nearest: 'row' \(line 11\)\n {2}resources\[0\]\.schema\.fields\[1\]\.tilte is no property of a field; nearest: 'title' \(line 16\)$/,
    );
  });

  test("YAML 1.2: no and on are text, 08 and 1e5 are numbers, and where text is required they are refused", async () => {
    expect(await field("    description: no")).toMatchObject({ description: "no" });
    expect(await field("    missingValues: [no, on, '08', ~x]")).toMatchObject({ missing: ["no", "on", "08", "~x"] });
    await expect(field("    missingValues: [-99]")).rejects.toThrow(
      /fields\[0\]\.missingValues\[0\] requires text; write it in quotes, as in '-99'; got -99 \(line 3\)/,
    );
    await expect(schema("fields: [{ name: 2024 }]")).rejects.toThrow(
      /name requires text; write it in quotes; got 2024/,
    );
  });

  test.each([
    ["a key twice", "fields: [{ name: a, name: b }]", /Map keys must be unique \(line 1\)/],
    ["a tag", "fields: !!js/function x", /Unresolved tag/],
    ["no YAML", "fields: [", /\(line 1\)$/],
    ["neither columns nor tables", "name: x", /requires 'fields' .* or 'resources'/],
    ["nothing", "", /requires 'fields'/],
    ["no columns", "fields: []", /fields requires at least one entry/],
    ["a field twice", "fields: [{ name: a }, { name: a }]", /fields\[1\]\.name names 'a' twice/],
    [
      "a key that is no column",
      "{ primaryKey: b, fields: [{ name: a }] }",
      /primaryKey requires the name of a field; got 'b'/,
    ],
    [
      "several tables",
      "resources: [{ name: a, path: a }, { name: b, path: b }]",
      /requires one table; got 'a', 'b': use readPackage/,
    ],
    [
      "a wrong role",
      "fields: [{ name: a, role: custmer }]",
      /role requires one of .*; got "custmer"; nearest: 'customer'/,
    ],
    ["a wrong type", "fields: [{ name: a, type: strng }]", /type requires one of 'string'.*nearest: 'string'/],
    ["a sign for text", "fields: [{ name: a, decimalChar: ',' }]", /decimalChar is only for number/],
    [
      "one sign for two",
      "fields: [{ name: a, type: number, decimalChar: ',', groupChar: ',' }]",
      /groupChar requires another sign/,
    ],
    ["any date", "fields: [{ name: a, type: date, format: any }]", /format requires one way of writing dates/],
    ["DD/MM", "fields: [{ name: a, type: date, format: DD/MM/YYYY }]", /format requires the letters of strptime/],
    [
      "words beside a number without a unit",
      "fields: [{ name: a, type: number, bareNumber: false }]",
      /bareNumber requires 'unit'/,
    ],
    ["labels that are no text", "fields: [{ name: a, labels: { 1: 2 } }]", /labels requires a text for each code/],
    ["what is not checked", "fields: [{ name: a, constraints: { exclusiveMinimum: 1 } }]", /say it with 'minimum'/],
  ])("%s is refused, with its place", async (_, text, message) => {
    await expect(schema(text)).rejects.toThrow(message);
  });

  test("what looks like a swarm of aliases is refused, a few are not", async () => {
    const few = await schema(
      "fields:\n  - { name: a, constraints: &c { required: true } }\n  - { name: b, constraints: *c }",
    );
    expect(few.columns.b).toMatchObject({ required: true });
    const levels = [..."bcdefghi"].map((name, i) => {
      const before = "abcdefgh"[i];
      return `${name}: &${name} [${Array(9).fill(`*${before}`).join(", ")}]`;
    });
    await expect(schema(`a: &a [x, x]\n${levels.join("\n")}\nfields: *i`)).rejects.toThrow(
      /requires a file with few aliases/,
    );
  });

  test("__proto__ and constructor are properties like any other: unknown, or codes with a label", async () => {
    await expect(schema("{ fields: [{ name: a }], __proto__: { row: x } }")).rejects.toThrow(
      /__proto__ is no property/,
    );
    const { labels } = await field("    labels: { __proto__: one, constructor: two }");
    expect(Object.entries(labels!)).toEqual([
      ["__proto__", "one"],
      ["constructor", "two"],
    ]);
    expect(({} as { row?: unknown }).row).toBeUndefined();
  });

  test("labels stand in labels, enumLabels or categories", async () => {
    expect(await field("    type: integer\n    enumLabels: { 1: bad }")).toMatchObject({ labels: { "1": "bad" } });
    const listed = await field(
      "    type: integer\n    categories: [{ value: 1, label: bad }, { value: 2, label: good }]",
    );
    expect(listed).toMatchObject({ type: "integer", values: ["1", "2"], labels: { "1": "bad", "2": "good" } });
  });
});
