import type { TableName } from "./tables.js";

/** What both tables of the benchmark ask, and of which files. */
export const WORK_TABLES = {
  nps: ["answers"],
  csi: ["ratings"],
  weights: ["ratings"],
  retention: ["before", "after"],
  reasons: ["answers"],
  cohorts: ["orders"],
  survival: ["spells"],
  rfm: ["orders"],
  bootstrap: ["answers"],
} as const satisfies Readonly<Record<string, readonly TableName[]>>;

export type WorkName = keyof typeof WORK_TABLES;

/** What a program prints of a work: lines of keys and numbers, in any order. */
export type Answer = readonly (readonly (string | number)[])[];
