import { deltaInterval, LOG, LOGIT, type Scale } from "../../statistics/deltaMethod.js";
import { type Estimate, nothing } from "../result.js";
import { type Search, searchNote } from "../search.js";
import { fitBuying } from "./buyingFit.js";
import type { HistorySegment } from "./historyTally.js";
import type { ModelOfBuying } from "./model.js";
import type { BuyingParameters, ParameterName } from "./parameters.js";

/** What every model says of customers. The estimate is the number of repeat purchases a new customer is expected to make within the horizon; `n` counts customers. */
interface BuyingSummary<P extends BuyingParameters> extends Estimate {
  /** What `expectedPurchases`, `probabilityAlive` and `expectedFurtherPurchases` take; null where nothing could be fitted. */
  readonly parameters: P | null;
  /** The average probability of being alive at the end of the watched time, of these customers. */
  readonly alive: Estimate;
  readonly logLikelihood: number | null;
  /** How the search ended, with gradient and Hessian by the logs of the parameters. */
  readonly search: Search<ParameterName<P>> | null;
  /** Customers with at least one repeat purchase, and how many repeat purchases all made. */
  readonly repeatBuyers: number;
  readonly purchases: number;
  /** Customers with an age of 0: nothing could be seen of them, and they are in no other number. */
  readonly justArrived: number;
  /** Rows without a frequency, a recency or an age, likewise. */
  readonly missing: number;
}

/** With the parameters one by one, each with its interval. */
export type BuyingRow<P extends BuyingParameters = BuyingParameters> = BuyingSummary<P> &
  Readonly<Record<ParameterName<P>, Estimate>>;

export interface BuyingSettings<P extends BuyingParameters> {
  readonly model: ModelOfBuying<P>;
  /** Null where nobody has an age. */
  readonly horizon: number | null;
  readonly level: number;
  readonly starts: number;
  readonly seed: number;
}

/** Why nothing can be fitted; null where it can be tried. */
function whyNot({ counts, justArrived, missing }: HistorySegment, n: number, repeatBuyers: number): string | null {
  if (n === 0 && justArrived > 0) return "nobody was watched for longer than 0";
  if (n === 0) return missing > 0 ? "no customers with known purchases" : "no customers";
  if (n === 1) return "one customer: how customers differ cannot be told";
  if (repeatBuyers === 0) return "nobody bought again: there is no rate to fit";
  return counts.length === 1 ? "all customers alike: how they differ cannot be told" : null;
}

/** An estimate of each parameter, by its name. */
const byName = <P extends BuyingParameters>({ names }: ModelOfBuying<P>, of: (name: ParameterName<P>) => Estimate) =>
  Object.fromEntries(names.map((name) => [name, of(name)])) as Record<ParameterName<P>, Estimate>;

/** The finish of one segment. */
export function buyingRow<P extends BuyingParameters>(
  segment: HistorySegment,
  settings: BuyingSettings<P>,
): BuyingRow<P> {
  const { counts, justArrived, missing } = segment;
  const { model, horizon, level, starts, seed } = settings;
  let [n, repeatBuyers, purchases] = [0, 0, 0];
  for (const one of counts) {
    n += one.n;
    repeatBuyers += one.frequency > 0 ? one.n : 0;
    purchases += one.n * one.frequency;
  }
  const tallied = { repeatBuyers, purchases, justArrived, missing };
  const why = whyNot(segment, n, repeatBuyers);
  if (why !== null || horizon === null) {
    const none = nothing(n, why ?? "no horizon");
    const unfitted = { ...none, parameters: null, alive: none, logLikelihood: null, search: null, ...tallied };
    return { ...unfitted, ...byName(model, () => none) };
  }
  const { parameters, covariance, logLikelihood, search } = fitBuying(counts, model, { starts, seed });
  const note = searchNote(search);
  const point = model.names.map((name) => Math.log(parameters[name] as number));
  const of = (value: (parameters: P) => number, scale: Scale): Estimate => {
    const found = deltaInterval((at) => value(model.parametersAt(at)), point, covariance, { scale, level });
    return { ...found, n, note: note ?? (found.lower === null ? "no interval" : null) };
  };
  const alive = (p: P) => counts.reduce((sum, one) => sum + one.n * model.alive(p, one), 0) / n;
  const found = of((p) => model.purchases(p, horizon), LOG);
  return {
    ...{ ...found, parameters, alive: of(alive, LOGIT), logLikelihood, search, ...tallied },
    ...byName(model, (name) => of((p) => p[name] as number, LOG)),
  };
}
