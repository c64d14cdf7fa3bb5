import type { DataFrame } from "danfojs-node";
import { lastingMap } from "../tables/memory/lasting.js";

/** How often the keys of one table stand in the other. */
export type Relation = "one-to-one" | "many-to-one" | "one-to-many" | "many-to-many";

/** What a join met, on either side and in all. */
export interface Joining {
  readonly relation: Relation;
  /** Rows of the joined table. */
  readonly rows: number;
  readonly left: JoinedSide;
  readonly right: JoinedSide;
}

export interface JoinedSide {
  readonly rows: number;
  /** Rows whose keys stand in the other table too, and rows whose keys do not. */
  readonly matched: number;
  readonly unmatched: number;
  /** Of the unmatched: rows in which a key is missing. */
  readonly missing: number;
}

const joinings = lastingMap<DataFrame, Joining>("joinings");

export function rememberJoining(frame: DataFrame, joining: Joining): void {
  joinings.set(frame, joining);
}

/**
 * How a join went: rows of either table that found a partner and that found none. For frames made by `join`.
 *
 * @example joining(orders).left.unmatched
 */
export function joining(frame: DataFrame): Joining {
  const found = joinings.get(frame);
  if (found === undefined) throw new TypeError("joining requires a frame made by join; got another one");
  return found;
}
