import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ROOT } from "../../../tools/setup/places.js";
import { temporaryFolder } from "../../datasets/temporary-folder.js";
import { call } from "../../tools/command-line.js";
import { writeSurvey } from "../disclosure/ownTable.js";
import { figure, sampleOf } from "../sized.js";

const { folder } = temporaryFolder();
/** Reports are written inside the folder that the command is run in. */
const OUT = join(".cache", `determinism-test-${process.pid}`);
afterAll(() => rmSync(join(ROOT, OUT), { recursive: true, force: true }));

const ZONES = ["UTC", "Asia/Tehran", "America/New_York"];
const LOCALES = ["C", "fa_IR.UTF-8", "de_DE.UTF-8"];
const places = ZONES.flatMap((TZ) => LOCALES.map((LC_ALL) => ({ TZ, LC_ALL, LANG: LC_ALL })));
/** Twenty runs: each place twice, two of them three times. */
const SURROUNDINGS = sampleOf([...places, ...places, ...places.slice(0, 2)], 2);

/** A page says on which day it was made, and at one moment that is another day in New York than in Tehran. */
const withoutDay = (file: string, bytes: Buffer) =>
  file.endsWith(".html") ? bytes.toString("utf8").replace(/\b\d{1,2} [A-Z][a-z]+ 20\d\d\b/g, "DAY") : bytes;

/** The hash of each file that a run has made, by its name. */
function hashesOf(place: string): Record<string, string> {
  const names = readdirSync(join(ROOT, place), { recursive: true, encoding: "utf8" }).sort();
  const files = names.filter((name) => /\.(?:html|ipynb|csv|xlsx)$/.test(name));
  const hash = (name: string) =>
    createHash("sha256")
      .update(withoutDay(name, readFileSync(join(ROOT, place, name))))
      .digest("hex");
  return Object.fromEntries(files.map((name) => [name, hash(name)]));
}

test("pages, notebooks, tables and workbooks are the same bytes wherever they are made", async (context) => {
  const survey = writeSurvey(folder);
  const made: Record<string, string>[] = [];
  for (const [i, surroundings] of SURROUNDINGS.entries()) {
    const out = join(OUT, `run-${i}`);
    const args = ["--data", survey, "--out", out, "--format", "html,ipynb,xlsx", "--only", "recommendation", "--fresh"];
    const ended = await call("report", args, surroundings);
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    made.push(hashesOf(out));
    rmSync(join(ROOT, out), { recursive: true, force: true });
  }
  const files = Object.keys(made[0]!).length;
  expect(files).toBeGreaterThan(3);
  const same = made.filter((one) => JSON.stringify(one) === JSON.stringify(made[0])).length;
  const what = `runs in ${ZONES.length} time zones and ${LOCALES.length} locales whose ${files} files are the same bytes`;
  figure(context, { what, cases: made.length, found: `${same}`, bar: `${made.length}`, held: same === made.length });
  for (const one of made) expect(one).toEqual(made[0]);
});
