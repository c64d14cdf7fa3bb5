import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { cell, complete, drive, write } from "./drive.js";
import { projectCopy } from "./project-copy.js";
import { errorOf, outcomeOf, resultOf, tracebackOf } from "./read.js";

const { root, remove } = projectCopy();
afterAll(remove);

const tariff = join(root, "src", "tariff.ts");
const index = join(root, "src", "index.ts");
const names = readFileSync(index, "utf8");
const own = join(root, "notes.ts");

const ran = await drive(
  {
    created: write(tariff, "export const tariff = (n: number) => n * 2;\n"),
    exported: write(index, `${names}export { tariff } from "./tariff.js";\n`),
    imported: cell('import { points, tariff } from "vafa";\ntariff(10)'),
    changed: write(tariff, "export const tariff = (n: number, factor = 3) => n * factor;\n"),
    withoutImport: cell("tariff(10)"),
    newType: cell("tariff(10, 5)"),
    again: cell('import { tariff as sameName } from "vafa";\nsameName === tariff'),
    another: write(
      tariff,
      'export const tariff = (n: number, factor = 3) => n * factor;\nexport const rate = "new";\n',
    ),
    reexported: write(index, `${names}export { rate, tariff } from "./tariff.js";\n`),
    added: cell('import { rate } from "vafa";\nrate'),
    completed: complete("rat"),
    broken: write(tariff, "export const tariff = (n: number, factor = 3) => n * ;\nexport const rate = 1;\n"),
    whileBroken: cell("tariff(10)"),
    mended: write(tariff, 'export const tariff = (n: number) => String(n);\nexport const rate = "x";\n'),
    afterMending: cell("tariff(10)"),
    throwing: write(
      tariff,
      'export function tariff(n: number): string {\n  throw new RangeError("no tariff for " + n);\n}\nexport const rate = "x";\n',
    ),
    thrown: cell("tariff(11)"),
    ownFile: write(own, "export const note = 1;\n"),
    ownImported: cell('import { note } from "./notes";\nnote'),
    ownChanged: write(own, "export const note = 2;\n"),
    ownAgain: cell('import { note } from "./notes";\nnote'),
    kept: cell("typeof points"),
  },
  { root, typing: true },
);

describe("sources of vafa that change while the kernel runs", () => {
  test("are in force in the next cell, without importing again", () => {
    expect(outcomeOf(ran.imported)).toBe("20");
    expect(outcomeOf(ran.withoutImport)).toBe("30");
    expect(outcomeOf(ran.again)).toBe("true");
  });

  test("have their new types and names", () => {
    expect(outcomeOf(ran.newType)).toBe("50");
    expect(outcomeOf(ran.added)).toBe("'new'");
    expect(ran.completed.content.matches).toContain("rate");
  });

  test("that do not compile are an error of the cell, until they are mended", () => {
    expect(errorOf(ran.whileBroken)?.evalue).toMatch(/tariff\.ts/);
    expect(tracebackOf(ran.whileBroken)).not.toMatch(/node_modules/);
    expect(outcomeOf(ran.afterMending)).toBe("'10'");
  });

  test("that throw show the line of the cell that called them", () => {
    expect(outcomeOf(ran.thrown)).toBe("RangeError: no tariff for 11");
    expect(tracebackOf(ran.thrown)).toContain("> 1 | tariff(11)");
  });

  test("leave the rest as it was", () => {
    expect(resultOf(ran.kept)).toBe("'function'");
  });

  test("so do files of the user's when they are imported again", () => {
    expect(outcomeOf(ran.ownImported)).toBe("1");
    expect(outcomeOf(ran.ownAgain)).toBe("2");
  });
});

const cellsOfNotebook = {
  imported: cell('import { points } from "vafa";\nimport { DataFrame } from "danfojs-node";'),
  awaited: cell("const shown = await Promise.resolve(points(12.34));\nshown"),
  failing: cell('function check(n: number) {\n  if (n > 1) throw new RangeError("too much");\n}\ncheck(1);\ncheck(2);'),
  frame: cell("new DataFrame({ a: [1] }).shape"),
  typescript: cell(
    'Object.keys(require.cache).some((file) => file.includes("typescript-for-tslab/lib/typescript.js"))',
  ),
};

const first = await drive(cellsOfNotebook, { root });
const second = await drive(cellsOfNotebook, { root });

describe("cells that were compiled before", () => {
  test("come to the same, errors and their places included", () => {
    for (const name of ["imported", "awaited", "failing", "frame"] as const) {
      expect(outcomeOf(second[name])).toBe(outcomeOf(first[name]));
      expect(tracebackOf(second[name])).toBe(tracebackOf(first[name]));
    }
    expect(tracebackOf(second.failing)).toContain("called from cell 3, line 5, column 1");
    expect(outcomeOf(second.frame)).toBe("[ 1, 1 ]");
  });

  test("do without TypeScript", () => {
    expect(outcomeOf(first.typescript)).toBe("true");
    expect(outcomeOf(second.typescript)).toBe("false");
  });

  test("are kept whole: nothing unfinished is left", () => {
    const cache = join(root, ".cache");
    expect(readdirSync(join(cache, "cells")).every((name) => /^[0-9a-f]{64}\.json$/.test(name))).toBe(true);
    expect(readdirSync(cache).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});
