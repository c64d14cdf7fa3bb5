import { words } from "../../../src/language/words.js";
import type { DataCell } from "../../../src/notebook/table-data.js";
import { type DataTable, Gathered } from "./data-table.js";
import { type Axis, axesOf } from "./figure-axes.js";
import { type Band, bandsOf, isData, type Trace } from "./figure-bands.js";
import { headingOver } from "./figure-panels.js";
import { plainLabel } from "./plain-label.js";
import { numberOf, traceValues } from "./trace-values.js";

interface Cell {
  readonly key: string;
  readonly rank: number;
  readonly name: string;
  readonly value: DataCell;
}

/** The order of the columns: where, who, what, how much, in words. */
const RANK = { panel: 0, series: 1, label: 2, detail: 3, value: 4, reading: 5 } as const;

const inFull = (key: keyof typeof RANK, name: string, value: DataCell): Cell => ({ key, rank: RANK[key], name, value });

const reading = (value: unknown) =>
  inFull("reading", words`reading`, typeof value === "string" ? plainLabel(value) : null);

const series = ({ name }: Trace) => inFull("series", words`series`, name === undefined ? null : plainLabel(name));

const isWords = (texts: readonly unknown[]) => texts.length > 0 && texts.every((text) => /\p{L}/u.test(String(text)));

/** A row's name and its small print; of two axes with names the one that runs across has its own column. */
function labelCells(axis: Axis, place: unknown, isSecond: boolean): Cell[] {
  const found = axis.at(place);
  const name = axis.title || (isSecond ? words`column` : words`label`);
  return [
    { key: `label ${axis.letter}`, rank: RANK.label, name, value: found?.label ?? null },
    { key: `detail ${axis.letter}`, rank: RANK.detail, name: words`detail`, value: found?.detail ?? null },
  ];
}

/** A number with both ends of its interval, or a date, or the text of a category. */
function valueCells(axis: Axis, value: unknown, band: Band | undefined): Cell[] {
  if (typeof value === "string") {
    const name = axis.title || (axis.isDate ? words`date` : words`label`);
    return [{ key: `label ${axis.letter}`, rank: RANK.label, name, value: plainLabel(value) }];
  }
  const name = axis.title || (axis.letter === "x" ? words`across` : words`value`);
  const cell = (key: string, called: string, of: DataCell): Cell => ({
    key,
    rank: RANK.value,
    name: called,
    value: of,
  });
  return [
    cell(name, name, numberOf(value)),
    cell(`${name} lower`, words`${name}: lower`, band?.lower ?? null),
    cell(`${name} upper`, words`${name}: upper`, band?.upper ?? null),
  ];
}

/** The interval that a mark's own lines draw; lines of no length say that there is none. */
function ownInterval(bars: unknown, i: number, value: number | null): Band | undefined {
  const { array, arrayminus = array } = (bars ?? {}) as { array?: unknown; arrayminus?: unknown };
  const [above, below] = [numberOf(traceValues(array)[i]), numberOf(traceValues(arrayminus)[i])];
  if (value === null || above === null || below === null || (above === 0 && below === 0)) return undefined;
  return { lower: numberOf(value - below), upper: numberOf(value + above) };
}

/** Names that marks are given beside them, by what is said of the mark: another mark of the same row has no name of its own. */
function namesOf(traces: readonly Trace[]): ReadonlyMap<unknown, string> {
  const named = traces.filter(({ text, customdata }) => isWords(traceValues(text)) && customdata !== undefined);
  return new Map(
    named.flatMap(({ text, customdata }) => {
      const told = traceValues(customdata);
      return traceValues(text).map((name, i) => [told[i], plainLabel(name)] as const);
    }),
  );
}

interface Around {
  readonly names: ReadonlyMap<unknown, string>;
  readonly axis: (name: string) => Axis;
  readonly panel: (x: Axis, y: Axis) => string;
  readonly bands: ReadonlyMap<Trace, ReadonlyMap<unknown, Band>>;
}

