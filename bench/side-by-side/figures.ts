import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** One system at one work: the middle of several rounds. */
export interface Measured {
  readonly system: string;
  readonly milliseconds: number;
  /** The most memory the process held, in MB; null where it did more than this work. */
  readonly peak: number | null;
}

/** Our time is to be at most so many times that of a peer. */
export interface Goal {
  readonly peer: string;
  readonly atMost: number;
}

export interface WorkFigures {
  readonly work: string;
  /** Ours first. */
  readonly systems: readonly Measured[];
  readonly goals: readonly Goal[];
  /** Why a goal may be missed. */
  readonly why: string;
}

export interface SideBySide {
  readonly title: string;
  readonly says: string;
  readonly works: readonly WorkFigures[];
}

/** One work at one size: ours beside the query by hand in the same engine. */
export interface Grown {
  readonly work: string;
  readonly rows: number;
  readonly ours: Measured;
  readonly byHand: Measured;
  readonly atMost: number;
  readonly why: string;
}

export interface Figures {
  readonly day: string;
  readonly machine: string;
  readonly rows: number;
  readonly tables: readonly SideBySide[];
  readonly growth: readonly Grown[];
  /** On a cluster; where there is none, why. */
  readonly cluster: SideBySide | string;
}

/** A goal with what was measured. */
export interface Verdict extends Goal {
  readonly work: string;
  readonly ratio: number;
  readonly isMet: boolean;
  readonly why: string;
}

/** Ratios are judged as they are written, to two digits. */
export const rounded = (ratio: number): number => Number(ratio.toPrecision(2));

export function verdictsOf({ work, systems, goals, why }: WorkFigures): Verdict[] {
  const of = (name: string) => systems.find(({ system }) => system === name)?.milliseconds;
  return goals.map((goal) => {
    const ratio = rounded(of("Vafa")! / of(goal.peer)!);
    return { ...goal, work, ratio, isMet: ratio <= goal.atMost, why };
  });
}

export function grownVerdict({ work, rows, ours, byHand, atMost, why }: Grown): Verdict {
  const ratio = rounded(ours.milliseconds / byHand.milliseconds);
  const name = `${work}, ${rows.toLocaleString("en")} rows`;
  return { peer: byHand.system, atMost, work: name, ratio, isMet: ratio <= atMost, why };
}

export function allVerdicts({ tables, growth, cluster }: Figures): Verdict[] {
  const asked = typeof cluster === "string" ? tables : [...tables, cluster];
  return [...asked.flatMap(({ works }) => works.flatMap(verdictsOf)), ...growth.map(grownVerdict)];
}

const PLACE = ["docs", "bench.json"] as const;

export function readFigures(root: string): Figures | null {
  const file = join(root, ...PLACE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Figures) : null;
}

export function writeFigures(root: string, figures: Figures): void {
  writeFileSync(join(root, ...PLACE), `${JSON.stringify(figures, null, 1)}\n`);
}
