import type { SharedColumns } from "../../tables/shared/sharedTable.js";

type Options = Readonly<Record<string, unknown>>;

/** Of a metric: the options that do not touch which people are counted, and the columns of which it needs counts. */
interface Recognised {
  readonly harmless: readonly string[];
  readonly group: string;
  readonly answer: string | null;
}

const SCORE = { group: "by", answer: "score" } as const;
const PRECISION = ["level", "method", "seed"] as const;

/** Weights are people's own, and are left out: answers are counted alike. */
export const WEIGHT = "weight";

/** The metrics that need no more than how many of each group gave each answer. A metric that is not here is not shared. */
export const METRICS: ReadonlyMap<string, Recognised> = new Map<string, Recognised>([
  ["nps", { ...SCORE, harmless: PRECISION }],
  ["npsDifference", { ...SCORE, harmless: [...PRECISION, "between"] }],
  ["csat", { ...SCORE, harmless: [...PRECISION, "scale", "rule"] }],
  ["csatDifference", { ...SCORE, harmless: [...PRECISION, "scale", "rule", "between"] }],
  ["ces", { ...SCORE, harmless: [...PRECISION, "version", "scale"] }],
  ["cesDifference", { ...SCORE, harmless: [...PRECISION, "version", "scale", "between"] }],
  ["retention", { group: "by", answer: "retained", harmless: [...PRECISION, "kind"] }],
  ["churnBySegment", { group: "segment", answer: "churned", harmless: PRECISION }],
  [
    "churnReasons",
    {
      group: "reason",
      answer: null,
      harmless: [...PRECISION, "threshold", "resamples", "other", "unknown", "involuntary"],
    },
  ],
]);

/** A column, alone or with the value in it that means yes, or as a list of one; null where none is named, undefined where it is anything else. */
function columnOf(given: unknown): string | null | undefined {
  if (given === undefined) return null;
  if (typeof given === "string") return given;
  if (Array.isArray(given)) return given.length === 1 && typeof given[0] === "string" ? given[0] : undefined;
  const { column } = (given ?? {}) as { column?: unknown };
  return typeof column === "string" ? column : undefined;
}

/** The columns of which a call needs counts; null where it is not known to need no more. */
export function sharedColumns(metric: string, options: Options): SharedColumns | null {
  const known = METRICS.get(metric);
  if (known === undefined) return null;
  const { harmless, group, answer } = known;
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const isKnown = (name: string) => [group, answer, WEIGHT, ...harmless].includes(name);
  if (given.some(([name, value]) => !isKnown(name) && !(name === "against" && value === "complement"))) return null;
  if (metric === "retention" && options.kind !== "raw") return null;
  const columns = { group: columnOf(options[group]), answer: answer === null ? null : columnOf(options[answer]) };
  if (columns.group === undefined || columns.answer === undefined) return null;
  if (answer !== null && columns.answer === null) return null;
  return { group: columns.group, answer: columns.answer };
}
