import { readdirSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildKernel, makeSnapshot } from "../../tools/build-kernel.js";
import { cell, complete, drive, inspect, write } from "./drive.js";
import { projectCopy } from "./project-copy.js";
import { errorOf, outcomeOf, resultOf } from "./read.js";

const { root, remove } = projectCopy();
afterAll(remove);

const folder = join(root, ".cache", "compiler");
const snapshots = () => readdirSync(folder);
const index = join(root, "src", "index.ts");
const names = readFileSync(index, "utf8");
const tariff = join(root, "src", "tariff.ts");

/** Whether this process has TypeScript, or another has it. */
const here = () => cell('Object.keys(require.cache).some((file) => file.endsWith("/lib/typescript.js"))');

/** Ends the processes that the kernel has started. */
const endCompiler = cell(
  [
    'const { readdirSync, readFileSync } = require("node:fs");',
    'const threads = readdirSync("/proc/self/task").map((id) => "/proc/self/task/" + id + "/children");',
    'const children = threads.flatMap((file) => readFileSync(file, "utf8").split(" ")).filter((id) => Number(id) > 0);',
    "for (const id of children) process.kill(Number(id));",
    "await new Promise((resolve) => setTimeout(resolve, 500));",
    "children.length",
  ].join("\n"),
);

await buildKernel(root);
const made = await makeSnapshot(root);
const madeAgain = await makeSnapshot(root);

const used = await drive(
  {
    imported: cell(
      'import { npsFromCounts, points } from "vafa";\nimport { DataFrame } from "danfojs-node";\npoints(1)',
    ),
    wrong: cell("const text: string = npsFromCounts({ promoters: 1, passives: 1, detractors: 1 }).overall.n;"),
    node: cell("const id: string = process.pid;"),
    absent: cell('import { x } from "no-such-package";'),
    completed: complete("npsFromC"),
    inspected: inspect("npsFromCounts", 3),
    inspectedNode: inspect("structuredClone", 3),
    interrupted: cell('console.log("on");\nwhile (true) {}', { interrupt_on: "on" }),
    afterInterrupt: cell("const afterwards = 3;\nafterwards"),
    elsewhere: here(),
    created: write(tariff, "export const tariff = (n: number) => n * 2;\n"),
    exported: write(index, `${names}export { tariff } from "./tariff.js";\n`),
    newName: cell('import { tariff } from "vafa";\ntariff(10)'),
    changed: write(tariff, "export const tariff = (n: number) => String(n);\n"),
    newType: cell("const wrong: number = tariff(10);"),
    module: cell("/** @module rates */\nexport const rate: number = 7;"),
    ownFile: write(join(root, "notes.ts"), "export const note: number = 1;\n"),
    ownImported: cell('import { note } from "./notes";\nnote'),
    ownAbsent: cell('import { later } from "./later";\nlater'),
    ownCreated: write(join(root, "later.ts"), 'export const later = "now";\n'),
    ownFound: cell('import { later } from "./later";\nlater'),
    ended: endCompiler,
    afterEnd: cell("points(afterwards) + String(threads.length > 0)"),
    moduleAfterEnd: cell('import { rate } from "./rates";\nrate'),
    wrongAfterEnd: cell("const text: string = afterwards;"),
    come: here(),
  },
  { root, typing: true },
);

describe("makeSnapshot(root)", () => {
  test("makes one snapshot, whole, and once", () => {
    expect([made, madeAgain]).toEqual([true, false]);
    expect(snapshots()).toEqual([expect.stringMatching(/^[0-9a-f]{16}\.blob$/)]);
  });
});

describe("a kernel with a snapshot", () => {
  test("compiles in another process: it has no TypeScript itself", () => {
    expect(outcomeOf(used.imported)).not.toMatch(/Error/);
    expect(outcomeOf(used.elsewhere)).toBe("false");
  });

  test("has all types: those of vafa and those of Node", () => {
    const text = "Type 'number' is not assignable to type 'string'.";
    expect(errorOf(used.wrong)?.evalue).toBe(`1:7 - ${text}`);
    expect(errorOf(used.node)?.evalue).toBe(`1:7 - ${text}`);
    expect(errorOf(used.absent)?.evalue).toMatch(/^1:19 - Cannot find module 'no-such-package'/);
  });

  test("completes and explains, with the documentation of vafa and of packages", () => {
    const found = (each: (typeof used)["inspected"]) => String(each.content.data["text/plain"]);
    expect(used.completed.content).toMatchObject({ matches: ["npsFromCounts"], cursor_start: 0, cursor_end: 8 });
    expect(found(used.inspected)).toMatch(/function npsFromCounts\([\s\S]*\n\n\w.*\w/);
    expect(found(used.inspectedNode)).toContain("function structuredClone");
  });

  test("has an interrupt for the cell alone", () => {
    expect(errorOf(used.interrupted)?.ename).toBe("KeyboardInterrupt");
    expect(outcomeOf(used.afterInterrupt)).toBe("3");
  });

  test("sees sources that have changed since, and files that come", () => {
    expect(outcomeOf(used.newName)).toBe("20");
    expect(errorOf(used.newType)?.evalue).toBe("1:7 - Type 'string' is not assignable to type 'number'.");
    expect(outcomeOf(used.ownImported)).toBe("1");
    expect(errorOf(used.ownAbsent)?.evalue).toMatch(/Cannot find module '\.\/later'/);
    expect(outcomeOf(used.ownFound)).toBe("'now'");
  });

  test("compiles itself when that process has ended: with all that was before", () => {
    expect(outcomeOf(used.ended)).toBe("1");
    expect(resultOf(used.afterEnd)).toMatch(/true/);
    expect(outcomeOf(used.moduleAfterEnd)).toBe("7");
    expect(errorOf(used.wrongAfterEnd)?.evalue).toBe("1:7 - Type 'number' is not assignable to type 'string'.");
    expect(outcomeOf(used.come)).toBe("true");
  });
});

describe("a damaged snapshot", () => {
  let ran: Awaited<ReturnType<typeof withDamage>>;
  const withDamage = () =>
    drive({ imported: cell('import { points as damaged } from "vafa";\ntypeof damaged'), here: here() }, { root });

  beforeAll(async () => {
    truncateSync(join(folder, snapshots()[0]!), 1_000_000);
    ran = await withDamage();
  });

  test("keeps no cell from being compiled, and is thrown away", () => {
    expect(outcomeOf(ran.imported)).toBe("'function'");
    expect(outcomeOf(ran.here)).toBe("true");
    expect(snapshots()).toEqual([]);
  });

  test("is made anew by the next set-up", async () => {
    expect(await makeSnapshot(root)).toBe(true);
    expect(snapshots()).toHaveLength(1);
  });
});
