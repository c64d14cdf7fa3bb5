import { isoOf } from "../../calendar/days.js";
import { rowsWith, shown } from "../scale.js";
import { NEVER } from "./rowDates.js";
import type { SignalPanel } from "./signalPanel.js";
import { coded, type TypedRows } from "./typedRows.js";

/** Columns of the table of customers. */
export interface CustomerColumns {
  readonly customer: string;
  readonly since?: string;
  readonly left?: string;
}

/** A panel without its signals, by days since 1970-01-01. */
export interface PanelFrame extends Pick<SignalPanel, "customers" | "customer" | "date"> {
  readonly places: ReadonlyMap<string, number>;
  readonly since: Int32Array;
  /** `NEVER` where not known to have left. */
  readonly left: Int32Array;
  readonly days: Int32Array;
  readonly rows: number;
  /** Of each customer and date (customer · dates + date) the row of the panel; −1 where he was no customer. */
  readonly rowAt: Int32Array;
  /** Rows of the table that name no customer. */
  readonly nameless: number;
}

const CALLER = "warningSignals";
const EVER = -(2 ** 31);

async function refuseAgain(rows: TypedRows, name: string): Promise<never> {
  const seen = new Set<unknown>();
  let got = "";
  const where = await rowsWith(rows.table, name, (cell) => {
    const isAgain = cell !== null && seen.has(cell);
    if (isAgain) got ||= shown(cell);
    seen.add(cell);
    return isAgain;
  });
  throw new RangeError(
    `${CALLER} requires each customer once in '${name}' of ${rows.table.name}; got ${got} again (${where})`,
  );
}

async function refuseBackwards(rows: TypedRows, since: string, left: string): Promise<never> {
  let got = "";
  const where = await rowsWith(rows.table, [since, left], (from, to) => {
    const isWrong = from !== null && to !== null && String(to).slice(0, 10) < String(from).slice(0, 10);
    if (isWrong) got ||= `${to} before ${from}`;
    return isWrong;
  });
  throw new RangeError(`${CALLER} requires '${left}' not before '${since}'; got ${got} (${where})`);
}

interface Customers {
  readonly names: readonly string[];
  readonly since: Int32Array;
  readonly left: Int32Array;
  readonly nameless: number;
}

async function customersOf(rows: TypedRows, { customer, since, left }: CustomerColumns): Promise<Customers> {
  const { codes, dictionary } = coded(rows.column(customer));
  const first = since === undefined ? null : (await rows.dates(since)).days;
  const last = left === undefined ? null : (await rows.dates(left)).days;
  const named = codes.reduce((sum, code) => sum + (code < 0 ? 0 : 1), 0);
  const seen = new Uint8Array(dictionary.length);
  const [names, from, until] = [new Array<string>(named), new Int32Array(named), new Int32Array(named)];
  let place = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code < 0) continue;
    if (seen[code]++ > 0) await refuseAgain(rows, customer);
    names[place] = dictionary[code]!;
    from[place] = first === null || first[row] === NEVER ? EVER : first[row]!;
    until[place] = last?.[row] ?? NEVER;
    if (until[place]! < from[place]!) await refuseBackwards(rows, since!, left!);
    place++;
  }
  return { names, since: from, left: until, nameless: codes.length - named };
}

/** Who was a customer at the end of which day: since that day or before, and not leaving by it. */
export async function panelFrame(
  rows: TypedRows,
  columns: CustomerColumns,
  days: readonly number[],
): Promise<PanelFrame> {
  const { names, since, left, nameless } = await customersOf(rows, columns);
  const rowAt = new Int32Array(names.length * days.length).fill(-1);
  let count = 0;
  for (const [date, day] of days.entries()) {
    for (let c = 0; c < names.length; c++) {
      if (since[c]! <= day && left[c]! > day) rowAt[c * days.length + date] = count++;
    }
  }
  const [customer, date] = [new Int32Array(count), new Int32Array(count)];
  for (let place = 0; place < rowAt.length; place++) {
    const row = rowAt[place]!;
    if (row < 0) continue;
    customer[row] = Math.floor(place / days.length);
    date[row] = place % days.length;
  }
  const places = new Map(names.map((name, place) => [name, place]));
  return {
    customers: names,
    places,
    since,
    left,
    days: Int32Array.from(days),
    rows: count,
    rowAt,
    customer,
    date,
    nameless,
  };
}

/** The frame with dates as ISO text and what each signal said. */
export function panelOf(frame: PanelFrame, signals: SignalPanel["signals"]): SignalPanel {
  const { customers, since, left, days, customer, date } = frame;
  const text = (day: number) => (day === EVER || day === NEVER ? null : isoOf(day));
  const once = new Map<number, string | null>();
  const iso = (day: number) => {
    if (!once.has(day)) once.set(day, text(day));
    return once.get(day)!;
  };
  return {
    customers,
    since: Array.from(since, iso),
    left: Array.from(left, iso),
    dates: Array.from(days, isoOf),
    customer,
    date,
    signals,
  };
}
