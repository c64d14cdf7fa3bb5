import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { load } from "../../src/datasets/load.js";
import { reading } from "../../src/datasets/reading.js";
import { cellsOf, judged, NASTY, nastyFiles, type Truth } from "./nasty-truth.js";
import { temporaryFolder } from "./temporary-folder.js";

const { folder } = temporaryFolder();

const refusalOf = (reading: Promise<unknown>): Promise<string> =>
  reading.then(
    () => expect.fail("was read"),
    (error: Error) => error.message,
  );

/** What must hold of a file that is read with its bad rows kept aside. */
async function keepsAside(file: string, truth: Truth): Promise<void> {
  const { schema, layout } = truth;
  const frame = await load(join(NASTY, file), { schema, layout, rejectsTo: folder });
  const { issues, ...read } = reading(frame);
  expect(judged(issues, truth)).toEqual({ untold: [], invented: [] });
  expect(await cellsOf(frame)).toEqual(truth.columns);
  const { rows, rejected, blank, header, preamble, records, encoding, delimiter } = read;
  expect({ rows, rejected, blank, header, preamble, records }).toEqual(truth.balance);
  if (truth.encoding !== undefined) expect(encoding).toBe(truth.encoding);
  if (truth.delimiter !== undefined) expect(delimiter).toBe(truth.delimiter);
}

/** What must hold of the same file where no row may be left out. */
async function isStrict(file: string, truth: Truth): Promise<void> {
  const { schema, layout } = truth;
  const loading = load(join(NASTY, file), { schema, layout });
  if (truth.balance.rejected === 0) expect(await cellsOf(await loading)).toEqual(truth.columns);
  else {
    const rows = truth.issues.flatMap((issue) => (issue.effect === "row" ? [issue.row!] : []));
    expect(await refusalOf(loading)).toMatch(new RegExp(`row ${Math.min(...rows)}\\b`));
  }
}

async function isRefused(file: string, { schema, layout, refused = [] }: Truth): Promise<void> {
  for (const aside of [{}, { rejectsTo: folder }]) {
    const message = await refusalOf(load(join(NASTY, file), { schema, layout, ...aside }));
    expect(message).toMatch(new RegExp(`^load ${file.replaceAll(".", "\\.")}: `));
    for (const words of refused) expect(message).toMatch(new RegExp(words, "is"));
  }
}

describe("load(nasty file) changes nothing in silence, tells all that is planted, invents nothing", () => {
  for (const { file, about, readings } of nastyFiles) {
    for (const [number, truth] of readings.entries()) {
      const which = readings.length === 1 ? "" : ` (${number + 1})`;
      test(`${file}${which}: ${about}`, async () => {
        if (truth.refused !== undefined) return isRefused(file, truth);
        await keepsAside(file, truth);
        await isStrict(file, truth);
      });
    }
  }
});

describe("the corpus", () => {
  test("at least 100 files, each below 10 KB, together below 1 MB", () => {
    const sizes = nastyFiles.map(({ file }) => statSync(join(NASTY, file)).size);
    expect(sizes.length).toBeGreaterThanOrEqual(100);
    expect(Math.max(...sizes)).toBeLessThan(10_000);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_000_000);
  });

  test("plants every rule of a row and every rule of a note", () => {
    const planted = new Set(
      nastyFiles.flatMap(({ readings }) => readings.flatMap(({ issues = [] }) => issues.map(({ rule }) => rule))),
    );
    const rules = [
      ...[
        "encoding",
        "nul",
        "quote",
        "cells",
        "line-end",
        "header",
        "type",
        "range",
        "values",
        "required",
        "unique",
        "length",
      ],
      ...[
        "pattern",
        "unit",
        "calendar",
        "ambiguous-number",
        "ambiguous-date",
        "two-calendars",
        "naive-time",
        "number-as-text",
      ],
      ...["large-number", "missing-code", "spelling", "invisible", "duplicate-row", "shape"],
    ];
    expect(rules.filter((rule) => !planted.has(rule))).toEqual([]);
  });
});
