import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dayOf, isoOf } from "../../src/calendar/days.js";
import type { SignalPanel, SignalReading } from "../../src/metrics/warningSignals/signalPanel.js";
import { random } from "../../src/statistics/random.js";

/** A signal by what it says of each row; its strength is the same unless given. */
export function reading(
  name: string,
  fires: readonly (0 | 1 | null)[],
  {
    strength = fires,
    onlyAfterLeaving = null,
  }: { strength?: readonly (number | null)[]; onlyAfterLeaving?: number | null } = {},
): SignalReading {
  return {
    name,
    fires: Uint8Array.from(fires, (one) => one ?? 255),
    strength: Float64Array.from(strength, (one) => one ?? Number.NaN),
    later: 0,
    onlyAfterLeaving,
  };
}

/** A panel of customers by their days of leaving (null: stays), there since ever, on these dates. */
export function panelOf(
  left: Readonly<Record<string, string | null>>,
  dates: readonly string[],
  signals: (rows: readonly { readonly customer: string; readonly date: string }[]) => SignalReading[],
): SignalPanel {
  const customers = Object.keys(left);
  const rows = dates.flatMap((date) =>
    customers.filter((name) => left[name] === null || left[name]! > date).map((customer) => ({ customer, date })),
  );
  return {
    customers,
    since: customers.map(() => null),
    left: Object.values(left),
    dates,
    customer: Int32Array.from(rows, ({ customer }) => customers.indexOf(customer)),
    date: Int32Array.from(rows, ({ date }) => dates.indexOf(date)),
    signals: signals(rows),
  };
}

/** The panel of the fixtures, as the file has it. */
export function fixturePanel(): SignalPanel {
  const file = join(import.meta.dirname, "../fixtures/evaluateSignals/panel.csv");
  const rows = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));
  const dates = [...new Set(rows.map(([date]) => date!))];
  const customers = [...new Set(rows.map(([, customer]) => customer!))].sort();
  const first = new Map(rows.map((row) => [row[1]!, row]));
  const cell = (text: string | undefined) => (text === undefined || text === "" ? null : Number(text));
  return {
    customers,
    since: customers.map((name) => first.get(name)![2]!),
    left: customers.map((name) => first.get(name)![3] || null),
    dates,
    customer: Int32Array.from(rows, (row) => customers.indexOf(row[1]!)),
    date: Int32Array.from(rows, ([date]) => dates.indexOf(date!)),
    signals: [0, 1, 2, 3].map((s) =>
      reading(
        `signal ${s + 1}`,
        rows.map((row) => cell(row[4 + 2 * s]) as 0 | 1 | null),
        { strength: rows.map((row) => cell(row[5 + 2 * s])) },
      ),
    ),
  };
}

export interface Simulated {
  readonly seed: number;
  readonly customers: number;
  readonly dates: number;
  /** The logarithm of each signal's hazard ratio. */
  readonly effects: readonly number[];
  /** Of leaving on one day, of one for whom nothing fires. */
  readonly hazard?: number;
}

const GAP = 14;

/** Customers for whom signals come and go, and who leave by a hazard that the signals multiply. `until` is the end of the last dates. */
export function simulatedPanel({ seed, customers, dates, effects, hazard = 0.002 }: Simulated): {
  readonly panel: SignalPanel;
  readonly until: string;
} {
  const stream = random(seed);
  const first = dayOf("2025-01-01")!;
  const left = new Array<string | null>(customers).fill(null);
  const states = effects.map(() => new Uint8Array(customers));
  const rows: { customer: number; date: number; fires: (0 | 1)[] }[] = [];
  for (let date = 0; date < dates; date++) {
    for (let customer = 0; customer < customers; customer++) {
      if (left[customer] !== null) continue;
      for (const state of states) {
        if (date === 0 || stream.next() < 0.3) state[customer] = stream.next() < 0.2 ? 1 : 0;
      }
      const fires = states.map((state) => state[customer]! as 0 | 1);
      rows.push({ customer, date, fires });
      const predictor = fires.reduce<number>((sum, one, s) => sum + one * effects[s]!, 0);
      const wait = Math.ceil(-Math.log(1 - stream.next()) / (hazard * Math.exp(predictor)));
      if (wait <= GAP) left[customer] = isoOf(first + date * GAP + wait);
    }
  }
  const panel: SignalPanel = {
    customers: left.map((_, i) => `c${String(i).padStart(4, "0")}`),
    since: left.map(() => null),
    left,
    dates: Array.from({ length: dates }, (_, date) => isoOf(first + date * GAP)),
    customer: Int32Array.from(rows, ({ customer }) => customer),
    date: Int32Array.from(rows, ({ date }) => date),
    signals: effects.map((_, s) =>
      reading(
        `s${s}`,
        rows.map(({ fires }) => fires[s]!),
      ),
    ),
  };
  return { panel, until: isoOf(first + dates * GAP) };
}
