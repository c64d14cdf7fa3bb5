import { markdownTable } from "./markdown.js";
import { ATTRIBUTE_TRUTH } from "./survey-truth.js";
import { ATTRIBUTES, CAUSE_TRUTH, CAUSES, CONTACT_TRUTH, SEGMENTS, TACTIC_TRUTH, TACTICS } from "./truth.js";

export function attributeWeights(): string {
  const keys = ["weight", "perception", "expectation", "competitor", "importance", "points"] as const;
  const rows = ATTRIBUTES.map((attribute) => [
    attribute,
    ...keys.map((key) => String(ATTRIBUTE_TRUTH[attribute][key])),
  ]);
  return markdownTable(["attribute", ...keys], rows);
}

export function causesTable(): string {
  const rows = CAUSES.map((cause) => [
    cause,
    ...SEGMENTS.map((segment) => String(CAUSE_TRUTH[cause].hazard[segment])),
    `${CAUSE_TRUTH[cause].leadDays} days`,
  ]);
  return markdownTable(["cause", ...SEGMENTS, "lead time"], rows);
}

export function signalsTable(): string {
  const rows = Object.entries(CONTACT_TRUTH).map(([kind, { monthly, drift, causes }]) => {
    const listed: string | readonly string[] = causes;
    const before = typeof listed === "string" ? listed : listed.join(", ");
    return [kind, String(monthly), `× ${drift}`, before === "" ? "no cause: a decoy" : before];
  });
  return markdownTable(["contact", "in 30 days", "on the way out", "before leaving for"], rows);
}

export function tacticsTruth(): string {
  const rows = TACTICS.map((tactic) => {
    const { share, cost, factor } = TACTIC_TRUTH[tactic];
    const factors = Object.entries(factor).map(([whom, value]) => `${whom} × ${value}`);
    return [tactic, String(share), String(cost), factors.length === 0 ? "none" : factors.join(", ")];
  });
  return markdownTable(["tactic", "share", "cost", "factor"], rows);
}
