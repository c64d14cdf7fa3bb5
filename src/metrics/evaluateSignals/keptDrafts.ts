import { createHash } from "node:crypto";
import { type Draft, draftRow, type Reading, type RowOptions, type Seen } from "./signalRow.js";

/** How many are kept, those made last. */
const MOST = 100;
const kept = new Map<string, Draft>();

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) => new Uint8Array(buffer, byteOffset, byteLength);

function keep(key: string, draft: Draft): void {
  // A copy of its own: what a caller does to the row it was given changes no later one.
  kept.set(key, structuredClone(draft));
  if (kept.size > MOST) kept.delete(kept.keys().next().value!);
}

/**
 * A function that drafts the row of a signal, or takes it from an earlier call that was given the very same readings, cases and options: a
 * notebook asks of the same signals again, with others beside them, and what each says by itself is most of the work.
 */
export function draftOrKept(seen: Seen, options: RowOptions): (reading: Reading) => Draft {
  const { since, left, days, until, customer, date } = seen.cases;
  const { horizon, budget, lookBack, level, seed, resamples } = options;
  const shared = createHash("blake2b512").update(
    JSON.stringify([until, horizon, budget, lookBack, level, seed, resamples, since.length, days.length, date.length]),
  );
  for (const values of [since, left, days, customer, date]) shared.update(bytesOf(values));
  return (reading) => {
    const { fires, strength, onlyAfterLeaving } = reading;
    const own = shared.copy().update(bytesOf(fires)).update(bytesOf(strength)).update(String(onlyAfterLeaving));
    const key = own.digest("base64");
    const found = kept.get(key);
    if (found !== undefined) return structuredClone(found);
    const draft = draftRow(seen, reading, options);
    keep(key, draft);
    return draft;
  };
}
