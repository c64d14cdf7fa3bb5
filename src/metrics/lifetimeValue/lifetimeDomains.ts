import { type Random, random } from "../../statistics/random.js";
import { meanSpend } from "../gammaGamma/expectedSpend.js";
import { newPurchases } from "./furtherPurchases.js";
import { fittedModels, type LifetimeModels, parametersOf, whyLoose } from "./lifetimeModels.js";
import type { LifetimePlan } from "./lifetimeOptions.js";
import type { Drawn } from "./lifetimeRow.js";
import type { LifetimeCustomer, LifetimeSegment } from "./lifetimeTally.js";
import { simulatedFits } from "./simulatedFits.js";
import { type LifetimeParameters, type Valued, valuedOf, type Worth, worthOf } from "./worth.js";

/** Customers to whom one pair of models was fitted: all, or those of a segment. */
export interface Domain {
  readonly models: LifetimeModels;
  readonly parameters: LifetimeParameters | null;
  readonly valued: Valued;
  /** What would have been fitted in each simulated world; [] without intervals. */
  readonly worlds: readonly (LifetimeParameters | null)[];
}

/** To how many digits purchases to come are right: of the estimates, and of worlds that differ by a percent. */
const DIGITS = { estimate: 12, world: 8 };

function domainOf(segments: readonly LifetimeSegment[], plan: LifetimePlan, stream: Random): Domain {
  const models = fittedModels(segments, plan);
  const parameters = parametersOf(models);
  const customers = segments.flatMap((segment) => segment.customers);
  const isTop = parameters !== null && whyLoose(models) === null;
  const worlds = isTop ? simulatedFits(parameters, customers, plan.resamples, stream) : [];
  return { models, parameters, valued: valuedOf(customers), worlds };
}

/** The models as the options want them: one pair for everybody, or one for each segment. */
export function domainsOf(segments: readonly LifetimeSegment[], plan: LifetimePlan): Domain[] {
  const stream = random(plan.seed);
  const whose = plan.fit === "everybody" || segments.length === 0 ? [segments] : segments.map((segment) => [segment]);
  return whose.map((some) => domainOf(some, plan, stream));
}

const unknown = (length: number): Worth => {
  const make = () => new Float64Array(length).fill(Number.NaN);
  return { alive: make(), purchases: make(), spend: make(), value: make() };
};

function joined(parts: readonly Worth[]): Worth {
  if (parts.length === 1) return parts[0]!;
  const of = (name: keyof Worth) => Float64Array.from(parts.flatMap((part) => [...part[name]]));
  return { alive: of("alive"), purchases: of("purchases"), spend: of("spend"), value: of("value") };
}

/** What the customers of all domains are worth, one after the other: as fitted, or in one of the worlds. NaN where that is not known. */
export function worthIn(domains: readonly Domain[], world: number | "fitted", { schedule }: LifetimePlan): Worth {
  const parts = domains.map(({ valued, parameters, worlds }) => {
    const of = world === "fitted" ? parameters : (worlds[world] ?? null);
    if (of === null) return unknown(valued.customers.length);
    return worthOf(valued, of, schedule, world === "fitted" ? DIGITS.estimate : DIGITS.world);
  });
  return joined(parts);
}

export const customersOf = (domains: readonly Domain[]): LifetimeCustomer[] =>
  domains.flatMap(({ valued }) => valued.customers);

/** What somebody who comes today is worth after the first purchase. */
export function newCustomerOf({ parameters, worlds }: Domain, { schedule }: LifetimePlan): Drawn {
  const amountIn = (of: LifetimeParameters | null) => {
    if (of === null) return Number.NaN;
    return (meanSpend(of.spending) ?? Number.POSITIVE_INFINITY) * newPurchases(of.buying, schedule).discounted;
  };
  return { estimate: amountIn(parameters), replicates: worlds.map(amountIn) };
}
