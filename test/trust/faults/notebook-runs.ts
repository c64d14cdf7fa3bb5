import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Cell } from "../../../tools/run/notebook.js";
import { call, type Ended, eventually, processesNaming } from "../../tools/command-line.js";
import { code, writeNotebook } from "../../tools/written-notebook.js";

export type Position = "start" | "middle" | "end";
export const POSITIONS: readonly Position[] = ["start", "middle", "end"];

/** The number, as messages give it, of the cell that is at this position of a notebook of five. */
export const NUMBER: Readonly<Record<Position, number>> = { start: 1, middle: 3, end: 5 };

/** Five cells, of which the one at the position is the bad one. */
export function cellsWith(bad: string, position: Position): Cell[] {
  return Array.from({ length: 5 }, (_, i) => code(i + 1 === NUMBER[position] ? bad : `${i} + 1`));
}

/** Runs of `npm start` in folders of their own, all within one. */
export function notebookRuns(folder: string) {
  const outOf = (name: string) => join(folder, name, "reports");
  return {
    outOf,
    /** A folder of notebooks, each in a file of its name. */
    notebooks(name: string, files: Readonly<Record<string, readonly Cell[]>>): string {
      const place = join(folder, name, "notebooks");
      for (const [stem, cells] of Object.entries(files)) writeNotebook(join(place, `${stem}.ipynb`), cells);
      return place;
    },
    start(name: string, more: readonly string[] = [], env?: NodeJS.ProcessEnv): Promise<Ended> {
      return call("start", ["--notebooks", join(folder, name, "notebooks"), "--out", outOf(name), ...more], env);
    },
    /** Nothing that looks like a report, nothing half written, and within five seconds nobody still at work. */
    async expectNothingLeft(name: string): Promise<void> {
      expect(readdirSync(join(folder, name))).toEqual(["notebooks"]);
      expect(await eventually(() => processesNaming(join(folder, name)).length === 0, 5)).toBe(true);
    },
  };
}
