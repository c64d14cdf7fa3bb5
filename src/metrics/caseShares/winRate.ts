import { requireLevel } from "../../statistics/interval.js";
import type { Cell } from "../../tables/table.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { requireOneOf } from "../requireOneOf.js";
import type { Result } from "../result.js";
import { rowsWith, shown } from "../scale.js";
import { type By, byColumns, keysOf } from "../segments.js";
import { joined, type ShareRow, shareMethod, shareRow } from "./shareRow.js";
import { type CaseSegment, caseTally, pooledCases } from "./shareTally.js";

/**
 * What the deals won are divided by.
 *
 * - `closed` (default): won/(won + lost). Open deals do not count. Deals that are lost quickly and won slowly make it too low
 *   while many are open.
 * - `created`: won/all deals. An open deal counts as not yet won, so that it rises until the last one is closed; only for deals
 *   that are old enough.
 */
export type WinRateBase = "closed" | "created";

type Value = string | number | boolean;

export interface WinRateOptions {
  /** Column that says how a deal ended; blank while it is open. */
  readonly outcome: string;
  /** The values in it that mean won and lost: 'won' and 'lost' unless given. */
  readonly won?: Value;
  readonly lost?: Value;
  /** Values that mean a deal is open, beside a blank: ['in negotiation']. */
  readonly open?: readonly Value[];
  /** Column that is blank where there never was a deal: the day a lead became an opportunity. Without it every row is a deal. */
  readonly opened?: string;
  readonly of?: WinRateBase;
  readonly by?: By;
  /** Column whose sums are compared in place of counts, at least 0: the value of the deal. */
  readonly weight?: string;
  readonly level?: number;
}

export interface WinRateRow extends ShareRow {
  readonly deals: number;
  readonly won: number;
  readonly lost: number;
  /** Not closed: neither won nor lost. */
  readonly open: number;
  /** won/deals if all that are open were lost, and (won + open)/deals if all were won; by weight where there is one. */
  readonly ifOpenLost: number | null;
  readonly ifOpenWon: number | null;
}

export interface WinRateResult extends Result<WinRateRow> {
  readonly of: WinRateBase;
  /** Rows that never were a deal. */
  readonly notDeals: number;
}

const caller = "winRate";
const STATES = ["won", "lost", "open", "none"] as const;
type State = (typeof STATES)[number];

type Meanings = ReadonlyMap<Cell, State>;

function meaningsOf({ won = "won", lost = "lost", open = [] }: WinRateOptions): Meanings {
  const given: readonly (readonly [Value, State])[] = [
    [won, "won"],
    [lost, "lost"],
    ...open.map((value) => [value, "open"] as const),
  ];
  const meanings = new Map<Cell, State>();
  for (const [value, state] of given) {
    const before = meanings.get(value);
    if (before !== undefined && before !== state) {
      throw new TypeError(`${caller} requires one meaning a value; got ${shown(value)} as ${before} and as ${state}`);
    }
    meanings.set(value, state);
  }
  return meanings;
}

/** Both columns say whether there was a deal: an outcome of what never was one cannot be. */
function tallyStates(table: TableLike, options: WinRateOptions, by: readonly string[]) {
  const { outcome, opened, weight } = options;
  const source = asTable(table);
  const meanings = meaningsOf(options);
  const isUnknown = (cell: Cell) => cell !== null && !meanings.has(cell);
  const isContradiction = (result: Cell, open: Cell) => result !== null && open === null;
  const check = async ([results, opening]: readonly (readonly Cell[])[]) => {
    const unknown = [...new Set(results!.filter(isUnknown))];
    if (unknown.length > 0) {
      const known = [...meanings].map(([value, state]) => `${shown(value)} (${state})`).join(", ");
      const got = `${unknown.slice(0, 3).map(shown).join(", ")}${unknown.length > 3 ? ` and ${unknown.length - 3} more` : ""}`;
      const where = await rowsWith(source, outcome, isUnknown);
      throw new RangeError(`${caller} requires outcomes of ${known}, or blank, in '${outcome}'; got ${got} (${where})`);
    }
    if (opened === undefined || !results!.some((cell, i) => isContradiction(cell, opening![i]!))) return;
    const where = await rowsWith(source, [outcome, opened], (cell, open) => isContradiction(cell!, open!));
    throw new RangeError(`${caller} requires '${opened}' of each deal with an outcome; got none (${where})`);
  };
  const classOf = ([result, open]: readonly Cell[]): State => {
    if (opened !== undefined && open === null) return "none";
    return result === null ? "open" : meanings.get(result!)!;
  };
  const answers = opened === undefined ? [outcome] : [outcome, opened];
  return caseTally(source, { answers, by, weight, cluster: undefined, names: STATES, classOf, check }, caller);
}

