import { DataFrame } from "danfojs-node";
import type { Demo } from "../../src/datasets/demo/generate.js";
import type { DemoTableName } from "../../src/datasets/demo/schemas.js";

/** What was asked of one company: what is planted in it, and what the metrics told. */
export interface Verdict {
  readonly planted: readonly string[];
  readonly found: readonly string[];
  readonly missed: readonly string[];
  /** Told though it is not so. */
  readonly decoys: readonly string[];
  /** Told and so, but not among what must be told: too small, or too rare, to be found in every company. */
  readonly also: readonly string[];
}

export interface Question {
  readonly title: string;
  /** What is asked of the metrics, and with which settings. */
  readonly asks: string;
  /** What counts as planted and what as a decoy. */
  readonly judges: string;
  readonly ask: (demo: Demo) => Promise<Verdict>;
}

/** Holds what was told against what is planted; of the rest `isDecoy` says whether it is false. */
export function verdictOf(
  planted: readonly string[],
  told: readonly string[],
  isDecoy: (finding: string) => boolean,
): Verdict {
  const rest = told.filter((finding) => !planted.includes(finding));
  return {
    planted,
    found: planted.filter((finding) => told.includes(finding)),
    missed: planted.filter((finding) => !told.includes(finding)),
    decoys: rest.filter(isDecoy),
    also: rest.filter((finding) => !isDecoy(finding)),
  };
}

/** A table of the company as an analyst has it. */
export const frameOf = ({ tables }: Demo, name: DemoTableName): DataFrame =>
  new DataFrame({ ...tables[name].columns } as Record<string, unknown[]>);
