import type { CesVersion } from "../ces/ces.js";
import type { PeriodLength } from "../churn/compoundRate.js";
import type { CsatRule } from "../csat/csat.js";
import { requireOneOf } from "../requireOneOf.js";
import { type Definition, type Indicator, isMoreBetter, requireDefinition, requireReachable } from "./definition.js";

/**
 * Targets that the literature repeats. They are nobody's promise: what is usual differs between trades and countries.
 *
 * - `nps`: at least 50 points, the lower end of the 50 to 80 that Reichheld reports of firms whose customers carry their growth.
 * - `csat`: at least 80 % satisfied; a share, so under 'top-box' or 'top-2', and far harder to reach under the first.
 * - `churn`: at most 5 %; of which period is seldom said, and 5 % a month is 46 % a year.
 */
export type UsualTarget = "nps" | "csat" | "churn";

/** What an indicator should reach, in its own unit: shares 0–1, NPS in points. */
export type Target = Definition &
  (
    | { readonly atLeast: number; readonly atMost?: never; readonly usual?: never }
    | { readonly atMost: number; readonly atLeast?: never; readonly usual?: never }
    | { readonly usual: UsualTarget; readonly atLeast?: never; readonly atMost?: never }
  );

/** A target as it is held against an indicator. */
export interface Aim {
  readonly side: "at least" | "at most";
  readonly target: number;
  /** 'given', or 'usual' for a target taken from the literature. */
  readonly from: "given" | "usual";
  readonly rule: CsatRule | null;
  readonly per: PeriodLength | null;
  readonly version: CesVersion | null;
}

const USUAL: Readonly<Record<UsualTarget, Pick<Aim, "side" | "target">>> = {
  nps: { side: "at least", target: 50 },
  csat: { side: "at least", target: 0.8 },
  churn: { side: "at most", target: 0.05 },
};

function usualOf({ label, metric }: Indicator, usual: UsualTarget, rule: CsatRule | undefined, caller: string) {
  requireOneOf(caller, `usual target of '${label}'`, Object.keys(USUAL), usual);
  if (metric !== usual) {
    throw new TypeError(`${caller} requires a target of its own for '${label}'; got the usual one of '${usual}'`);
  }
  if (usual === "csat" && rule === "mean") {
    throw new TypeError(
      `${caller}: the usual target of csat is a share, and '${label}' is a mean; use rule 'top-box' or 'top-2', or atLeast`,
    );
  }
  return USUAL[usual];
}

/** The side and the number of a target; exactly one must be given. */
function given(indicator: Indicator, target: Target, caller: string): Pick<Aim, "side" | "target"> {
  const { atLeast, atMost, usual, rule } = target;
  const names = Object.entries({ atLeast, atMost, usual }).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  );
  if (names.length !== 1) {
    throw new TypeError(
      `${caller} requires a target of '${indicator.label}', one of 'atLeast', 'atMost', 'usual'; got ${names.join(" and ") || "none"}`,
    );
  }
  if (usual !== undefined) return usualOf(indicator, usual, rule, caller);
  return atLeast === undefined ? { side: "at most", target: atMost! } : { side: "at least", target: atLeast };
}

/** Throws unless the target is one the indicator can have, on its good side, with all that the name leaves open. */
export function requireTarget(indicator: Indicator, target: Target | undefined, caller: string): Aim {
  if (target === undefined) {
    throw new TypeError(`${caller} requires a target of '${indicator.label}', such as { atLeast: 50 }; got none`);
  }
  const { rule, per, version } = target;
  requireDefinition(indicator, target, caller);
  const aim = given(indicator, target, caller);
  requireReachable(indicator, target, { value: aim.target, what: "target" }, caller);
  const isMore = isMoreBetter(indicator, target);
  if (isMore !== null && isMore !== (aim.side === "at least")) {
    const [wanted, got] = isMore ? ["atLeast", "atMost"] : ["atMost", "atLeast"];
    const good = isMore ? "more" : "less";
    throw new TypeError(
      `${caller} requires ${wanted} of '${indicator.label}', of which ${good} is better; got ${got} ${aim.target}`,
    );
  }
  return {
    ...aim,
    from: target.usual === undefined ? "given" : "usual",
    rule: rule ?? null,
    per: per ?? null,
    version: version ?? null,
  };
}
