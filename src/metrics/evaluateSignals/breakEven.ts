import { type ContactTerms, contactThreshold, netBenefit } from "./contactThreshold.js";
import { calledOf } from "./foresight.js";
import { creditOf, type Judged } from "./judgedCases.js";
import { sumOver } from "./overCustomers.js";
import type { Cases } from "./panelCases.js";
import type { BreakEven, ContactPolicy, WatchedCustomer } from "./signalEvaluation.js";

/** What contacting means, with the value of each customer of the panel (NaN where it is not known). */
export interface Contacts extends Omit<ContactTerms, "value"> {
  readonly values: Float64Array;
}

const termsOf = ({ values, ...terms }: Contacts, customer: number): ContactTerms => ({
  ...terms,
  value: values[customer]!,
});

/** The rows of the last date. */
const lastRows = ({ begins, days }: Cases): number[] => {
  const [from, to] = [begins[days.length - 1] ?? 0, begins[days.length] ?? 0];
  return Array.from({ length: to - from }, (_, i) => from + i);
};

/** One policy on the dates the score is judged on: which part of each case it contacts, and what came of it, as leaving went. */
function policyOf(
  judged: Judged,
  contacts: Contacts,
  policy: ContactPolicy["policy"],
  partOf: (i: number) => number,
  level: number,
): ContactPolicy {
  const benefit = new Float64Array(judged.customers);
  const isThere = new Uint8Array(judged.customers);
  let [called, reached] = [0, 0];
  for (let i = 0; i < judged.customer.length; i++) {
    const customer = judged.customer[i]!;
    if (Number.isNaN(contacts.values[customer])) continue;
    isThere[customer] = 1;
    const part = partOf(i);
    called += part;
    reached += part * judged.leaves[i]!;
    benefit[customer]! += part * netBenefit(judged.leaves[i]!, termsOf(contacts, customer));
  }
  return {
    policy,
    perDate: called / judged.dates,
    precision: called > 0 ? reached / called : null,
    netBenefit: sumOver(benefit, isThere, judged.dates, level),
  };
}

function policiesOf(judged: Judged, contacts: Contacts, budget: number, level: number): ContactPolicy[] {
  const pays = (i: number) => (netBenefit(judged.score[i]!, termsOf(contacts, judged.customer[i]!)) > 0 ? 1 : 0);
  const first = (i: number) => creditOf(judged, i, calledOf(budget, judged.ofDate[i]!));
  return [
    policyOf(judged, contacts, "above break-even", pays, level),
    policyOf(judged, contacts, "budget", first, level),
    policyOf(judged, contacts, "everybody", () => 1, level),
    policyOf(judged, contacts, "nobody", () => 0, level),
  ];
}

/** From which risk on contacting pays, how many that is, and what it would have brought. */
export function breakEven(
  cases: Cases,
  risks: Float64Array | null,
  judged: Judged | null,
  contacts: Contacts,
  { budget, level }: { readonly budget: number; readonly level: number },
): BreakEven {
  const rows = lastRows(cases);
  const valued = rows.filter((row) => !Number.isNaN(contacts.values[cases.customer[row]!]));
  const sum = valued.reduce((all, row) => all + contacts.values[cases.customer[row]!]!, 0);
  const meanValue = valued.length === 0 ? null : sum / valued.length;
  const { values: _, ...terms } = contacts;
  const threshold =
    meanValue === null
      ? { risk: null, note: "no customer of the last date has a value" }
      : contactThreshold({ ...terms, value: meanValue });
  const pays = (row: number) => risks !== null && netBenefit(risks[row]!, termsOf(contacts, cases.customer[row]!)) > 0;
  return {
    ...threshold,
    meanValue,
    above: valued.filter(pays).length,
    valued: valued.length,
    withoutValue: rows.length - valued.length,
    policies: judged === null ? [] : policiesOf(judged, contacts, budget, level),
  };
}

/** The customers of the last date, those whom it pays most to contact first; by risk where nothing is known of contacts. */
export function watchlist(
  cases: Cases,
  risks: Float64Array,
  signals: readonly { readonly name: string; readonly fires: Uint8Array }[],
  contacts: Contacts | null,
): WatchedCustomer[] {
  const watched = lastRows(cases).map((row): WatchedCustomer => {
    const customer = cases.customer[row]!;
    const own = contacts === null ? Number.NaN : contacts.values[customer]!;
    const value = Number.isNaN(own) ? null : own;
    const benefit = contacts === null || value === null ? null : netBenefit(risks[row]!, termsOf(contacts, customer));
    return {
      customer: cases.customers[customer]!,
      risk: risks[row]!,
      signals: signals.filter(({ fires }) => fires[row] === 1).map(({ name }) => name),
      value,
      netBenefit: benefit,
      contact: contacts === null ? null : benefit !== null && benefit > 0,
    };
  });
  const worth = ({ netBenefit: benefit }: WatchedCustomer) => benefit ?? Number.NEGATIVE_INFINITY;
  const compare = (a: number, b: number) => (a === b ? 0 : b - a);
  const name = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return watched.sort((a, b) => compare(worth(a), worth(b)) || compare(a.risk, b.risk) || name(a.customer, b.customer));
}
