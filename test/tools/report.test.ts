import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readNotebook, textOf } from "../../tools/run/notebook.js";
import { ROOT } from "../../tools/setup/places.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import { call } from "./command-line.js";

const { folder } = temporaryFolder();
/** Reports are written inside the folder that the command is run in. */
const OUT = join(".cache", `report-test-${process.pid}`);
afterAll(() => rmSync(join(ROOT, OUT), { recursive: true, force: true }));

const decoder = new TextDecoder("windows-1256");
const byteOf = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));

/** Text as Windows-1256 has it, which writes a Persian ی and ک as well as it can: the letters of Arabic. */
const windows1256 = (text: string) => Buffer.from([...text.replaceAll("ی", "ي")].map((letter) => byteOf.get(letter)!));

/** Answers as Excel saves them on a Persian machine: semicolons, Arabic digits in Windows-1256, Jalali dates. */
function persianSurvey(): Buffer {
  const rows = Array.from({ length: 120 }, (_, i) => {
    const score = i === 7 ? 11 : (i * 7) % 11;
    return `م${i};${String(score)};${i % 3 === 0 ? "ويژه" : "عادي"};1404/${1 + (i % 6)}/15`;
  });
  return windows1256(`${["مشتري;توصيه;گروه;تاريخ", ...rows].join("\r\n")}\r\n`);
}

/** 800 answers, so many of them of special customers: three in four of these recommend, two in five of the others. */
function mixed(special: number): Buffer {
  const rows = Array.from({ length: 800 }, (_, i) => {
    const isSpecial = i < special;
    const recommends = isSpecial ? i % 4 < 3 : (i - special) % 5 < 2;
    return `م${i};${recommends ? 10 : 0};${isSpecial ? "ويژه" : "عادي"};1404/02/15`;
  });
  return windows1256(`${["مشتري;توصيه;گروه;تاريخ", ...rows].join("\r\n")}\r\n`);
}

const DESCRIPTION = `
name: نظرسنجی
language: fa
resources:
  - name: پاسخ‌ها
    path: answers.csv
    encoding: windows-1256
    dialect: { delimiter: ";" }
    schema:
      row: یک پاسخ
      fields:
        - { name: مشتری, type: string, role: customer }
        - { name: توصیه, type: integer, role: recommend, constraints: { minimum: 0, maximum: 10 } }
        - { name: گروه, type: string, categories: [ویژه, عادی], role: segment }
        - { name: تاریخ, type: date, format: "%Y/%m/%d", calendar: jalali, role: date }
`;

function persianFolder(name: string, description = DESCRIPTION): string {
  const place = join(folder, name);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "answers.csv"), persianSurvey());
  writeFileSync(join(place, "mydata.yaml"), description);
  return place;
}

