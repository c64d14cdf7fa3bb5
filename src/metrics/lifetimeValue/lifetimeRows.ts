import { segmentName } from "../segments.js";
import { customersOf, type Domain, newCustomerOf, worthIn } from "./lifetimeDomains.js";
import { countOf, type Group, groupOf, sumsOf, tenthsOf } from "./lifetimeGroups.js";
import { whyLoose, whyNone } from "./lifetimeModels.js";
import type { LifetimePlan } from "./lifetimeOptions.js";
import {
  type DrawnSums,
  emptyRow,
  type LifetimeRow,
  type LifetimeTenth,
  lifetimeRow,
  type Said,
  tenthRow,
} from "./lifetimeRow.js";
import type { LifetimeSegment } from "./lifetimeTally.js";

/** What is said beside every number of a domain. */
function saidOf({ models }: Domain, { level, resamples }: LifetimePlan): Said {
  const { spending } = models;
  return {
    level,
    loose: whyLoose(models) ?? (resamples === 0 ? "no intervals were asked for" : null),
    warning: spending.independence.note,
    infinite: spending.estimate === null ? spending.note : null,
  };
}

/** Sums of groups as fitted and in every world; the first group is everybody. */
function drawnSums(groups: readonly Group[], domains: readonly Domain[], plan: LifetimePlan): DrawnSums[] {
  const sumsIn = (world: number | "fitted") => {
    const worth = worthIn(domains, world, plan);
    return groups.map((group) => sumsOf(group, worth));
  };
  const fitted = sumsIn("fitted");
  const drawn = Math.max(...domains.map(({ worlds }) => worlds.length));
  const worlds = Array.from({ length: drawn }, (_, world) => sumsIn(world));
  return groups.map((group, g) => ({
    n: countOf(group),
    own: fitted[g]!,
    everybody: fitted[0]!,
    worlds: worlds.map((sums) => ({ own: sums[g]!, everybody: sums[0]! })),
  }));
}

/** The segments as groups of customers, and everybody. */
function groupsOf(segments: readonly LifetimeSegment[], domains: readonly Domain[]) {
  const customers = customersOf(domains);
  let next = 0;
  const parts = segments.map(({ customers: own }) => {
    next += own.length;
    return groupOf(customers, next - own.length, next);
  });
  return { customers, parts, everybody: groupOf(customers, 0, customers.length) };
}

/** Of everybody: the one thing that some domain lacks, or what the first says. */
const saidOfAll = (said: readonly Said[]): Said =>
  said.find(({ loose, infinite }) => loose !== null || infinite !== null) ?? said[0]!;

/** Everybody, the segments, and the tenths. */
export function lifetimeRows(
  segments: readonly LifetimeSegment[],
  domains: readonly Domain[],
  plan: LifetimePlan,
): { overall: LifetimeRow; rows: LifetimeRow[]; tenths: LifetimeTenth[] } {
  const { customers, parts, everybody } = groupsOf(segments, domains);
  const none = domains.map(({ models }) => whyNone(models));
  const lacking = none.findIndex((why) => why !== null);
  const tenths = lacking >= 0 ? [] : tenthsOf(customers, worthIn(domains, "fitted", plan));
  const sums = drawnSums([everybody, ...parts, ...tenths], domains, plan);
  const said = domains.map((domain) => saidOf(domain, plan));
  const drawn = domains.map((domain) => newCustomerOf(domain, plan));
  const isOne = domains.length === 1;
  const rows = parts.map((_, s) => {
    const d = isOne ? 0 : s;
    return none[d] === null ? lifetimeRow(sums[1 + s]!, drawn[d]!, said[d]!) : emptyRow(sums[1 + s]!.n, none[d]!);
  });
  const named = isOne || lacking < 0 ? "" : `no value of '${segmentName(plan.by, segments[lacking]!.cells)}': `;
  const overall =
    lacking >= 0
      ? emptyRow(sums[0]!.n, `${named}${none[lacking]}`)
      : lifetimeRow(sums[0]!, isOne ? drawn[0]! : null, saidOfAll(said));
  return { overall, rows, tenths: tenths.map((_, k) => tenthRow(sums.at(k - tenths.length)!, k + 1, saidOfAll(said))) };
}
