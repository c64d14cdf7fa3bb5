import type { DataFrame } from "danfojs-node";
import type { Demo } from "../../src/datasets/demo/generate.js";
import { CONTACT_TRUTH, DECOYS } from "../../src/datasets/demo/truth.js";
import { evaluateSignals } from "../../src/metrics/evaluateSignals/evaluateSignals.js";
import { signalsByReason } from "../../src/metrics/evaluateSignals/signalsByReason.js";
import { type Signal, warningSignals } from "../../src/metrics/warningSignals/warningSignals.js";
import { frameOf, type Question, verdictOf } from "./question.js";
import { FALSE_SHARE } from "./screen.js";

/** Every two weeks, from the first month on to the end: each signal is read from when there is enough of a history for it. */
const DATES = { from: "2024-08-02", to: "2026-06-19", everyDays: 14 };
const UNTIL = "2026-06-30";

/** Contacts that are one sign, as the literature counts them: technical and product calls. */
const CALLS = ["technical call", "product question"];
const nameOf = (kind: string) => (CALLS.includes(kind) ? "technical or product call" : kind);

/** What customers do more often on the way out. */
const PLANTED_CONTACTS = Object.entries(CONTACT_TRUTH).flatMap(([kind, { drift, causes }]) =>
  drift > 1 && causes.length > 0 ? [kind] : [],
);
/** What they do as often as ever, and what only once they have left. */
const CONTACTS = [...Object.keys(CONTACT_TRUTH), "unsubscribe"];
const AFTERWARDS = DECOYS.unsubscribeAfterLeaving.probability > 0 ? "unsubscribe" : "";

/**
 * Planted, but too faint to be told in every company: a fifth of the customers answer the survey twice, two fifths show their wallet, and
 * delivery questions are three times as frequent in the last weeks of a third of the leavers.
 */
const FAINT = ["falling satisfaction", "falling share of wallet", "delivery question"];

function contactSignals(table: DataFrame): Record<string, Signal> {
  const signal = (name: string): Signal => ({
    ...{ kind: "event", table, date: "at", within: 45 },
    where: { column: "kind", values: CONTACTS.filter((kind) => nameOf(kind) === name) },
  });
  return Object.fromEntries([...new Set(CONTACTS.map(nameOf))].map((name) => [name, signal(name)]));
}

/** Signs of dwindling purchases, responses, satisfaction and money. Who is on the way out is so for some weeks: they look no further back. */
function ownSignals(demo: Demo): Record<string, Signal> {
  const table = (name: Parameters<typeof frameOf>[1]) => frameOf(demo, name);
  const answered = { table: table("survey"), date: "answered_on", score: "satisfaction" };
  return {
    "falling RFM": {
      ...{ kind: "falling rfm", table: table("orders"), date: "date", amount: "revenue" },
      ...{ where: { column: "kind", values: ["sale"] }, lagDays: 60, windowDays: 180, fall: 1 },
    },
    "no response": {
      ...{ kind: "no response", table: table("offers"), date: "sent_on", last: 1 },
      response: { column: "response", values: ["bought", "opened"] },
    },
    "low satisfaction": { ...answered, kind: "score at most", atMost: 2 },
    "falling satisfaction": { ...answered, kind: "falling satisfaction", reliability: 0.7 },
    "complaint handled badly": {
      ...{ kind: "complaint handling", table: table("complaints"), date: "closed_on", handling: "handling" },
      outcome: { column: "outcome", values: ["rejected", "none"] },
    },
    "falling share of wallet": {
      ...{ kind: "falling share of wallet", table: table("wallet"), period: "quarter", fall: 0.4 },
      ...{ own: "spent_here", all: "spent_all", periods: "with purchases here" },
    },
    "late payment": { kind: "late payment", table: table("billing"), due: "due_on", paid: "paid_on" },
  };
}

/** Signals told from chance and above 1 before leaving at all, or that warn of leaving for some reason. */
async function toldSignals(demo: Demo): Promise<string[]> {
  const signals = { ...ownSignals(demo), ...contactSignals(frameOf(demo, "contacts")) };
  const columns = { customer: "customer", since: "first_purchase", left: "left_on" };
  const read = await warningSignals(frameOf(demo, "customers"), { ...columns, asOf: DATES, signals });
  const settings = { until: UNTIL, falseShare: FALSE_SHARE };
  const reasons = { table: frameOf(demo, "churn"), customer: "customer", reason: "reason" };
  const { rows } = await evaluateSignals(read, { ...settings, resamples: 100 });
  const byReason = await signalsByReason(read, { ...settings, reasons, involuntary: ["Moved away"] });
  const told = [
    ...rows.filter(({ finding }) => finding === "warns" || finding === "weak"),
    ...byReason.rows.filter(({ finding }) => finding === "warns"),
  ];
  return Object.keys(signals).filter((signal) => told.some(({ keys }) => keys.signal === signal));
}

const PLANTED = [
  ...["falling RFM", "no response", "low satisfaction", "complaint handled badly", "late payment"],
  ...new Set(PLANTED_CONTACTS.map(nameOf).filter((name) => !FAINT.includes(name))),
];

export const signals: Question = {
  title: "What warns before leaving",
  asks: `warningSignals every 14 days from ${DATES.from} on, evaluateSignals and signalsByReason (falseShare ${FALSE_SHARE}): which signals are told from chance to come before leaving, or warn of leaving for some reason.`,
  judges: `Planted is what customers do more or less of on the way out. ${FAINT.join(" and ")} are planted too, but too faint to be told in every company. Decoys are what is as frequent as ever (password reset) and what follows leaving (${AFTERWARDS}).`,
  ask: async (demo) => verdictOf(PLANTED, await toldSignals(demo), (finding) => !FAINT.includes(finding)),
};
