import type { Bundle } from "./outputs.js";

type Exports = Record<string, unknown>;
type Load = (name: string) => Exports;

const FEWEST = Number(process.env.VAFA_SHARE);

/** Whether the report of this notebook is made to be shared: then nothing is shown but what the gate of `vafa` lets through. */
export const isShared: boolean = process.env.VAFA_SHARE !== undefined;

interface Gate {
  begin(source: string): void;
}

let gate: Gate | undefined;
let sentence: ((fewest: number) => string) | undefined;
let names: Exports | undefined;
let cell = "";

/** The public names of `vafa` as a notebook gets them whose report is shared. */
export function sharedNames(load: Load): Exports {
  if (names !== undefined) return names;
  if (!Number.isInteger(FEWEST) || FEWEST < 5)
    throw new Error(`VAFA_SHARE requires a whole number from 5; got ${FEWEST}`);
  const { sharedExports } = load("notebook/sharing/sharedExports") as {
    sharedExports: (exports: Exports, behind: Exports) => { gate: Gate; names: Exports };
  };
  const exports = load("index");
  const made = sharedExports(exports, {
    fewest: FEWEST,
    near: load("tables/shared/nearCounts").near,
    asTable: exports.asTable,
    sharedTable: load("tables/shared/sharedTable").sharedTable,
  });
  sentence = load("notebook/sharing/sentences").withheldHere as (fewest: number) => string;
  gate = made.gate;
  gate.begin(cell);
  names = made.names;
  return names;
}

/** A cell begins: its words are its author's. */
export function beginShared(source: string): void {
  cell = source;
  gate?.begin(source);
}

/** In the place of an output that did not come through the gate. */
export function withheldBundle(): Bundle {
  const text = sentence?.(FEWEST) ?? "Not shown in a shared report.";
  return { data: { "text/markdown": text, "text/plain": text } };
}
