import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { MARK, publish } from "../../tools/run/publish.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";

const { folder } = temporaryFolder();
let beside: string;
let out: string;
let runs = 0;

beforeEach(() => {
  beside = join(folder, `run-${runs++}`);
  out = join(beside, "reports");
});

/** Fills a folder with a report that says `text`. */
const report = (text: string) => (place: string) => {
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "index.html"), `${MARK}${text}`);
  return Promise.resolve(text);
};
const said = () => readFileSync(join(out, "index.html"), "utf8").replace(MARK, "");

/** A process that has ended. */
const DEAD = 999_999_999;

test("publish(folder, write) puts the new folder in place of the old one, with nothing beside it", async () => {
  expect(await publish(out, report("one"))).toBe("one");
  await publish(out, report("two"));
  expect(said()).toBe("two");
  expect(readdirSync(beside)).toEqual(["reports"]);
});

test("publish(folder, write) leaves the old folder as it was when the writing fails", async () => {
  await publish(out, report("one"));
  const broken = async (place: string) => {
    writeFileSync(join(place, "index.html"), "half");
    throw new Error("disk full");
  };
  await expect(publish(out, broken)).rejects.toThrow("disk full");
  expect(said()).toBe("one");
  expect(readdirSync(beside)).toEqual(["reports"]);
});

test("publish(folder, write) leaves no folder at all when the first writing fails", async () => {
  await expect(publish(out, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(readdirSync(beside)).toEqual([]);
});

test("publish(folder, write) refuses a folder with other files, and a file", async () => {
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, "thesis.txt"), "years");
  await expect(publish(out, report("one"))).rejects.toThrow(/holds other files and is not replaced/);
  await expect(publish(join(out, "thesis.txt"), report("one"))).rejects.toThrow(/is no folder/);
  expect(readdirSync(out)).toEqual(["thesis.txt"]);
});

test("publish(folder, write) clears away what killed runs have left, and lets a living one work", async () => {
  await publish(out, report("one"));
  const living = `reports.new-${process.ppid}.tmp`;
  for (const name of [`reports.new-${DEAD}.tmp`, `reports.old-${DEAD}.tmp`, living, "reports.new-x.tmp", "other"]) {
    await report("rest")(join(beside, name));
  }
  await publish(out, report("two"));
  expect(said()).toBe("two");
  expect(readdirSync(beside).sort()).toEqual(["other", "reports", living, "reports.new-x.tmp"].sort());
});

test("publish(folder, write) puts back the last good report that a killed run had taken aside", async () => {
  await report("last good")(join(beside, `reports.old-${DEAD}.tmp`));
  await expect(publish(out, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(existsSync(out) && said()).toBe("last good");
});