/** Marks at places: bars, dots, lines. */
function addMarks(trace: Trace, rows: Gathered, { axis, panel, bands, names }: Around): void {
  const axes = { x: axis(String(trace.xaxis ?? "x")), y: axis(String(trace.yaxis ?? "y")) };
  const places = { x: traceValues(trace.x), y: traceValues(trace.y) };
  const [told, texts] = [traceValues(trace.customdata), traceValues(trace.text)];
  const isRow = axes.x.kind === "labels" || axes.y.kind === "labels";
  const nameOf = (i: number) => (isWords(texts) ? plainLabel(texts[i]) : (names.get(told[i]) ?? null));
  for (let i = 0; i < Math.max(places.x.length, places.y.length); i++) {
    const along = (letter: "x" | "y"): Cell[] => {
      const value = places[letter][i];
      const it = axes[letter];
      if (it.kind === "drawn") return [];
      if (it.kind === "labels") return labelCells(it, value, letter === "x" && axes.y.kind === "labels");
      const band = letter === "y" ? bands.get(trace)?.get(places.x[i]) : undefined;
      return valueCells(it, value, ownInterval(trace[`error_${letter}`], i, numberOf(value)) ?? band);
    };
    const [across, down] = [along("x"), along("y")];
    const said = reading(told[i] ?? texts[i]);
    if (![...across, ...down, said].some(({ rank, value }) => rank >= RANK.value && value !== null && value !== ""))
      continue;
    rows.add([
      inFull("panel", words`panel`, panel(axes.x, axes.y)),
      series(trace),
      ...(isRow ? [] : [inFull("label", words`label`, nameOf(i))]),
      ...down.filter(({ rank }) => rank <= RANK.detail),
      ...across,
      ...down.filter(({ rank }) => rank > RANK.detail),
      said,
    ]);
  }
}

/** Cells of a grid whose colours only tell less, more, and neither. */
const isFinding = ({ zmin, zmax }: Trace, z: readonly unknown[]) =>
  zmin === -1 && zmax === 1 && z.flatMap(traceValues).every((cell) => [-1, 0, 1, null].includes(cell as number));

function addGrid(trace: Trace, rows: Gathered, { axis }: Around): void {
  const [x, y] = [axis(String(trace.xaxis ?? "x")), axis(String(trace.yaxis ?? "y"))];
  const z = traceValues(trace.z);
  const [across, down] = [traceValues(trace.x), traceValues(trace.y)];
  const told = traceValues(trace.customdata).map(traceValues);
  const title = plainLabel((trace.colorbar as { title?: { text?: unknown } } | undefined)?.title?.text);
  const name = isFinding(trace, z) ? words`−1 less, 1 more, 0 not told from chance` : title || words`value`;
  for (const [i, line] of z.entries()) {
    for (const [k, value] of traceValues(line).entries()) {
      const place = (it: Axis, at: unknown, isSecond: boolean) =>
        it.kind === "labels" ? labelCells(it, at, isSecond) : valueCells(it, at, undefined);
      const number = { key: "z", rank: RANK.value, name, value: numberOf(value) };
      if (number.value === null && !told[i]?.[k]) continue;
      rows.add([...place(y, down[i] ?? i, false), ...place(x, across[k] ?? k, true), number, reading(told[i]?.[k])]);
    }
  }
}

/** Parts of a whole: areas, slices, each of which may lie in another. */
function addParts(trace: Trace, rows: Gathered): void {
  const [values, parents, told] = [trace.values, trace.parents, trace.customdata ?? trace.text].map(traceValues);
  for (const [i, label] of traceValues(trace.labels).entries()) {
    rows.add([
      inFull("series", words`part of`, plainLabel(parents![i])),
      inFull("label", words`label`, plainLabel(label)),
      inFull("value", words`value`, numberOf(values![i])),
      reading(told![i]),
    ]);
  }
}

/**
 * What a figure shows, as a table: one row a mark, with the name of its row, its number, both ends of its interval and
 * what is said when a reader points at it. What only decorates is left out.
 */
export function figureTable(figure: { readonly data?: unknown; readonly layout?: unknown }): DataTable {
  const layout = (figure.layout ?? {}) as Readonly<Record<string, unknown>>;
  const traces = traceValues(figure.data) as readonly Trace[];
  const shown = traces.filter(isData);
  const around: Around = {
    axis: axesOf(layout, shown),
    panel: headingOver(layout),
    bands: bandsOf(traces),
    names: namesOf(shown),
  };
  const rows = new Gathered();
  for (const trace of shown) {
    if (trace.type === "heatmap") addGrid(trace, rows, around);
    else if (trace.labels !== undefined) addParts(trace, rows);
    else addMarks(trace, rows, around);
  }
  return rows.table();
}
