import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { faultOf } from "../../tools/run/check-executed.js";
import { type Notebook, readNotebook } from "../../tools/run/notebook.js";
import { ROOT } from "../../tools/setup/places.js";
import { newStudy } from "../../tools/studies/new-study.js";
import { WrongUsage } from "../../tools/terminal/failure.js";
import { call, type Ended } from "../tools/command-line.js";
import { testExecuted, testStudy, testWritten } from "./notebookRules.js";

const page = readFileSync(join(ROOT, "docs/adding-a-study.md"), "utf8");
/** The commands of the page, word by word, without those of npm itself. */
const commands = [...page.matchAll(/^npm run notebooks -- (.+)$/gm)].map(([, line]) =>
  [...line!.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word!),
);

mkdirSync(join(ROOT, ".cache"), { recursive: true });
const folder = mkdtempSync(join(ROOT, ".cache", "study-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const notebooks = join(folder, "notebooks");
const file = join(notebooks, "studies/loyalty.ipynb");
const read = () => readNotebook(file, "loyalty");

/** Ten answers: five promoters, two passives, three detractors; the source prints one decimal. */
const answers = ["respondent,score", ...[10, 9, 9, 10, 9, 8, 7, 0, 6, 3].map((score, i) => `${i + 1},${score}`)];
const published = ["quantity,published,decimals", "NPS,20.0,1", "promoters,5,0", "passives,2,0", "detractors,3,0"];

/** As the page says: the command, the tables, the command. */
async function follow(): Promise<readonly Ended[]> {
  const [create, run] = commands.map((words) => [...words, "--notebooks", notebooks]);
  const created = await call("notebooks", create!);
  // The tables of this study are beside it, not among those of the project.
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replaceAll("data/studies/", `${relative(ROOT, folder)}/`));
  writeFileSync(join(folder, "loyalty.csv"), `${answers.join("\n")}\n`);
  writeFileSync(join(folder, "loyalty-published.csv"), `${published.join("\n")}\n`);
  return [created, await call("notebooks", run!)];
}

describe("docs/adding-a-study.md, followed to the letter", () => {
  let ended: readonly Ended[] = [];
  let before: Notebook;
  beforeAll(async () => {
    const other = join(folder, "other");
    newStudy(other, "loyalty", "Does it come out?");
    before = readNotebook(join(other, "studies/loyalty.ipynb"), "loyalty");
    ended = await follow();
  }, 120_000);

  test("its commands succeed", () => {
    expect(commands.map(([option]) => option)).toEqual(["--new", "--only"]);
    expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, ""],
      [0, ""],
    ]);
  });

  describe("the new study before it is executed", () => {
    testWritten(() => before);
    testStudy(() => before);
  });

  describe("the new study when it is executed", () => {
    testWritten(read);
    testStudy(read);
    testExecuted(read);
    test("has no fault that a run is refused for", () => expect(faultOf(read(), ROOT)).toBeNull());
  });

  test("the list of studies has it, with its numbers", () => {
    const list = readFileSync(join(notebooks, "studies/README.md"), "utf8");
    expect(list).toContain("[Does the loyalty of the example come out?](loyalty.ipynb)");
    expect(list).toContain("1 study: 4 of 4 numbers are reproduced.");
    expect(list).toContain("| **4 of 4** | 0.00 |");
    expect(list).toContain("](https://example.org/address-of-the-source)");
  });

  test("the page is one page, and names the headings that a study has", () => {
    expect(page.trimEnd().split("\n").length).toBeLessThanOrEqual(60);
    const headings = read().cells.flatMap(({ source }) => /^## (.+)/.exec([source].flat().join(""))?.[1] ?? []);
    for (const heading of headings.filter((one) => !/How sure|Data/.test(one))) expect(page).toContain(heading);
  });
});

describe("npm run notebooks -- --new refuses", () => {
  test.each([
    ["Loyalty 1", "Does it?", "--new requires small letters and digits, with hyphens between them; got 'Loyalty 1'"],
    ["loyal", undefined, "--new requires --title, the study's question"],
    ["loyal", "Of 1994?", "--title requires a question without numbers; got 'Of 1994?'"],
  ])("%s, %s", (name, title, says) => {
    expect(() => newStudy(join(folder, "refused"), name, title)).toThrow(new WrongUsage(says));
  });

  test("a name that is taken", () => {
    const place = join(folder, "taken");
    newStudy(place, "one", "Does it come out?");
    expect(() => newStudy(place, "one", "Does it come out?")).toThrow(/^there is a study in .*one\.ipynb already$/);
  });
});
