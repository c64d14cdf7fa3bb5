import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readPackage } from "../../src/datasets/descriptor/read-package.js";
import { load } from "../../src/datasets/load.js";
import type { Schema } from "../../src/datasets/schema.js";
import { inspect } from "../../tools/check/inspect.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import { call } from "./command-line.js";

const { folder, write } = temporaryFolder();

const SURVEY = "customer id,recommend,Churn,amount\nc1,9,Yes,12.5\nc2,,No,3\nc3,0,No,4\n";

const PERSIAN = `کد مشتری,تاریخ,مبلغ,امتیاز توصیه,قیمت
۰۰۱,۱۴۰۴/۰۱/۱۵,۱۲٬۵۰۰ تومان,۹,12.500
۰۰۲,۱۴۰۴/۰۱/۱۶,۹۰۰ تومان,۰,1.250
۰۰۳,۱۴۰۴/۰۱/۱۷,۹۰۰ تومان,۰,1.250
`;

/** A folder of its own for each test, so that they may run side by side. */
function place(name: string, files: Readonly<Record<string, string>>): string {
  mkdirSync(join(folder, name));
  for (const [file, text] of Object.entries(files)) write(join(name, file), text);
  return join(folder, name);
}

describe("npm run check -- FILE", { concurrent: true }, () => {
  test("accounts for every record, proposes a schema with roles, and what it writes reads the file", async () => {
    const at = place("clean", { "survey.csv": SURVEY });
    const { code, stdout, stderr } = await call("check", [join(at, "survey.csv")]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(
      "utf-8, comma between cells, 4 columns\n4 records = 1 of the header + 0 above it + 3 kept",
    );
    expect(stdout).toContain("Nothing is wrong.");
    expect(stdout).toMatch(/churned +Churn \(by its name\)/);
    expect(stdout).toContain("These allow: nps, churn, revenueConcentration");
    const [table] = (await readPackage(join(at, "survey.schema.yaml"))).tables;
    expect(table!.schema.columns).toEqual({
      "customer id": { type: "text", unique: true, required: true, role: "customer", description: "" },
      recommend: {
        type: "integer",
        min: 0,
        max: 10,
        scale: { from: 0, to: 10, good: "high" },
        role: "recommend",
        description: "",
      },
      Churn: { type: "boolean", trueValues: ["Yes"], falseValues: ["No"], role: "churned", description: "" },
      amount: { type: "number", role: "amount", description: "" },
    });
    const frame = await load(table!.file, { schema: table!.schema, layout: table!.layout });
    expect(frame.shape).toEqual([3, 4]);
  });

  test("reads Persian files, and leaves open what only their owner knows", async () => {
    const at = place("persian", { "فروش.csv": PERSIAN });
    const { code, stdout } = await call("check", [join(at, "فروش.csv")]);
    expect(code).toBe(0);
    expect(stdout).toContain("قیمت: '1.250' may be 1.25 (decimalChar: \".\") or 1250");
    expect(stdout).toMatch(/امتیاز توصیه +integer 0–10/);
    expect(stdout).toContain("npm run report makes of them: purchases, recommendation-over-time\n");
    const [table] = (await readPackage(join(at, "فروش.schema.yaml"))).tables;
    expect(table!.schema.columns).toMatchObject({
      "کد مشتری": { type: "text", role: "customer" },
      تاریخ: { type: "date", format: "%Y/%m/%d", calendar: "jalali" },
      مبلغ: { type: "number", unit: "toman" },
      قیمت: { type: "text" },
    });
    const issues = readFileSync(join(at, "فروش.issues.csv"), "utf8");
    expect(issues).toMatch(/^row,line,column,value,rule,effect,message,hint\r\n/);
    expect(issues).toContain(",12.500,ambiguous-number,note,");
  });

  test("lists what is wrong by row and line, equal faults together, and ends with 1", async () => {
    const bad = Array.from({ length: 40 }, (_, i) => `d${i},${i < 30 ? 11 : 5},No,1\n`).join("");
    const at = place("wrong", { "survey.csv": `${SURVEY}${bad}c9,1\n` });
    write(
      "wrong/mine.yaml",
      "fields:\n  - { name: recommend, type: integer, constraints: { minimum: 0, maximum: 10 } }\n",
    );
    const args = [join(at, "survey.csv"), "--schema", join(at, "mine.yaml"), "--limit", "2", "--out", join(at, "out")];
    const { code, stdout, stderr } = await call("check", args);
    expect(stdout).toMatch(
      /recommend requires whole numbers from 0 to 10.* \[range\]: 30 rows\n {6}row 4 \(line 5\): '11'\n {6}row 5 \(line 6\): '11'\n {6}and 28 more/,
    );
    expect(stdout).toMatch(/each row requires 4 cells.* \[cells\]: 1 row\n {6}row 44 \(line 45\)/);
    expect(stdout).toContain("13 kept + 31 kept aside");
    expect(stderr).toBe("check: 31 of 44 rows would be kept aside\n");
    expect(code).toBe(1);
    expect(existsSync(join(at, "out", "survey.issues.csv"))).toBe(true);
    expect(existsSync(join(at, "out", "survey.schema.yaml"))).toBe(false);
  });

  test("writes over nobody's schema", async () => {
    const at = place("kept", { "survey.csv": SURVEY, "survey.schema.yaml": "mine" });
    const { stdout } = await call("check", [join(at, "survey.csv")]);
    expect(stdout).toContain("survey-2.schema.yaml");
    expect(readFileSync(join(at, "survey.schema.yaml"), "utf8")).toBe("mine");
  });

  test("a file that cannot be used ends with 1, and no schema is proposed", async () => {
    const at = place("unusable", { "twice.csv": "a,a\n1,2\n" });
    const { code, stdout, stderr } = await call("check", [join(at, "twice.csv")]);
    expect(stdout).toContain("the header names 'a' twice");
    expect(stderr).toBe("check: twice.csv cannot be used as it is\n");
    expect(code).toBe(1);
    expect(existsSync(join(at, "twice.schema.yaml"))).toBe(false);
  });

  test("a wrong call ends with 2 and says what is right", async () => {
    const at = place("usage", { "survey.csv": SURVEY, "wrong.yaml": "fields: [{ name: a, tpye: string }]" });
    const file = join(at, "survey.csv");
    const wrong = async (...args: string[]) => {
      const { code, stderr } = await call("check", args);
      return [code, stderr.replaceAll(at, "")];
    };
    const calls = [
      wrong(join(at, "surwey.csv")),
      wrong(file, file),
      wrong(file, "--encoding", "latin1"),
      wrong(file, "--schema", join(at, "wrong.yaml")),
    ];
    expect(await Promise.all(calls)).toEqual([
      [2, "check: no file surwey.csv in ; nearest: 'survey.csv'\n"],
      [2, "check: one file at a time; got '/survey.csv', '/survey.csv' (--help lists the options)\n"],
      [2, 'check: --encoding requires one of utf-8 utf-16le utf-16be windows-1256; got "latin1"\n'],
      [2, "check: wrong.yaml: fields[0].tpye is no property of a field; nearest: 'type' (line 1)\n"],
    ]);
  });
});

describe("inspect(file)", () => {
  const asked = (file: string, schema: Schema | undefined, largest: number) =>
    inspect({ file, schema, largest, layout: {}, progress: () => {} });

  test("says the same of a file that is too large for memory", async () => {
    const file = write("large.csv", `${SURVEY}c4,11,No,5\nc5,x,No,6\nc6,1\n`);
    const schema: Schema = {
      name: "survey",
      row: "",
      columns: { recommend: { type: "integer", min: 0, max: 10, description: "" } },
    };
    const [whole, large] = [await asked(file, schema, Infinity), await asked(file, schema, 0)];
    expect(large.found).toEqual(whole.found);
    expect(large.issues).toEqual(whole.issues);
    expect(whole.found).toMatchObject({ rows: 6, rejected: 3 });
    const [proposed, streamed] = [await asked(file, undefined, Infinity), await asked(file, undefined, 0)];
    expect(streamed.proposal).toEqual(proposed.proposal);
    expect([proposed.first, streamed.first]).toEqual([null, 6]);
    expect(streamed.found).toEqual(proposed.found);
  });

  test("takes the questions of a survey tool for descriptions", async () => {
    const ids = '"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"';
    const file = write(
      "qualtrics.csv",
      `Q1,Q2\nHow likely are you to recommend us?,"Which, city?"\n${ids}\n9,Tehran\n0,Yazd\n`,
    );
    const layout = { export: "qualtrics" } as const;
    const { proposal } = await inspect({ file, layout, schema: undefined, progress: () => {}, largest: Infinity });
    expect(proposal!.schema.columns).toMatchObject({
      Q1: { role: "recommend", description: "How likely are you to recommend us?" },
      Q2: { description: "Which, city?" },
    });
  });
});
