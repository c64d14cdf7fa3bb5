import { type CoxBegun, coxBegun } from "./coxBegun.js";
import { solvedInformation } from "./coxInformation.js";
import type { CoxData } from "./coxRows.js";

/** Covariates that can have coefficients together, and why the others cannot. */
export interface IdentifiedCovariates {
  readonly kept: readonly string[];
  /** In words: 'it never varies', 'it follows from 'a', 'b''. */
  readonly left: Readonly<Record<string, string>>;
}

const isStill = (values: Float64Array) => values.every((value) => value === values[0]);

/** The place of a covariate that cannot have a coefficient beside the others, with the reason; null where all can. */
function surplus({ rows, atZero }: CoxBegun): { readonly name: string; readonly reason: string } | null {
  const events = rows.event.reduce((sum, one) => sum + one, 0);
  const { information } = atZero;
  const still = rows.names.findIndex((_, j) => !(information[j]![j]! > 1e-12 * events));
  if (still >= 0) return { name: rows.names[still]!, reason: "it is the same for all at risk at every event" };
  const { dependent } = solvedInformation(information);
  if (dependent === null) return null;
  // Of those that follow from each other the last one goes, whichever the factorisation came upon.
  const last = Math.max(dependent.column, ...dependent.others);
  const others = [dependent.column, ...dependent.others].filter((j) => j !== last).sort((a, b) => a - b);
  return { name: rows.names[last]!, reason: `it follows from ${others.map((j) => `'${rows.names[j]}'`).join(", ")}` };
}

/**
 * Which covariates of Cox's model can be told apart: those that do not vary among those at risk, and of those that follow from others
 * the last, are left out until the rest has coefficients of its own. For models whose covariates are whatever a user asked for; a fit
 * may still have an infinite ratio (see `cox`).
 *
 * @throws RangeError as `cox` does, without events too
 * @example coxIdentified({ start: null, stop: Float64Array.of(1, 2, 3), event: Uint8Array.of(1, 1, 0), covariates: { a: Float64Array.of(1, 0, 1), b: Float64Array.of(2, 0, 2) } }).left.b // "it follows from 'a'"
 */
export function coxIdentified(data: CoxData): IdentifiedCovariates {
  const { kept, left } = identifiedBegun(data);
  return { kept, left };
}

/** The same, with what a fit of those kept begins with; null where none is. */
export function identifiedBegun(data: CoxData): IdentifiedCovariates & { readonly begun: CoxBegun | null } {
  const left: Record<string, string> = {};
  for (const [name, values] of Object.entries(data.covariates)) if (isStill(values)) left[name] = "it never varies";
  for (;;) {
    const kept = Object.keys(data.covariates).filter((name) => !Object.hasOwn(left, name));
    if (kept.length === 0) return { kept, left, begun: null };
    const begun = coxBegun({ ...data, covariates: Object.fromEntries(kept.map((n) => [n, data.covariates[n]!])) });
    const found = surplus(begun);
    if (found === null) return { kept, left, begun };
    left[found.name] = found.reason;
  }
}
