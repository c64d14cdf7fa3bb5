import { type BuyingRow, buyingRow } from "../buying/buyingRow.js";
import { pooledHistories } from "../buying/historyTally.js";
import type { ModelOfBuying } from "../buying/model.js";
import { MODELS } from "../buying/models.js";
import type { BuyingParameters } from "../buying/parameters.js";
import { type SpendRow, spendRow } from "../gammaGamma/gammaGammaRow.js";
import { pooledSpends } from "../gammaGamma/spendTally.js";
import type { LifetimePlan } from "./lifetimeOptions.js";
import type { LifetimeCustomer, LifetimeSegment } from "./lifetimeTally.js";
import type { LifetimeParameters } from "./worth.js";

/** Both models of the same customers, as `bgNbd` (or another) and `gammaGamma` return them. */
export interface LifetimeModels {
  readonly buying: BuyingRow;
  readonly spending: SpendRow;
}

/** Fits both models to the customers of these segments together. */
export function fittedModels(segments: readonly LifetimeSegment[], plan: LifetimePlan): LifetimeModels {
  const { level, starts, seed, horizon } = plan;
  const customers = segments.flatMap((segment) => segment.customers);
  const missing = segments.reduce((sum, one) => sum + one.missing, 0);
  const withoutSpend = segments.reduce((sum, one) => sum + one.withoutSpend, 0);
  const countOf = (some: readonly LifetimeCustomer[]) => some.reduce((sum, { n }) => sum + n, 0);
  const arrived = customers.filter(({ age }) => age > 0);
  const justArrived = countOf(customers) - countOf(arrived);
  const again = customers.filter(({ frequency }) => frequency > 0);
  const withoutRepeat = countOf(customers) - countOf(again);
  const model = MODELS[plan.model] as unknown as ModelOfBuying<BuyingParameters>;
  return {
    buying: buyingRow(pooledHistories([{ cells: [], counts: arrived, justArrived, missing }]), {
      ...{ model, horizon, level, starts, seed },
    }),
    spending: spendRow(
      pooledSpends([{ cells: [], counts: again, withoutRepeat, firstCounted: 0, withoutSpend, missing }]),
      { level, starts, seed },
    ),
  };
}

/** The parameters of both; null where one could not be fitted. */
export const parametersOf = ({ buying, spending }: LifetimeModels): LifetimeParameters | null =>
  buying.parameters === null || spending.parameters === null
    ? null
    : { buying: buying.parameters, spending: spending.parameters };

/** Why there is no value at all; null where there is one. */
export const whyNone = ({ buying, spending }: LifetimeModels): string | null =>
  buying.parameters === null ? buying.note : spending.parameters === null ? spending.note : null;

/** Why values have no interval; null where both searches found a top. */
export function whyLoose({ buying, spending }: LifetimeModels): string | null {
  const loose = [buying, spending].find(({ search }) => search !== null && search.status !== "converged");
  return loose === undefined ? null : loose.note;
}
