import type { Data, Layout } from "plotly.js-dist-min";
import { dateIn } from "../calendar/calendars.js";
import { dayOf, isoOf } from "../calendar/days.js";
import { jalaliDayOf } from "../calendar/jalali.js";
import { JALALI_MONTHS } from "../calendar/monthNames.js";
import { inDigits } from "../language/digits.js";

// Plotly writes Latin digits and Gregorian dates whatever its locale: in Persian the ticks are ours.

type Axis = Readonly<Record<string, unknown>>;
type Trace = Readonly<Record<string, unknown>>;

const WANTED_TICKS = 6;

const numbersIn = (values: unknown): number[] =>
  (Array.isArray(values) ? values : []).filter(
    (value): value is number => typeof value === "number" && Number.isFinite(value),
  );

/** How far a trace reaches along an axis, with its intervals; bars start at zero. */
function reach(trace: Trace, letter: "x" | "y"): number[] {
  const values = numbersIn(trace[letter]);
  const bars = trace[`error_${letter}`] as { array?: unknown; arrayminus?: unknown } | undefined;
  const shifted = (by: unknown, sign: number) =>
    numbersIn(by).flatMap((size, i) => (typeof values[i] === "number" ? [values[i] + sign * size] : []));
  const along = trace.orientation === "h" ? "x" : "y";
  const zero = trace.type === "bar" && letter === along ? [0] : [];
  return [...values, ...shifted(bars?.array, 1), ...shifted(bars?.arrayminus, -1), ...zero];
}

/** All multiples of a step inside a range. */
function multiples([low, high]: readonly [number, number], step: number): number[] {
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)) + 0);
}

/** Steps of 1, 2 or 5 times a power of ten inside a range, about so many. */
export function niceTicks([low, high]: readonly [number, number], wanted = WANTED_TICKS): number[] {
  const rough = (high - low) / wanted;
  if (!(rough > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= rough * 0.999) ?? 10 * power;
  return multiples([low, high], step);
}

/** Where the ticks of an axis are: where the figure puts them, as far apart or as many as it asks for, or about six. */
function ticksOf(axis: Axis, range: readonly [number, number]): number[] {
  const given = numbersIn(axis.tickvals);
  if (given.length > 0) return given;
  if (typeof axis.dtick === "number" && axis.dtick > 0) return multiples(range, axis.dtick);
  return niceTicks(range, typeof axis.nticks === "number" ? Math.max(1, axis.nticks - 1) : WANTED_TICKS);
}

const MORE_DECIMALS = 2;

/** Decimals that tell ticks so far apart, and more where one would be rounded to another number: .25 is not .3. */
function decimalsOf(values: readonly number[]): number {
  const step = values.length > 1 ? Math.abs(values[1]! - values[0]!) : 1;
  const fewest = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const isWhole = (value: number) => Math.abs(value - Math.round(value)) < 1e-6;
  for (let decimals = fewest; decimals <= fewest + MORE_DECIMALS; decimals++) {
    if (values.every((value) => isWhole(value * 10 ** decimals))) return decimals;
  }
  return fewest;
}

/** A number as an axis writes it: percent where the axis is one of shares, digits in groups of three. */
function tickText(shown: number, isPercent: boolean, decimals: number): string {
  const text = shown.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  return inDigits(`${text.replace("-", "−")}${isPercent ? "%" : ""}`);
}

function numberAxis(axis: Axis, known: readonly number[]): Axis {
  const values = axis.rangemode === "tozero" ? [0, ...known] : known;
  const range = axis.range as readonly [number, number] | undefined;
  const [low, high] = range ?? [Math.min(...values), Math.max(...values)];
  const ticks = ticksOf(axis, [Math.min(low, high), Math.max(low, high)]);
  const isPercent = String(axis.tickformat ?? "").includes("%");
  const shown = ticks.map((value) => (isPercent ? 100 * value : value));
  const decimals = decimalsOf(shown);
  return { ...axis, tickvals: ticks, ticktext: shown.map((value) => tickText(value, isPercent, decimals)) };
}

const MOST_MONTHS = 7;

/** The first days of Jalali months in a range of days, every so many, with their names; the year where it begins or is first. */
function monthTicks(from: number, to: number): { readonly day: number; readonly text: string }[] {
  const dateOf = dateIn("jalali");
  const { year, month } = dateOf(from);
  const months: { day: number; year: number; month: number }[] = [];
  for (let i = 0; ; i++) {
    const at = { year: year + Math.floor((month - 1 + i) / 12), month: ((month - 1 + i) % 12) + 1 };
    const day = jalaliDayOf(at.year, at.month, 1);
    if (day === null || day > to) break;
    if (day >= from) months.push({ day, ...at });
  }
  const step = [1, 2, 3, 6, 12, 24].find((size) => months.length / size <= MOST_MONTHS) ?? 60;
  return months
    .filter(({ month: number, year: of }) => (12 * of + number - 1) % step === 0)
    .map(({ day, year: of, month: number }) => ({ day, text: inDigits(`${JALALI_MONTHS[number - 1]} ${of}`) }));
}

function dateAxis(axis: Axis, days: readonly number[]): Axis {
  if (days.length === 0) return axis;
  const ticks = monthTicks(Math.min(...days), Math.max(...days));
  if (ticks.length === 0) return axis;
  return { ...axis, tickvals: ticks.map(({ day }) => isoOf(day)), ticktext: ticks.map(({ text }) => text) };
}

/** The traces of an axis: those that name it, and for the first of a kind those that name none. */
function tracesOf(data: readonly Partial<Data>[], name: string): Trace[] {
  const letter = name[0]!;
  const short = `${letter}${name.slice(5)}`;
  return (data as readonly Trace[]).filter((trace) => (trace[`${letter}axis`] ?? letter) === short);
}

function persianAxis(name: string, axis: Axis, data: readonly Partial<Data>[]): Axis {
  if (axis.tickvals !== undefined && axis.ticktext !== undefined) return axis;
  const letter = name[0] as "x" | "y";
  const traces = tracesOf(data, name);
  const texts = traces.flatMap((trace) => (Array.isArray(trace[letter]) ? (trace[letter] as unknown[]) : []));
  if (axis.type === "date") {
    const days = texts.map((value) => dayOf(String(value).slice(0, 10))).filter((day): day is number => day !== null);
    return dateAxis(axis, days);
  }
  if (axis.type === "category" || texts.some((value) => typeof value === "string")) return axis;
  if (axis.type === "log") return axis;
  const values = traces.flatMap((trace) => reach(trace, letter));
  if (values.length === 0 && axis.range === undefined) return axis;
  return numberAxis(axis, values);
}

/** The layout with the ticks of every axis written in Persian: digits, percent, months of the Solar Hijri year. */
export function persianAxes(data: readonly Partial<Data>[], layout: Partial<Layout>): Partial<Layout> {
  const axes = Object.entries(layout)
    .filter(([name]) => /^[xy]axis\d*$/.test(name))
    .map(([name, axis]) => [name, persianAxis(name, axis as Axis, data)] as const);
  return { ...layout, ...Object.fromEntries(axes) };
}
