import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { askedPeriods } from "../../tools/report/asked-periods.js";
import { WrongUsage } from "../../tools/terminal/failure.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";

const { folder } = temporaryFolder();

const labels = (period?: string, compare?: string) => {
  const { period: now, against } = askedPeriods(period, compare);
  return [now?.label ?? null, against === null ? null : "file" in against ? against.file : against.period.label];
};

test("askedPeriods(period, compare) names the period, and the other one", () => {
  const file = join(folder, "last.yaml");
  writeFileSync(file, "name: last");
  expect(labels()).toEqual([null, null]);
  expect(labels("2026-05")).toEqual(["2026-05", null]);
  expect(labels("2026-05", "previous")).toEqual(["2026-05", "2026-04"]);
  expect(labels("1405-Q1", "last-year")).toEqual(["1405-Q1", "1404-Q1"]);
  expect(labels("2026-05", "2025-11")).toEqual(["2026-05", "2025-11"]);
  expect(labels(undefined, file)).toEqual([null, file]);
  expect(labels("2026-05", file)).toEqual(["2026-05", file]);
});

for (const [period, compare, says] of [
  ["soon", undefined, /^--period requires 2026, 2026-Q2, .*; got 'soon'$/],
  ["2026-13", undefined, /^--period requires .*got '2026-13'$/],
  ["2026-05", "before", /^--compare requires previous, last-year, a period .*got 'before'$/],
  [undefined, "previous", /^--compare previous requires --period/],
  [undefined, "2026-04", /^--compare 2026-04 requires --period/],
  ["2026-05", "2026", /overlap$/],
] as const) {
  test(`askedPeriods(${period}, ${compare}) is refused by name`, () => {
    expect(() => askedPeriods(period, compare)).toThrow(says);
    expect(() => askedPeriods(period, compare)).toThrow(WrongUsage);
  });
}
