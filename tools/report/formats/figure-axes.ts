import { labelParts, plainLabel } from "./plain-label.js";
import { traceValues } from "./trace-values.js";

type Record_ = Readonly<Record<string, unknown>>;

/** How a table reads what stands along an axis. */
export interface Axis {
  readonly letter: "x" | "y";
  readonly title: string;
  /** "labels": places of rows, each with a name; "values": numbers and dates; "drawn": places that mean nothing in a table. */
  readonly kind: "labels" | "values" | "drawn";
  readonly isDate: boolean;
  readonly domain: readonly [number, number];
  /** Name and small print of the row at a place, a number where the name is its number; null where none is near. */
  readonly at: (place: unknown) => { readonly label: string | number; readonly detail: string } | null;
}

const digit = (letter: string) => String((letter.codePointAt(0)! - 0x06f0) & 15);

/** The number that a tick says, in the digits of either language; NaN for words. */
function said(text: string): number {
  const english = text
    .replace(/[۰-۹]/g, digit)
    .replace(/[\u200e\u200f,٬]/g, "")
    .replace("٫", ".")
    .replace("−", "-");
  return Number.parseFloat(english) / (/[%٪]/.test(english) ? 100 : 1);
}

const near = (a: number, b: number) => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b));

interface Tick {
  readonly place: number;
  readonly label: string;
  readonly detail: string;
}

function ticksOf(axis: Record_): readonly Tick[] {
  const texts = traceValues(axis.ticktext);
  const places = traceValues(axis.tickvals);
  if (axis.type === "date" || axis.type === "log" || texts.length === 0 || texts.length !== places.length) return [];
  return places.map((place, i) => ({ place: Number(place), ...labelParts(texts[i]) }));
}

/** Whether marks stand at whole places, or each series of them beside these by as much. */
function standsInRows(places: readonly unknown[]): boolean {
  const numbers = places.filter((place): place is number => typeof place === "number");
  const beside = numbers.map((place) => (place - Math.round(place)).toFixed(6));
  return numbers.length === places.length && new Set(beside).size <= 1;
}

/** Ticks that name rows stand at 0, 1, 2 …, somewhat apart; those of numbers say their own place. */
function kindOf(axis: Record_, ticks: readonly Tick[], marks: readonly (readonly unknown[])[]): Axis["kind"] {
  if (axis.visible === false) return "drawn";
  if (ticks.length === 0) return "values";
  const isRows = ticks[0]!.place === 0 && ticks.every(({ place }, i) => i === 0 || place - ticks[i - 1]!.place > 0.999);
  const isScale = ticks.every(({ place, label }) => near(said(label), place));
  if (isRows && (!isScale || marks.every(standsInRows))) return "labels";
  return !isScale && ticks.some(({ label }) => /\p{L}/u.test(label)) ? "drawn" : "values";
}

/** Marks of one row stand beside one another, half a row away at most. */
const HALF = 0.5;

function axisOf(name: string, axis: Record_, marks: readonly (readonly unknown[])[]): Axis {
  const ticks = ticksOf(axis);
  const title = (axis.title as Record_ | undefined)?.text ?? axis.title;
  const [low = 0, high = 1] = traceValues(axis.domain) as number[];
  const isScale = ticks.every(({ place, label }) => near(said(label), place));
  const at = (place: unknown) => {
    const away = (tick: Tick) => Math.abs(tick.place - Number(place));
    const closest = ticks.reduce<Tick | undefined>(
      (a, b) => (a !== undefined && away(a) <= away(b) ? a : b),
      undefined,
    );
    if (!closest || Math.abs(closest.place - Number(place)) > HALF) return null;
    return { ...closest, label: isScale ? closest.place : closest.label };
  };
  return {
    letter: name[0] as "x" | "y",
    title: typeof title === "string" ? plainLabel(title) : "",
    kind: kindOf(axis, ticks, marks),
    isDate: axis.type === "date",
    domain: [low, high],
    at,
  };
}

/** Axes by the names that traces call them by: x, y2. Of several alike one is titled; its title is that of all. */
export function axesOf(layout: Record_, traces: readonly Record_[]): (name: string) => Axis {
  const marksOn = (name: string) => {
    const letter = name[0]!;
    return traces
      .filter((trace) => (trace[`${letter}axis`] ?? letter) === name)
      .map((trace) => traceValues(trace[letter]));
  };
  const named = Object.entries(layout)
    .filter(([name]) => /^[xy]axis\d*$/.test(name))
    .map(([name, axis]) => [`${name[0]}${name.slice(5)}`, (axis ?? {}) as Record_] as const);
  const axes = new Map(named.map(([name, axis]) => [name, axisOf(name, axis, marksOn(name))] as const));
  const onlyTitle = (letter: string) => {
    const titles = new Set([...axes.values()].filter((axis) => axis.letter === letter).map(({ title }) => title));
    titles.delete("");
    return titles.size === 1 ? [...titles][0]! : "";
  };
  const [x, y] = [onlyTitle("x"), onlyTitle("y")];
  return (name) => {
    const axis = axes.get(name) ?? axisOf(name, {}, []);
    const shared = axis.kind === "values" ? (axis.letter === "x" ? x : y) : "";
    return axis.title === "" ? { ...axis, title: shared } : axis;
  };
}
