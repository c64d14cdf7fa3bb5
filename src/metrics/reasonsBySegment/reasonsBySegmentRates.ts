import { garwoodInterval } from "../../statistics/poisson.js";
import { rateRatio, rateRatioPValue } from "../../statistics/rateRatio.js";
import { type Estimate, nothing } from "../result.js";
import { type ReasonCell, type ReasonRates, screenedCells } from "./reasonsBySegmentCells.js";
import type { SegmentRisk } from "./reasonsBySegmentPopulation.js";
import type { ReasonTable } from "./reasonsBySegmentTable.js";

export interface RateSettings {
  readonly falseShare: number;
  readonly atLeast: number;
  readonly per: number;
  readonly level: number;
}

/** What was at risk of leaving for a reason that is known: where reasons of some leavers are not, as much less. */
export const knownExposures = (risks: readonly SegmentRisk[]): number[] =>
  risks.map(({ exposure, known }) => exposure * (known ?? 1));

function rateOf(events: number, exposure: number, customers: number, { per, level }: RateSettings): Estimate {
  if (!(exposure > 0)) return nothing(customers, "nobody at risk whose reason would be known");
  const inUnits = exposure / per;
  return { estimate: events / inUnits, ...garwoodInterval(events, inUnits, level), n: customers, note: null };
}

interface Count {
  readonly events: number;
  readonly exposure: number;
}

function ratioOf(here: Count, elsewhere: Count, level: number): Estimate {
  const n = here.events + elsewhere.events;
  if (!(here.exposure > 0 && elsewhere.exposure > 0)) return nothing(n, "nobody to compare with");
  const { ratio, lower, upper } = rateRatio(here, elsewhere, level);
  return { estimate: ratio, lower, upper, n, note: ratio === null ? "nobody elsewhere left for it" : null };
}

/** (O − E)/√(E(1 − the segment's part of the exposure)): O is binomial given how many gave the reason. */
function expectedOf(here: Count, elsewhere: Count) {
  const part = here.exposure / (here.exposure + elsewhere.exposure);
  const expected = (here.events + elsewhere.events) * part;
  const spread = Math.sqrt(expected * (1 - part));
  return { expected, adjustedResidual: spread > 0 ? (here.events - expected) / spread : null };
}

/** The cells of a table by rates: what it says of shares stays, what was expected and found is of the rates. */
export function rateCells(
  table: ReasonTable,
  risks: readonly SegmentRisk[],
  shareCells: readonly (readonly ReasonCell[])[],
  settings: RateSettings,
): ReasonCell[][] {
  const exposures = knownExposures(risks);
  const exposure = exposures.reduce((sum, each) => sum + each, 0);
  const totals = table.reasons.map((_, r) => table.segments.reduce((sum, { customers }) => sum + customers[r]!, 0));
  const raw = table.segments.map(({ customers }, s) =>
    table.reasons.map((_, r) => {
      const here = { events: customers[r]!, exposure: exposures[s]! };
      // Where one segment is all, what a difference leaves is rounding.
      const isAll = exposures.every((each, i) => i === s || each === 0);
      const elsewhere = { events: totals[r]! - here.events, exposure: isAll ? 0 : exposure - here.exposure };
      const isCompared = here.exposure > 0 && elsewhere.exposure > 0;
      const rates: ReasonRates = {
        rate: rateOf(here.events, here.exposure, risks[s]!.customers, settings),
        rateElsewhere: elsewhere.exposure > 0 ? elsewhere.events / (elsewhere.exposure / settings.per) : null,
        rateRatio: ratioOf(here, elsewhere, settings.level),
      };
      const expected = isCompared ? expectedOf(here, elsewhere) : { expected: null, adjustedResidual: null };
      const pValue = isCompared ? rateRatioPValue(here, elsewhere, settings.atLeast) : null;
      return { shrunk: shareCells[s]![r]!.shrunk, ...rates, ...expected, pValue };
    }),
  );
  return screenedCells(raw, settings.falseShare);
}
