import type { Data } from "plotly.js-dist-min";
import { count, number, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { Estimate, Keys } from "../metrics/result.js";
import type { RfmResult, RfmRow } from "../metrics/rfm/rfm.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { colourAt, inkOn } from "./ink.js";
import { dayWords, MONEY_SCALE, moneyDigits, moneyName, rfmCaption, rfmSubtitle } from "./rfm.js";
import { COLOURS, framed, type Wording } from "./theme.js";
import { plain } from "./wording.js";

type Row = RfmRow & { readonly keys: Keys };

const HEIGHT = 380;
const WHOLE = { digits: 0 };

function requireOneTable({ by }: RfmResult): void {
  if (by.length === 1) return;
  throw new TypeError(
    `rfmSegmentsPlot requires one table of segments; got one for each '${by.slice(0, -1).join("', '")}'. ` +
      "Draw each one's own result",
  );
}

const nameOf = ({ keys }: Row) => word(String(keys.segment));

/** Of so few customers the tile has no room for words: they stand in the caption. */
const LEAST_LABELLED = 0.02;
const isLabelled = ({ estimate }: Row) => estimate! >= LEAST_LABELLED;

/** A share and, in a line of its own so that narrow tiles hold it, its interval. */
function shareText(share: Estimate, of: string): string {
  const { estimate, lower, upper } = share;
  if (estimate === null) return "";
  const bounds = lower === null ? "" : words`<br>(${percent(lower, WHOLE)} to ${percent(upper, WHOLE)})`;
  return `<br>${percent(estimate, WHOLE)} ${of}${bounds}`;
}

/** A tile: its name, its share of customers and its share of the value. */
function tileText(row: Row): string {
  if (!isLabelled(row)) return "";
  return `<b>${escapeLabel(nameOf(row))}</b>${shareText(row, words`of customers`)}${shareText(row.valueShare, words`of value`)}`;
}

/** The tiles without words, in words. */
function unlabelled(rows: readonly Row[]): string {
  const few = rows.filter((row) => !isLabelled(row));
  const said = few.map(
    (row) =>
      words`${nameOf(row)} (${percent(row.estimate)} of customers, ${percent(row.valueShare.estimate)} of value)`,
  );
  return said.length === 0 ? "" : words`Too small for words: ${said.join(words`, `)}.`;
}

function tiles(rows: readonly Row[], digits: number): Partial<Data> {
  const means = rows.map(({ meanMonetary }) => meanMonetary ?? 0);
  const most = Math.max(0, ...means) || 1;
  const least = Math.min(0, ...means);
  return {
    type: "treemap",
    labels: rows.map((row) => escapeLabel(nameOf(row))),
    parents: rows.map(() => ""),
    values: rows.map(({ customers }) => customers),
    text: rows.map(tileText),
    texttemplate: "%{text}",
    customdata: rows.map((row) => escapeLabel(spoken(row, digits))),
    hovertemplate: "%{customdata}<extra></extra>",
    marker: {
      colors: means,
      colorscale: MONEY_SCALE,
      cmin: least,
      cmax: most,
      showscale: false,
      line: { color: COLOURS.ink, width: 1 },
      pad: { t: 0, l: 0, r: 0, b: 0 },
    },
    tiling: { packing: "squarify", pad: 2 },
    pathbar: { visible: false },
    textfont: { size: 11, color: means.map((mean) => inkOn(colourAt(MONEY_SCALE, (mean - least) / (most - least)))) },
    sort: true,
  } as unknown as Partial<Data>;
}

/** A segment with all its numbers. */
const spoken = (row: Row, digits: number): string =>
  words`${nameOf(row)} ${percent(row)} of customers, ${percent(row.valueShare)} of value, ${count(row.customers)} customers, mean ${number(row.meanMonetary, { digits })}`;

function sentence(result: RfmResult, rows: readonly Row[], digits: number): string {
  const list =
    rows.length === 0
      ? words`nobody (${word(String(result.overall.note))})`
      : rows.map((row) => spoken(row, digits)).join(words`; `);
  return words`RFM segments ${dayWords(result)}, n = ${count(result.overall.n)}, with ${percent(result.level, WHOLE)} intervals: ${list}.`;
}

/**
 * Segments as tiles, as large as their customers are many and the darker the more these spend; in each the shares of customers and of
 * value, with their intervals.
 *
 * @param result of a call without `by`
 * @example
 * rfmSegmentsPlot(await rfm(orders, { customer: "customer", date: "date", amount: "revenue", asOf: "2026-06-30" }));
 */
export function rfmSegmentsPlot(result: RfmResult, wording: Wording = {}): Figure {
  requireOneTable(result);
  const rows = result.rows.filter(({ customers }) => customers > 0);
  const empty = result.rows.filter(({ customers }) => customers === 0).map(nameOf);
  const digits = moneyDigits(Math.max(0, ...rows.map(({ meanMonetary }) => Math.abs(meanMonetary ?? 0))));
  const level = plain(`${Number((100 * result.level).toFixed(4))}%`);
  const none = empty.length === 0 ? "" : words`Nobody: ${empty.join(words`, `)}.`;
  const layout = framed(
    {
      title: wording.title ?? words`Segments of customers by recency, frequency and money`,
      subtitle: rfmSubtitle(result, wording),
      caption: rfmCaption(
        result,
        wording,
        words`Area: customers. Darker: the higher the mean of ${moneyName(result)}. In brackets ${level} intervals: ${word(result.method)}.`,
        unlabelled(rows),
        none,
      ),
      plotHeight: HEIGHT,
      axisHeight: 12,
    },
    {},
  );
  return { data: rows.length === 0 ? [] : [tiles(rows, digits)], layout, text: sentence(result, rows, digits) };
}
