import { byCustomer, counted, foresight, total } from "./foresight.js";
import { judgedCases } from "./judgedCases.js";
import { liftOver, shareOver } from "./overCustomers.js";
import type { Cases } from "./panelCases.js";
import type { SignalForesight } from "./signalEvaluation.js";

/** What is read of each row of a panel. */
export interface Read {
  readonly fires: Uint8Array;
  readonly strength: Float64Array;
}

interface ForesightOptions {
  readonly horizon: number;
  readonly budget: number;
  readonly level: number;
}

/** How well one signal tells beforehand who leaves within the horizon: by its strength, and by whether it fires. */
export function signalForesight(cases: Cases, { fires, strength }: Read, options: ForesightOptions): SignalForesight {
  const { horizon, budget, level } = options;
  const judged = judgedCases(cases, strength, horizon);
  const counts = counted(judged, level);
  const isFiring = (i: number) => fires[judged.row[i]!]!;
  const firing = byCustomer(judged, isFiring);
  const right = byCustomer(judged, (i) => isFiring(i) * judged.leaves[i]!);
  const staying = byCustomer(judged, (i) => 1 - judged.leaves[i]!);
  const inVain = byCustomer(judged, (i) => isFiring(i) * (1 - judged.leaves[i]!));
  const [n, n1] = [total(firing), counts.leavers];
  return {
    ...foresight(judged, counts, budget),
    firing: n,
    firingLeaving: total(right),
    precision: shareOver(firing, right, level, n, "it never fires"),
    sensitivity: shareOver(counts.leaving, right, level, n1, "nobody leaves within the horizon"),
    falseAlarms: shareOver(staying, inVain, level, counts.n - n1, "everybody leaves within the horizon"),
    lift: liftOver({ called: firing, reached: right, cases: counts.cases, leaving: counts.leaving }, level),
  };
}
