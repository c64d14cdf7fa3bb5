import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { showNotebooksAsText } from "../../tools/setup/notebook-diff.js";
import { ROOT } from "../../tools/setup/places.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import { code, markdown, shown, writeNotebook } from "./written-notebook.js";

const { folder } = temporaryFolder();
const root = join(folder, "clone");
const PICTURE = "iVBORw0KGgo".repeat(50);

/** Git with no settings but the clone's own. */
function git(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const alone = { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  const who = ["-c", "user.name=test", "-c", "user.email=test@example.org"];
  return spawnSync("git", ["-C", root, ...who, ...args], {
    encoding: "utf8",
    env: { ...process.env, ...alone, ...env },
  });
}

const changedLines = (diff: string) => diff.split("\n").filter((line) => /^[+-](?![+-])/.test(line));

/** A notebook that says a score; its figure holds more than its sentence tells. */
function write(score: number, colour: string): void {
  const figure = { "application/vnd.plotly.v1+json": { data: [{ y: [score], colour }] }, "image/png": PICTURE + score };
  writeNotebook(join(root, "one.ipynb"), [
    markdown("# One\n\nIs it so?"),
    code("let level = 0.95; // of every interval", { tags: ["parameters"], count: 1 }),
    code("await score();", {
      count: 2,
      outputs: [shown({ "text/markdown": `NPS is **${score}**` }), shown({ ...figure, "text/plain": "Lines." })],
    }),
  ]);
}

const commit = () => git(["commit", "-q", "-m", "one", "--", "."]);

beforeAll(() => {
  mkdirSync(join(root, "tools"), { recursive: true });
  cpSync(join(ROOT, "tools", "git"), join(root, "tools", "git"), { recursive: true });
  cpSync(join(ROOT, ".gitattributes"), join(root, ".gitattributes"));
  writeFileSync(join(root, "package.json"), '{ "type": "module" }');
  spawnSync("git", ["init", "-q", root]);
  write(31, "blue");
  git(["add", "."]);
  commit();
  write(32, "blue");
});

describe("git diff of a notebook", () => {
  test("in a clone that was never set up shows the file as it stands, without an error", () => {
    const { status, stdout, stderr } = git(["diff"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(PICTURE);
  });

  test("after set-up shows what the cells say, under the name of the cell, and no picture", () => {
    const steps: string[] = [];
    expect(showNotebooksAsText(root, (step) => steps.push(step))).toBe(true);
    expect(steps).toEqual(["git diff shows notebooks as text (set in this clone: diff.vafa-notebook)"]);
    const { status, stdout, stderr } = git(["diff", "-U0"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(changedLines(stdout)).toEqual([
      "-//> NPS is **31**",
      expect.stringMatching(/^-\/\/> \[figure [0-9a-f]{8}\] Lines\.$/),
      "+//> NPS is **32**",
      expect.stringMatching(/^\+\/\/> \[figure [0-9a-f]{8}\] Lines\.$/),
    ]);
    expect(stdout).toMatch(/^@@ .* @@ \/\/ %% cell-3$/m);
    expect(stdout).not.toContain(PICTURE);
  });

  test("shows that a figure has changed where its sentence has not, from any folder of the clone", () => {
    commit();
    write(32, "red");
    const changed = changedLines(git(["-C", "tools", "diff"]).stdout);
    expect(changed.map((line) => line.slice(0, 12))).toEqual(["-//> [figure", "+//> [figure"]);
  });

  test("shows the file as it stands where there is no Node, or no such program in the checkout", () => {
    const bin = join(folder, "bin");
    mkdirSync(bin);
    for (const name of ["git", "sh", "cat"]) {
      const found = process.env.PATH!.split(delimiter).map((place) => join(place, name));
      symlinkSync(found.find((file) => spawnSync(file, ["--version"]).error === undefined)!, join(bin, name));
    }
    const { status, stdout, stderr } = git(["diff"], { PATH: bin });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(changedLines(stdout).join("\n")).toContain('"colour": "red"');
  });

  test("is set once, in the clone's own settings, and never in those of a clone around the project", () => {
    const read = () => readFileSync(join(root, ".git", "config"), "utf8");
    const before = read();
    expect(showNotebooksAsText(root, () => {})).toBe(false);
    expect(showNotebooksAsText(join(root, "tools"), () => {})).toBe(false);
    expect(showNotebooksAsText(folder, () => {})).toBe(false);
    expect(read()).toBe(before);
  });
});
