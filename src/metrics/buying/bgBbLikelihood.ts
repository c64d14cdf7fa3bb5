import { LogSum } from "../../statistics/logSum.js";
import type { Curved } from "../../statistics/maximize.js";
import { risingRates } from "./bgNbdLikelihood.js";
import type { PurchaseCount, PurchaseHistory } from "./history.js";
import type { BgBbParameters } from "./parameters.js";

type Rising = ReturnType<typeof risingRates>;

/** Rising products of the parameters and of α + β and γ + δ, which are all that beta functions of whole steps are made of. */
interface Tables {
  readonly alpha: Rising;
  readonly beta: Rising;
  readonly both: Rising;
  readonly gamma: Rising;
  readonly delta: Rising;
  readonly all: Rising;
}

const tablesOf = ({ alpha, beta, gamma, delta }: BgBbParameters, most: number): Tables => ({
  alpha: risingRates(alpha, most),
  beta: risingRates(beta, most),
  both: risingRates(alpha + beta, most),
  gamma: risingRates(gamma, most),
  delta: risingRates(delta, most),
  all: risingRates(gamma + delta, most),
});

/** log of one way to a history: `x` bought and `y` not while there, then `stays` opportunities stayed and perhaps left at the next. */
class Way {
  readonly gradient = new Float64Array(4);
  readonly hessian = new Float64Array(16);
  log = 0;

  constructor(
    private readonly p: BgBbParameters,
    private readonly tables: Tables,
  ) {}

  at(x: number, y: number, stays: number, isLeft: boolean): void {
    const { gradient, hessian } = this;
    const t = this.tables;
    const left = isLeft ? 1 : 0;
    const end = stays + left;
    const { alpha, beta, gamma, delta } = this.p;
    this.log =
      t.alpha.logs[x]! +
      t.beta.logs[y]! -
      t.both.logs[x + y]! +
      t.gamma.logs[left]! +
      t.delta.logs[stays]! -
      t.all.logs[end]!;
    const [both, all] = [t.both.first[x + y]!, t.all.first[end]!];
    gradient[0] = alpha * (t.alpha.first[x]! - both);
    gradient[1] = beta * (t.beta.first[y]! - both);
    gradient[2] = gamma * (t.gamma.first[left]! - all);
    gradient[3] = delta * (t.delta.first[stays]! - all);
    const [bothTwice, allTwice] = [t.both.second[x + y]!, t.all.second[end]!];
    hessian[0] = gradient[0]! + alpha * alpha * (bothTwice - t.alpha.second[x]!);
    hessian[1] = alpha * beta * bothTwice;
    hessian[5] = gradient[1]! + beta * beta * (bothTwice - t.beta.second[y]!);
    hessian[10] = gradient[2]! + gamma * gamma * (allTwice - t.gamma.second[left]!);
    hessian[11] = gamma * delta * allTwice;
    hessian[15] = gradient[3]! + delta * delta * (allTwice - t.delta.second[stays]!);
  }
}

/** Adds up who is still there, then who left before each opportunity after the last purchase; returns the log of the former. */
function addHistory(sum: LogSum, way: Way, { frequency: x, recency, age }: PurchaseHistory): number {
  way.at(x, age - x, age, false);
  const there = way.log;
  sum.add(there, way.gradient, way.hessian);
  for (let last = recency; last < age; last++) {
    way.at(x, last - x, last, true);
    sum.add(way.log, way.gradient, way.hessian);
  }
  return there;
}

/** The probability of still being there at the last opportunity. */
export function bgBbAlive(parameters: BgBbParameters, history: PurchaseHistory): number {
  const sum = new LogSum(4);
  const there = addHistory(sum, new Way(parameters, tablesOf(parameters, history.age + 1)), history);
  return Math.exp(there - sum.log);
}

/**
 * The log-likelihood of customers, with its first and second derivatives by the logs of α, β, γ and δ.
 *
 * @param counts of whole times
 * @param point log α, log β, log γ, log δ
 * @see Fader, Hardie and Shang (2010), Customer-base analysis in a discrete-time noncontractual setting, Marketing Science 29, equation 5
 */
export function bgBbLikelihood(counts: readonly PurchaseCount[], point: Float64Array): Curved {
  const [alpha, beta, gamma, delta] = Array.from(point, Math.exp) as [number, number, number, number];
  const p: BgBbParameters = { model: "bgBb", alpha, beta, gamma, delta };
  const most = counts.reduce((max, { age }) => Math.max(max, age), 0) + 1;
  const way = new Way(p, tablesOf(p, most));
  const sums = { value: 0, gradient: new Float64Array(4), hessian: new Float64Array(16) };
  const sum = new LogSum(4);
  for (const one of counts) {
    sum.clear();
    addHistory(sum, way, one);
    sum.addTo(sums, one.n);
  }
  return sums;
}
