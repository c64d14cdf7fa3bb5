import * as danfo from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { group } from "../../src/frames/group.js";
import { join } from "../../src/frames/join.js";
import { rename } from "../../src/frames/rename.js";
import { select } from "../../src/frames/select.js";
import type { Cell } from "../../src/tables/table.js";
import { sized } from "../trust/sized.js";
import { cellsIn, made } from "./plain-rows.js";

/** A small frame with missing cells: what an analyst looks at. */
const some = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null, freq: 4 });
const small = fc
  .array(
    fc.tuple(
      fc.constantFrom("a", "b", "c-d", "تهران"),
      some(fc.integer({ min: -20, max: 20 }).map((tenths) => tenths / 10)),
      some(fc.constantFrom("x", "y", "")),
      some(fc.boolean()),
    ),
    { maxLength: 8 },
  )
  .map((rows) => ({
    key: rows.map(([key]) => key),
    x: rows.map(([, x]) => x),
    text: rows.map((row) => row[2]),
    yes: rows.map((row) => row[3]),
  }));

const NAMES = ["key", "x", "text", "yes"];

const sorted = (rows: readonly (readonly Cell[])[]) => rows.map((row) => JSON.stringify(row)).sort();

/** The rows of a frame that danfo made; it calls what a left join did not find undefined. */
const rowsOf = (frame: danfo.DataFrame) => cellsIn(frame).map((row) => row.map((cell) => cell ?? null));

/** To nine decimals, minus zero as zero. */
const rounded = (value: number) => Math.round(value * 1e9) / 1e9 + 0;

describe("what Danfo does right with our frames", () => {
  test("shape, columns, values, column, head, tail, iloc, loc, rename, drop; Series statistics; joins on plain keys: random frames", async () => {
    const people = { key: ["a", "c-d", "تهران", "z"], city: ["Tehran", "Karaj", "Rasht", "Yazd"] };
    const right = await made(people);
    const aggregates = {
      ...{ mean: { mean: "x" }, sum: { sum: "x" }, min: { min: "x" }, max: { max: "x" }, median: { median: "x" } },
      ...{ count: { count: "x" }, std: { standardDeviation: "x" } },
    } as const;
    await fc.assert(
      fc.asyncProperty(small, fc.nat(11), async (columns, n) => {
        const frame = await made(columns);
        const rows = columns.key.map((key, i): Cell[] => [key, columns.x[i]!, columns.text[i]!, columns.yes[i]!]);
        const pairs: [unknown, unknown][] = [
          [frame.shape, [rows.length, 4]],
          [frame.columns, NAMES],
          [frame.values, rows],
          ...NAMES.map((name, place): [unknown, unknown] => [frame.column(name).values, rows.map((row) => row[place])]),
        ];
        if (rows.length > 0) {
          const slice = { rows: [`0:${Math.min(n + 1, rows.length)}`], columns: [1, 0] };
          const left = await select(frame, ["key", "x", "yes"]);
          // Each frame is looked at in one of two ways, drawn by lot.
          if (n % 2 === 0) {
            pairs.push(
              [rowsOf(frame.head(n + 1)), rows.slice(0, n + 1)],
              [rowsOf(frame.iloc(slice)), rows.slice(0, n + 1).map(([key, x]) => [x, key])],
              [rowsOf(frame.drop({ columns: ["text"] })), cellsIn(left)],
            );
          } else {
            pairs.push(
              [rowsOf(frame.tail(n + 1)), rows.slice(-n - 1)],
              [rowsOf(frame.loc({ columns: ["key", "x", "yes"] })), cellsIn(left)],
              [frame.rename({ x: "y" }).columns, (await rename(frame, { x: "y" })).columns],
            );
          }
          const how = n % 4 < 2 ? "inner" : "left";
          const theirs = danfo.merge({ left: frame, right, on: ["key"], how });
          pairs.push([sorted(rowsOf(theirs)), sorted(cellsIn(await join(frame, right, { on: "key", kind: how })))]);
        }
        if (columns.x.filter((x) => x !== null).length > 1) {
          const series = frame.column("x");
          const [found] = cellsIn(await group(frame, [], aggregates));
          const theirs = Object.keys(aggregates).map((name) =>
            (series as never as Record<string, () => number>)[name]!(),
          );
          pairs.push([theirs.map(rounded), found!.map((value) => rounded(value as number))]);
        }
        expect(pairs.map(([theirs]) => theirs)).toEqual(pairs.map(([, ours]) => ours));
      }),
      { numRuns: sized(1000, 10_000) },
    );
  });
});
