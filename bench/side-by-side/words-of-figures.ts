import type { Figures, Grown, SideBySide, Verdict, WorkFigures } from "./figures.js";
import { allVerdicts, grownVerdict, rounded, verdictsOf } from "./figures.js";

/** Milliseconds as they are read: 0.42, 7.3, 540, 12,300. */
export function milliseconds(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return value >= 10 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(2);
}

const times = (ratio: number): string => `${rounded(ratio).toLocaleString("en", { maximumFractionDigits: 4 })}×`;

const verdictInWords = ({ peer, atMost, ratio, isMet }: Verdict): string =>
  `${times(ratio)} ${peer} (≤ ${times(atMost)}: ${isMet ? "met" : "missed"})`;

/** All systems of some works, in the order in which they come. */
export const systemsOf = (works: readonly WorkFigures[]): readonly string[] => [
  ...new Set(works.flatMap(({ systems }) => systems.map(({ system }) => system))),
];

/** A work's time in a system; a dash where it was not asked. */
export function cellOf({ systems }: WorkFigures, name: string): string {
  const found = systems.find(({ system }) => system === name);
  return found === undefined ? "–" : milliseconds(found.milliseconds);
}

export function peaksOf({ systems }: WorkFigures): string {
  return systems.flatMap(({ system, peak }) => (peak === null ? [] : [`${system} ${peak}`])).join(" · ");
}

export const goalsOf = (work: WorkFigures): string => verdictsOf(work).map(verdictInWords).join("; ");

export const grownGoal = (one: Grown): string => verdictInWords(grownVerdict(one));

/** Each reason for a missed goal once, with the works it is given for. */
export function missed(verdicts: readonly Verdict[]): { readonly works: string; readonly why: string }[] {
  const byReason = new Map<string, string[]>();
  for (const { isMet, why, work, peer } of verdicts) {
    if (isMet) continue;
    byReason.set(why, [...(byReason.get(why) ?? []), `${work} (${peer})`]);
  }
  return [...byReason].map(([why, works]) => ({ works: works.join(", "), why: why || "not known yet." }));
}

export function headline(figures: Figures): string {
  const all = allVerdicts(figures);
  return `${all.filter(({ isMet }) => isMet).length} of ${all.length} goals met`;
}

/** The tables that were measured. */
export const measuredTables = ({ tables, cluster }: Figures): readonly SideBySide[] =>
  typeof cluster === "string" ? tables : [...tables, cluster];
