import { word, words } from "../language/words.js";
import type { ChangedRow, Split, WhatChangedResult } from "../metrics/whatChanged/whatChanged.js";
import { count, NOTHING, points } from "./numbers.js";

type Change = Pick<ChangedRow, "estimate" | "lower" | "upper" | "told">;

/** A change with its sign and what it is in: '−15.8 points (−24.1 to −7.4)'. */
export function changeInWords({ estimate, lower, upper, told }: Change): string {
  if (estimate === null || lower === null || upper === null) return NOTHING;
  const [value, from, to] = [estimate, lower, upper].map((x) => points(x, { digits: 1 })) as [string, string, string];
  if (told === "points") return words`${value} points (${from} to ${to})`;
  if (told === "percent") return words`${value} percent (${from} to ${to})`;
  return words`${value} percentage points (${from} to ${to})`;
}

/** What moved it, in words; empty where that cannot be told. */
export function causeInWords(split: Split | null): string {
  if (split === null || split.cause === "cannot tell") return "";
  const by = word(split.by);
  if (split.cause === "only the mix") return words`only the mix by ${by}`;
  if (split.cause === "both") return words`within ${by} and by its mix`;
  return split.cause === "within segments" ? words`within ${by}` : words`within ${by}, hidden by its mix`;
}

const nameOf = ({ keys }: ChangedRow) => word(String(keys.question ?? keys.reason ?? ""));

function said(row: ChangedRow & { readonly split?: Split | null }): string {
  const cause = causeInWords(row.split ?? null);
  const name = row.keys.reason === undefined ? nameOf(row) : words`reason ${nameOf(row)}`;
  const text = words`${name} ${changeInWords(row)}`;
  return cause === "" ? text : words`${text}, ${cause}`;
}

/** Segments that surely changed, of questions whose whole does not tell: they are looks of their own. */
function saidOfSegments({ rows, segments }: Pick<WhatChangedResult, "rows" | "segments">): string {
  const told = new Set(rows.filter(({ verdict }) => verdict !== "cannot tell").map(nameOf));
  const found = segments.filter((row) => row.verdict !== "cannot tell" && !told.has(nameOf(row)));
  const named = found.map((row) => words`${nameOf(row)} (${word(String(row.keys.segment))}) ${changeInWords(row)}`);
  return named.length === 0
    ? ""
    : words`Of ${count(segments.length)} looks at segments, surely changed: ${named.join(words`; `)}.`;
}

/**
 * What surely changed, what only the mix did, and of how many nothing can be told: one paragraph, in markdown.
 *
 * @example
 * await say(whatChangedInWords(await whatChanged(waves)));
 */
export function whatChangedInWords({ rows, reasons, segments, before, now }: WhatChangedResult): string {
  const all: readonly (ChangedRow & { readonly split?: Split | null })[] = [...rows, ...reasons];
  const told = (verdict: ChangedRow["verdict"]) => all.filter((row) => row.verdict === verdict).map(said);
  const [risen, fallen] = [told("risen"), told("fallen")];
  const open = all.length - risen.length - fallen.length;
  const hidden = rows.filter(({ split }) => split?.cause === "hidden by the mix").map(said);
  const [from, to] = [word(before), word(now)];
  const parts = [
    risen.length + fallen.length === 0
      ? words`**Nothing has surely changed** from ${from} to ${to}: none of ${count(all.length)} changes is told from chance.`
      : words`From ${from} to ${to}:`,
    fallen.length === 0 ? "" : words`**fallen** ${fallen.join(words`; `)}.`,
    risen.length === 0 ? "" : words`**risen** ${risen.join(words`; `)}.`,
    hidden.length === 0 ? "" : words`Changed, though the whole does not show it: ${hidden.join(words`; `)}.`,
    saidOfSegments({ rows, segments }),
    risen.length + fallen.length === 0 || open === 0 ? "" : words`Of ${count(open)} more it cannot be told.`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}