function noteOf({ classes: { won, lost, open } }: CaseSegment<State>, of: WinRateBase): string | null {
  const closed = won.n + lost.n;
  // Without a rate there is nothing to be read with care.
  if (open.n === 0 || (of === "closed" && closed === 0)) return null;
  const deals = `${open.n} ${open.n === 1 ? "deal" : "deals"}`;
  if (of === "created") return `${deals} still open, counted as not won: the rate can only rise`;
  return open.n > closed ? `more deals are open (${open.n}) than closed: the rate is of the quick ones` : null;
}

function winRow(segment: CaseSegment<State>, of: WinRateBase, level: number): WinRateRow {
  const { won, lost, open } = segment.classes;
  const deals = ["won", "lost", "open"] as const;
  const base = of === "closed" ? (["won", "lost"] as const) : deals;
  const cases = of === "closed" ? "closed deals" : "deals";
  const share = shareRow(segment, { of: base, counted: ["won"], level, cases });
  const all = won.weight + lost.weight + open.weight;
  return {
    ...share,
    deals: won.n + lost.n + open.n,
    won: won.n,
    lost: lost.n,
    open: open.n,
    ifOpenLost: all > 0 ? won.weight / all : null,
    ifOpenWon: all > 0 ? (won.weight + open.weight) / all : null,
    note: joined(share.note, noteOf(segment, of)),
  };
}

/**
 * How many deals are won: of those that are closed, or of all there are (see `WinRateBase`).
 *
 * Open deals are not lost: they are counted apart, and every row says between which two rates the truth lies once they are
 * closed. A low rate may mean poor selling, or that more is tried. By source or by person compare deals of the same age.
 * With `weight` the value won of the value closed: high where the large deals are won.
 *
 * A share from 0 to 1, higher is better. Wilson's interval; by value on the effective number of deals. Null when no deal is
 * closed (or, of all, when there is none).
 *
 * @param table one row a deal, or a lead that may have become one
 * @throws an outcome that means neither won, lost nor open, with the row of the first
 * @example (await winRate(leads, { outcome: "outcome", opened: "opportunity_on", by: "source" })).overall.estimate // 0.3649
 * @see Wilson (1927), Journal of the American Statistical Association 22
 */
export async function winRate(table: TableLike, options: WinRateOptions): Promise<WinRateResult> {
  const { of = "closed", weight, level = 0.95 } = options;
  requireLevel(level, caller);
  requireOneOf(caller, "base 'of'", ["closed", "created"], of);
  const by = byColumns(options.by);

  const segments = await tallyStates(table, options, by);

  const total = pooledCases(segments, STATES);
  const overall = winRow(total, of, level);
  const rows = segments.map((segment) => ({ keys: keysOf(by, segment.cells), ...winRow(segment, of, level) }));
  return {
    metric: caller,
    label: `Win rate (won of ${of}${weight === undefined ? "" : `, by ${weight}`})`,
    of,
    notDeals: total.classes.none.n,
    overall,
    rows: by.length === 0 ? [] : rows,
    by,
    level,
    method: shareMethod("deals", weight, undefined),
    unit: "share",
    excluded: { missing: overall.missing, outOfRange: 0 },
  };
}
