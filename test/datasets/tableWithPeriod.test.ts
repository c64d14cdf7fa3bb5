import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { reading } from "../../src/datasets/reading.js";
import { tableWith } from "../../src/datasets/table-with.js";
import { language } from "../../src/language/language.js";
import { ofPeriod } from "../../src/notebook/of-period.js";
import { asTable } from "../../src/tables/table-like.js";
import { temporaryFolder } from "./temporary-folder.js";

const { folder } = temporaryFolder();
let data: string;

beforeAll(() => {
  writeFileSync(
    join(folder, "survey.csv"),
    "score,on,at\n1,2026-04-30,2026-04-30T23:59:00\n2,2026-05-01,2026-05-01T00:00:00\n3,2026-05-31,2026-05-31T23:59:59\n4,2026-06-01,2026-06-01T00:00:00\n5,,\n",
  );
  writeFileSync(join(folder, "people.csv"), "churned\ntrue\nfalse\n");
  const field = (name: string, type: string, role: string) =>
    `        - { name: ${name}, type: ${type}, role: ${role} }`;
  const resource = (name: string, file: string, fields: string[]) =>
    [`  - name: ${name}`, `    path: ${file}`, "    schema:", "      row: one row", "      fields:", ...fields].join(
      "\n",
    );
  data = join(folder, "mydata.yaml");
  writeFileSync(
    data,
    [
      "name: mine",
      "resources:",
      resource("survey", "survey.csv", [field("score", "integer", "recommend"), field("on", "date", "date")]),
      resource("moments", "survey.csv", [field("score", "integer", "satisfaction"), field("at", "datetime", "date")]),
      resource("people", "people.csv", [field("churned", "boolean", "churned")]),
    ].join("\n"),
  );
});

const scores = async ({ frame }: Awaited<ReturnType<typeof tableWith>>) => {
  const { score } = await asTable(frame).typed(["score"]);
  return score!.type === "number" ? [...score!.values] : null;
};

describe("tableWith(data, roles, { period })", () => {
  test("has the rows of the period, first and last day within, of dates and of date-times alike", async () => {
    for (const role of ["recommend", "satisfaction"] as const) {
      const found = await tableWith(data, [role], { period: "2026-05" });
      expect(await scores(found)).toEqual([2, 3]);
      expect(found.extent).toMatchObject({ period: "2026-05", rows: 2, of: 5, undated: 1, taken: "within" });
      expect(found.lastDay).toBe("2026-05-31");
      expect(reading(found.frame).rows).toBe(5);
    }
  });

  test("takes a period of the Solar Hijri calendar from dates of the other one", async () => {
    // 11 Ordibehesht to 10 Khordad 1405 is May 2026; the month before Ordibehesht begins on 21 March.
    expect(await scores(await tableWith(data, ["recommend"], { period: "1405-02" }))).toEqual([1, 2]);
    expect(await scores(await tableWith(data, ["recommend"], { period: "1405-03" }))).toEqual([3, 4]);
  });

  test("until: has all rows up to the end of the period", async () => {
    const found = await tableWith(data, ["recommend"], { period: "2026-05", rows: "until" });
    expect(await scores(found)).toEqual([1, 2, 3]);
  });

  test("without a period, or without a column of dates, has all rows", async () => {
    expect((await tableWith(data, ["recommend"])).extent).toBe(null);
    expect((await tableWith(data, ["recommend"], { period: null })).frame.shape).toEqual([5, 3]);
    const people = await tableWith(data, ["churned"], { period: "2026-05" });
    expect(people.extent).toMatchObject({ taken: "whole", rows: 2, none: null });
  });

  test("refuses a period without rows, naming the first and the last day, and what is no period", async () => {
    await expect(tableWith(data, ["recommend"], { period: "2027" })).rejects.toThrow(
      "tableWith survey: no row of 2027: 'on' runs from 2026-04-30 to 2026-06-01",
    );
    await expect(tableWith(data, ["recommend"], { period: "May" })).rejects.toThrow(
      /tableWith requires a period: 2026, 2026-Q2, .*; got 'May'/,
    );
  });
});

describe("ofPeriod(table)", () => {
  const said = async (roles: Parameters<typeof tableWith>[1], rows: "within" | "until" = "within") =>
    ofPeriod(await tableWith(data, roles, { period: "2026-05", rows }));

  test("says which rows are used, and nothing where no period was asked for", async () => {
    expect(ofPeriod(await tableWith(data, ["recommend"]))).toBe("");
    expect(await said(["recommend"])).toBe(
      " Used are the 2 of 2026-05, from 2026-05-01 to 2026-05-31. 1 without a date are in no period.",
    );
    expect(await said(["recommend"], "until")).toMatch(/^ Used are the 3 up to the end of 2026-05, 2026-05-31\./);
    expect(await said(["churned"])).toBe(
      " The table has no dates: all of its rows are used, not only those of 2026-05.",
    );
  });

  test("says it in Persian, without a Latin digit or letter", async () => {
    await language("fa");
    const all = [await said(["recommend"]), await said(["recommend"], "until"), await said(["churned"])];
    await language("en");
    for (const text of all) expect(text).toMatch(/^[^A-Za-z0-9]+$/);
  });
});
