import type { Interval } from "../statistics/interval.js";
import { newcombeDifference } from "../statistics/proportion.js";
import { nearestNames } from "../tables/nearest.js";
import type { Cell, Table } from "../tables/table.js";
import { asTable, type TableLike } from "../tables/table-like.js";
import { type Estimated, equalSize } from "./answerEstimates.js";
import { type AnswerCounts, answerScale, answerTally, pooledAnswers } from "./answerTally.js";
import { csatLabel, requireCsat } from "./csat.js";
import { type CsatFinish, type CsatRule, csatRow } from "./csatRow.js";
import { difference } from "./csiCompetitorRow.js";
import type { Estimate, Result } from "./result.js";
import type { Scale } from "./scale.js";

export interface CsatDifferenceOptions {
  readonly score: string;
  /** As in `csat`: it has no default. */
  readonly rule: CsatRule;
  readonly scale?: number | Scale;
  /** Column of the groups or waves. */
  readonly by?: string;
  /** Two values of `by`: the first minus the second. */
  readonly between?: readonly [Cell, Cell];
  /** Another table in place of `by`: this one minus that. */
  readonly against?: TableLike;
  readonly weight?: string;
  readonly level?: number;
}

export interface CsatDifferenceRow extends Estimate {
  readonly first: string;
  readonly second: string;
  readonly firstEstimate: number | null;
  readonly secondEstimate: number | null;
  readonly firstN: number;
  readonly secondN: number;
}

export interface CsatDifferenceResult extends Result<CsatDifferenceRow> {
  readonly rule: CsatRule;
  readonly scale: Scale;
}

interface Group {
  readonly name: string;
  readonly answers: AnswerCounts;
}

const CALLER = "csatDifference";
const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");

/** Newcombe's interval of two shares, each on as many equal answers as are as precise. */
function shareBounds(first: Estimated, second: Estimated, level: number): Interval {
  const counted = (row: Estimated) => {
    const n = equalSize(row);
    return { successes: Math.min(n, row.estimate! * n), n };
  };
  return newcombeDifference(counted(first), counted(second), level);
}

/** Welch's interval of two means; null where one stands on a single answer, or neither varies. */
function meanBounds(first: Estimated, second: Estimated, level: number, { min, max }: Scale): Interval | null {
  const side = ({ estimate: mean, standardError: error, n }: Estimated) => ({ mean, error, n });
  const range = { lower: min - max, upper: max - min };
  const { lower, upper, error } = difference(side(first), side(second), { level, range });
  return error ? { lower: lower!, upper: upper! } : null;
}

/** The finish: one group minus another. */
function differenceRow(first: Group, second: Group, finish: CsatFinish): CsatDifferenceRow {
  const [a, b] = [csatRow(first.answers, finish), csatRow(second.answers, finish)];
  const isKnown = a.estimate !== null && b.estimate !== null;
  const bounds =
    finish.rule === "mean" ? () => meanBounds(a, b, finish.level, finish.scale) : () => shareBounds(a, b, finish.level);
  const interval = isKnown ? bounds() : null;
  const empty = a.estimate === null ? { name: first.name, note: a.note } : { name: second.name, note: b.note };
  const note = isKnown ? "answers do not vary enough for an interval" : `'${empty.name}': ${empty.note}`;
  return {
    estimate: isKnown ? a.estimate - b.estimate : null,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    n: a.n + b.n,
    note: interval === null ? note : null,
    first: first.name,
    second: second.name,
    firstEstimate: a.estimate,
    secondEstimate: b.estimate,
    firstN: a.n,
    secondN: b.n,
  };
}

/** The two groups asked for; without `between` there must be just two. */
function chosen(groups: readonly AnswerCounts[], { by, between }: CsatDifferenceOptions): [Group, Group] {
  const named = groups.filter(({ cells }) => cells[0] !== null);
  const names = named.map(({ cells }) => String(cells[0]));
  if (between === undefined && named.length !== 2) {
    throw new TypeError(
      `${CALLER} requires 'between', two values of '${by}'; got none, and there are ${names.length}: ${quoted(names.slice(0, 12))}`,
    );
  }
  const pick = (value: Cell): Group => {
    const answers = named.find(({ cells }) => cells[0] === value);
    if (answers !== undefined) return { name: String(value), answers };
    const near = nearestNames(String(value), names);
    const hint = near.length > 0 ? `nearest: ${quoted(near)}` : `there are: ${quoted(names.slice(0, 12))}`;
    throw new RangeError(`${CALLER}: no '${value}' in column '${by}'; ${hint}`);
  };
  const [first, second] = between ?? [named[0]!.cells[0]!, named[1]!.cells[0]!];
  return [pick(first), pick(second)];
}

async function groupsOf(table: Table, options: CsatDifferenceOptions, scale: Scale): Promise<[Group, Group]> {
  const { score, by, between, against, weight } = options;
  if ((by === undefined) === (against === undefined)) {
    const got = by === undefined ? "neither" : "both";
    throw new TypeError(`${CALLER} requires 'by', the column of the groups, or 'against', another table; got ${got}`);
  }
  if (by === undefined && between !== undefined) {
    throw new TypeError(`${CALLER} requires 'by', the column of 'between'; got 'against'`);
  }
  const tally = (source: Table) =>
    answerTally(source, { score, by: by === undefined ? [] : [by], weight }, scale, CALLER);
  if (against === undefined) return chosen(await tally(table), options);
  const other = asTable(against);
  const names = table.name === other.name ? ["first table", "second table"] : [table.name, other.name];
  return [
    { name: names[0]!, answers: pooledAnswers(await tally(table), scale) },
    { name: names[1]!, answers: pooledAnswers(await tally(other), scale) },
  ];
}

/**
 * One customer satisfaction score minus another, with the sign kept: of two groups or waves of one table, or of two tables.
 *
 * Two scores whose intervals overlap may well differ: ask here instead. Both sides have the same rule and scale, as there is only
 * one of each. For different customers on both sides; the same customers asked twice are told apart better by a paired comparison.
 *
 * Shares differ by −1 to 1, means by −(K − 1) to K − 1 points of a K-point scale; above 0 when the first is higher. Shares have
 * Newcombe's interval (his method 10), on the effective number of answers where they have weights; means have Welch's. Null
 * without answers on either side.
 *
 * @param table one row an answer
 * @throws a missing rule; a value of `between` that is not in the column, naming the nearest
 * @example (await csatDifference(answers, { score: "satisfaction", rule: "top-2", by: "segment", between: ["Business", "Everyday"] })).overall.estimate // 0.125
 * @see Newcombe (1998), Statistics in Medicine 17
 */
export async function csatDifference(table: TableLike, options: CsatDifferenceOptions): Promise<CsatDifferenceResult> {
  const { rule, weight, level } = options;
  const scale = answerScale(options.scale ?? 5, CALLER);
  const settings = requireCsat({ rule, ...(level === undefined ? {} : { level }) }, scale, CALLER);
  const [first, second] = await groupsOf(asTable(table), options, scale);
  return {
    metric: "csatDifference",
    label: `Difference of ${csatLabel(rule, scale)}`,
    rule,
    scale,
    overall: differenceRow(first, second, { ...settings, weighted: weight !== undefined }),
    rows: [],
    by: [],
    level: settings.level,
    method: rule === "mean" ? "Welch's t" : "Newcombe",
    unit: rule === "mean" ? "score" : "share",
    excluded: { missing: first.answers.missing + second.answers.missing, outOfRange: 0 },
  };
}
