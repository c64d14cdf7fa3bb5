import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { prune } from "../../src/notebook/prune.js";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vafa-prune-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A file of so many bytes that was used at a second. */
function put(name: string, bytes: number, used: number): void {
  writeFileSync(join(folder, name), Buffer.alloc(bytes));
  utimesSync(join(folder, name), used, used);
}

test("prune(folder, most) removes what was used longest ago, until the rest fits", () => {
  put("c.png", 40, 3000);
  put("a.png", 40, 1000);
  put("d.png", 40, 4000);
  put("b.png", 40, 2000);
  prune(folder, 100);
  expect(readdirSync(folder).sort()).toEqual(["c.png", "d.png"]);
});

test("prune(folder, most) leaves a folder that fits as it is, to the byte", () => {
  put("a.png", 60, 1000);
  put("b.png", 40, 2000);
  prune(folder, 100);
  expect(readdirSync(folder)).toHaveLength(2);
  prune(folder, 99);
  expect(readdirSync(folder)).toEqual(["b.png"]);
});

test("prune(folder, most) clears away what an ended process left half written, and an empty folder", () => {
  put("a.png.17.0.tmp", 90, 1000);
  put("b.png", 90, 2000);
  prune(folder, 100);
  expect(readdirSync(folder)).toEqual(["b.png"]);
  prune(folder, 0);
  expect(readdirSync(folder)).toEqual([]);
  prune(folder, 0);
});
