import { requireLevel } from "../../statistics/interval.js";
import type { Cell } from "../../tables/table.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import type { Result } from "../result.js";
import { shown } from "../scale.js";
import { type By, byColumns, keysOf } from "../segments.js";
import { type ShareRow, shareMethod, shareRow } from "./shareRow.js";
import { type CaseSegment, caseTally, pooledCases } from "./shareTally.js";

export interface DirectTrafficOptions {
  /** Column with the source of each visit. */
  readonly source: string;
  /** The sources that mean direct; unless given 'direct', '(direct)' and '(direct) / (none)', in any case and spacing. */
  readonly direct?: readonly string[];
  readonly by?: By;
  /** Column with how many visits a row stands for in a sample of visits, at least 0. */
  readonly weight?: string;
  /** Column with the visitor: visits of one visitor go together, and the interval then says so. */
  readonly visitor?: string;
  readonly level?: number;
}

export interface DirectTrafficRow extends ShareRow {
  readonly visits: number;
  readonly direct: number;
}

export interface DirectTrafficResult extends Result<DirectTrafficRow> {
  /** The sources that were counted as direct, as the table has them. */
  readonly directSources: readonly string[];
}

const caller = "directTraffic";
const KINDS = ["direct", "other"] as const;
type Kind = (typeof KINDS)[number];

const USUAL = ["direct", "(direct)", "(direct)/(none)", "direct/none"];
const MOST_SHOWN = 8;

const isUsual = (source: string) => USUAL.includes(source.toLowerCase().replace(/\s/g, ""));

/** Throws unless a source that means direct occurs: a slip in the name would give 0 %. */
function directSources(found: readonly Cell[], direct: readonly string[] | undefined): readonly string[] {
  const wrong = found.find((cell) => cell !== null && typeof cell !== "string");
  if (wrong !== undefined) throw new TypeError(`${caller} requires sources as text; got ${shown(wrong)}`);
  const sources = [...new Set(found.filter((cell): cell is string => typeof cell === "string"))];
  const absent = direct?.filter((name) => !sources.includes(name)) ?? [];
  const counted = direct === undefined ? sources.filter(isUsual) : direct.filter((name) => sources.includes(name));
  if (sources.length === 0 || (counted.length > 0 && absent.length === 0)) return counted;
  const more = sources.length > MOST_SHOWN ? ` and ${sources.length - MOST_SHOWN} more` : "";
  const all = `${sources.slice(0, MOST_SHOWN).map(shown).join(", ")}${more}`;
  const wanted = direct === undefined ? "a source of direct visits, such as 'direct'" : "direct sources that occur";
  const got = absent.length > 0 ? `; got ${absent.map(shown).join(", ")}` : "; got none";
  throw new RangeError(`${caller} requires ${wanted}${got} (sources: ${all}); name it: direct: ['…']`);
}

function directRow(segment: CaseSegment<Kind>, level: number): DirectTrafficRow {
  const { direct, other } = segment.classes;
  const share = shareRow(segment, { of: KINDS, counted: ["direct"], level, cases: "visits" });
  return { ...share, visits: direct.n + other.n, direct: direct.n };
}

/**
 * The share of visits whose source is direct: typed in, or simply not known.
 *
 * Often read as loyalty; it is not. '(direct) / (none)' is what remains when no source was handed over: bookmarks and typed
 * addresses, but also links from mail programs, messengers, documents and apps, and visitors who refuse to be followed. A rise may
 * be a campaign without tags. Returning visitors, or a question on awareness, say more of loyalty. A blank source is missing, and
 * counted apart: whether it means direct is for you to say.
 *
 * A share from 0 to 1, neither direction is better. Wilson's interval takes visits for independent; with `visitor`, who comes
 * again counts as one who comes again. Null without visits.
 *
 * Brings from an engine one count for each visitor and source where a visitor is named, at most `maxRows` of the table.
 *
 * @param table one row a visit
 * @throws sources of which none means direct, with those that occur
 * @example (await directTraffic(sessions, { source: "source", visitor: "visitor", by: "touchpoint" })).overall.estimate // 0.2699
 * @see Wilson (1927) on the interval; Korn and Graubard (1998), Survey Methodology 24, on the effective number
 */
export async function directTraffic(table: TableLike, options: DirectTrafficOptions): Promise<DirectTrafficResult> {
  const { source, weight, visitor, level = 0.95 } = options;
  requireLevel(level, caller);
  const by = byColumns(options.by);
  let direct: readonly string[] = [];
  const check = async ([sources]: readonly (readonly Cell[])[]) => {
    direct = directSources(sources!, options.direct);
  };
  const classOf = ([cell]: readonly Cell[]): Kind | null => {
    if (cell === null) return null;
    return direct.includes(String(cell)) ? "direct" : "other";
  };

  const columns = { answers: [source], by, weight, cluster: visitor, names: KINDS, classOf, check };
  const segments = await caseTally(asTable(table), columns, caller);

  const overall = directRow(pooledCases(segments, KINDS), level);
  const rows = segments.map((segment) => ({ keys: keysOf(by, segment.cells), ...directRow(segment, level) }));
  return {
    metric: caller,
    label: "Direct traffic (source typed in or unknown)",
    directSources: direct,
    overall,
    rows: by.length === 0 ? [] : rows,
    by,
    level,
    method: shareMethod("visits", weight, visitor),
    unit: "share",
    excluded: { missing: overall.missing, outOfRange: 0 },
  };
}