describe("npm run report -- --data", () => {
  test("makes the notebooks whose columns are there, of a Persian file, and leaves out the others by name", async () => {
    const place = persianFolder("persian");
    const args = ["--data", join(place, "mydata.yaml"), "--out", join(OUT, "out")];
    const { code, stdout, stderr } = await call("report", args);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toContain("پاسخ‌ها: 119 rows of answers.csv, 1 kept aside");
    expect(stdout).toMatch(/left out: satisfaction needs a column with the role satisfaction/);
    expect(stdout).toMatch(/left out: purchases needs a column with the role amount/);
    const pages = readdirSync(join(ROOT, OUT, "out")).filter((name) => name.endsWith(".html"));
    expect(pages.sort()).toEqual([
      "coverage.html",
      "index.html",
      "recommendation-over-time.html",
      "recommendation.html",
    ]);
    const page = readFileSync(join(ROOT, OUT, "out", "recommendation.html"), "utf8");
    const executed = readNotebook(join(ROOT, OUT, "out", "recommendation.ipynb"), "recommendation");
    expect(executed.cells.map(({ source }) => textOf(source))).toContain('data = "mydata.yaml";\nvoid 0;');
    expect(page.includes("ویژه")).toBe(true);
    // The description says that its reports are in Persian.
    expect(page).toContain('<html lang="fa" dir="rtl"');
    expect([page.includes(folder), JSON.stringify(executed).includes(folder)]).toEqual([false, false]);
    const issues = readFileSync(join(ROOT, OUT, "out", "rejected", "answers.issues.csv"), "utf8");
    expect(issues).toContain("\n8,9,توصیه,11,range,row,");
    const rejected = readFileSync(join(ROOT, OUT, "out", "rejected", "answers.rejected.csv"));
    expect(decoder.decode(rejected)).toContain("م7;11;عادي;1404/2/15");
  });

  test("names what there is where an option asks for something else, before anything runs", async () => {
    const place = persianFolder("options");
    const wrong = async (...args: string[]) => {
      const { code, stderr } = await call("report", ["--data", join(place, "mydata.yaml"), ...args]);
      return [code, stderr.trim()];
    };
    expect(await wrong("--lang", "de")).toEqual([2, "npm run report: --lang requires en, fa, both; got 'de'"]);
    expect(await wrong("--audience", "boss")).toEqual([
      2,
      "npm run report: --audience requires analyst or manager; got 'boss'",
    ]);
    expect(await wrong("--format", "html,docx")).toEqual([
      2,
      "npm run report: --format requires html, ipynb, xlsx, pdf, pptx or several of them; got 'docx'",
    ]);
    expect(await wrong("-p", "levle=0.9")).toEqual([
      2,
      expect.stringMatching(/^npm run report: no notebook has a parameter levle; there are .*level/),
    ]);
    expect(await wrong("-p", "level")).toEqual([2, "npm run report: -p requires name=value; got 'level'"]);
  });

  test("names what there is where a period or what it is compared with cannot be, before anything runs", async () => {
    const data = join(persianFolder("periods"), "mydata.yaml");
    const wrong = async (...args: string[]) => {
      const { code, stderr } = await call("report", ["--data", data, "--out", join(OUT, "none"), ...args]);
      return [code, stderr.trim()];
    };
    expect(await wrong("--period", "May")).toEqual([
      2,
      expect.stringMatching(/^npm run report: --period requires 2026, 2026-Q2, .*1405-02.*; got 'May'$/),
    ]);
    expect(await wrong("--compare", "previous")).toEqual([
      2,
      "npm run report: --compare previous requires --period: what is to be compared with it",
    ]);
    expect(await wrong("--period", "1404-02", "-p", "period=1404-03")).toEqual([
      2,
      "npm run report: -p period and --period say the same; give one",
    ]);
    expect(await wrong("--only", "changes")).toEqual([2, "npm run report: the notebook changes requires --compare"]);
    expect(await wrong("--period", "2027")).toEqual([
      2,
      "npm run report: --period 2027: پاسخ‌ها: no row of 2027: 'تاریخ' runs from 2025-04-04 to 2025-09-06",
    ]);
    expect(existsSync(join(ROOT, OUT, "none"))).toBe(false);
  });

  test("says what has changed since last time's tables: the mix moved, and nothing else", async () => {
    const [now, before] = [persianFolder("now"), persianFolder("before")];
    for (const [place, special] of [
      [now, 100],
      [before, 400],
    ] as const)
      writeFileSync(join(place, "answers.csv"), mixed(special));
    const args = ["--data", join(now, "mydata.yaml"), "--compare", join(before, "mydata.yaml")];
    const ended = await call("report", [...args, "--only", "changes", "--out", join(OUT, "changed")]);
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    const executed = readNotebook(join(ROOT, OUT, "changed", "changes.ipynb"), "changes");
    const answer = executed.cells.find(({ metadata }) => metadata?.tags?.includes("answer"))!;
    const [said] = answer.outputs!.map(({ data }) => textOf(data?.["text/plain"]));
    // Of 800 answers 400 special ones with a score of +50 and 400 of −20, then 100 and 700: from 15 to −11.25.
    expect(said).toMatch(/از بار پیش تا اکنون: پایین آمده است: .*‎?−۲۶٫۳ واحد .*تنها اثر ترکیبِ گروه/);
    expect(JSON.stringify(executed).includes(folder)).toBe(false);
  });

  test("refuses a folder outside of this one before anything runs", async () => {
    const place = persianFolder("outside");
    for (const out of [join(place, "out"), "../out", "reports-x/../../out"]) {
      const { code, stdout, stderr } = await call("report", ["--data", join(place, "mydata.yaml"), "--out", out]);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toContain(`--out ${out} `);
    }
  });

  test("ends with 1 and one line where the description cannot be used", async () => {
    const place = persianFolder("wrong", DESCRIPTION.replace("role: recommend", "role: recomend"));
    const args = ["--data", join(place, "mydata.yaml"), "--out", join(OUT, "none")];
    const wrong = await call("report", args);
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toMatch(/recomend.*recommend/);
    const missing = await call("report", ["--data", join(place, "nothing.yaml"), "--out", join(OUT, "none")]);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toMatch(/nothing\.yaml/);
    expect(existsSync(join(ROOT, OUT, "none"))).toBe(false);
  });

  test("makes nothing of a table whose columns have no roles, and says so", async () => {
    const place = persianFolder("roles", DESCRIPTION.replace(/, role: \w+/g, ""));
    const { code, stderr } = await call("report", ["--data", join(place, "mydata.yaml")]);
    expect(code).toBe(1);
    expect(stderr).toBe("npm run report: no notebook can be made from these columns: give them roles in the schema\n");
  });
});
