import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { random } from "../../../src/statistics/random.js";
import { temporaryFolder } from "../../datasets/temporary-folder.js";
import { begin, eventually, processesNaming } from "../../tools/command-line.js";
import { code, markdown } from "../../tools/written-notebook.js";
import { figure, sized } from "../sized.js";
import { notebookRuns } from "./notebook-runs.js";

const { folder } = temporaryFolder();
const runs = notebookRuns(folder);
const NAME = "killed";
const KILLS = sized(3, 200);

const hashOf = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");

/** The files of the folder of reports with their hashes, but for days and times; null where the folder is absent. */
function standing(): Record<string, string> | null {
  const place = runs.outOf(NAME);
  if (!existsSync(place)) return null;
  const names = readdirSync(place, { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    names.filter((name) => /\.\w+$/.test(name)).map((name) => [name, hashOf(join(place, name))]),
  );
}

test("kill -9 at any moment leaves the earlier reports whole or absent, and the next run makes them again to the byte", async (context) => {
  runs.notebooks(NAME, {
    a: [markdown("# One"), code("6 * 7")],
    b: [markdown("# Two"), code('console.log("said")')],
  });
  const started = performance.now();
  expect((await runs.start(NAME, ["--fresh"])).code).toBe(0);
  const milliseconds = performance.now() - started;
  const whole = standing();
  const draw = random(1403);
  let torn = 0;
  let absent = 0;
  let orphans = 0;
  for (let i = 0; i < KILLS; i++) {
    const running = begin("start", [
      "--notebooks",
      join(folder, NAME, "notebooks"),
      "--out",
      runs.outOf(NAME),
      "--fresh",
    ]);
    await new Promise((resolve) => setTimeout(resolve, draw.next() * 1.1 * milliseconds));
    running.process.kill("SIGKILL");
    await running.ended;
    if (!(await eventually(() => processesNaming(join(folder, NAME)).length === 0, 5))) orphans++;
    const left = standing();
    if (left === null) absent++;
    else if (JSON.stringify(left) !== JSON.stringify(whole)) torn++;
  }
  const what = `kill -9 at a random moment of a run (the reports stood ${KILLS - absent - torn} times, were absent ${absent} times)`;
  figure(context, { what: `${what}: torn reports`, cases: KILLS, found: `${torn}`, bar: "0", held: torn === 0 });
  figure(context, {
    what: "processes left 5 s after it",
    cases: KILLS,
    found: `${orphans}`,
    bar: "0",
    held: orphans === 0,
  });
  expect({ torn, orphans }).toEqual({ torn: 0, orphans: 0 });
  expect((await runs.start(NAME, ["--fresh"])).code).toBe(0);
  expect(standing()).toEqual(whole);
  expect(readdirSync(join(folder, NAME)).sort()).toEqual(["notebooks", "reports"]);
});
