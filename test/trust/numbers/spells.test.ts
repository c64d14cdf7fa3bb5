import { expect, test } from "vitest";
import { kaplanMeier, logRankTest } from "../../../src/index.js";
import { cox } from "../../../src/statistics/cox.js";
import { type Random, random } from "../../../src/statistics/random.js";
import type { TypedColumn } from "../../../src/tables/table.js";
import { figure, sized } from "../sized.js";
import { type Difference, differences } from "./compared.js";
import { type Columns, changed, each, opened, rowsOf, take, world } from "./world.js";

type Numbers = TypedColumn & { readonly type: "number" };
type Answers = TypedColumn & { readonly type: "boolean" };

/** Half of the customers in two spells: watched until a day and not lost, then from that day on. */
function inSpells(columns: Columns, stream: Random): Columns {
  const [entry, tenure] = [columns.entry_days, columns.tenure_days] as [Numbers, Numbers];
  const cut = Array.from({ length: rowsOf(columns) }, (_, row) => {
    const [from, to] = [entry.values[row]!, tenure.values[row]!];
    return to - from >= 2 && stream.next() < 0.5 ? from + 1 + stream.integer(to - from - 1) : null;
  });
  const rows = Int32Array.from(cut.flatMap((day, row) => (day === null ? [row] : [row, row])));
  const all = each(columns, (column) => take(column, rows));
  const [from, to, lost] = [all.entry_days, all.tenure_days, all.left] as [Numbers, Numbers, Answers];
  rows.forEach((row, i) => {
    if (rows[i + 1] !== row) return;
    to.values[i] = cut[row]!;
    from.values[i + 1] = cut[row]!;
    lost.values[i] = 0;
  });
  return { ...all, entry_days: from, tenure_days: to, left: lost };
}

/** What counts rows and who was lost from sight: more of them by definition. */
const ROWS = /\.(n|censored|customers\w*|observed|missing|length|excluded.*)$/;
const lifetime = { duration: "tenure_days", observed: "left", entry: "entry_days" } as const;

async function survival(seed: number): Promise<readonly Difference[]> {
  const known = changed(world(seed), (columns, name) => (name === "customers" ? complete(columns) : columns));
  const split = changed(known, (columns, name) => (name === "customers" ? inSpells(columns, random(seed)) : columns));
  const [one, two] = [await opened(known)("customers"), await opened(split)("customers")];
  const curve = { ...lifetime, horizon: 365 };
  const rows = differences(await kaplanMeier(two, curve), await kaplanMeier(one, curve)).filter(({ path }) =>
    /(estimate|lower|upper|survival|events|atRisk|standardError|hazard)$/.test(path),
  );
  const compared = { ...lifetime, group: "segment" };
  const tests = differences(await logRankTest(two, compared), await logRankTest(one, compared));
  return [...rows, ...tests.filter(({ path }) => !ROWS.test(path))];
}

/** Customers of whom all is known that a survival curve asks. */
function complete(columns: Columns): Columns {
  const asked = ["entry_days", "tenure_days"].map((name) => columns[name] as Numbers);
  const rows = Int32Array.from({ length: rowsOf(columns) }, (_, row) => row).filter((row) =>
    asked.every(({ values }) => !Number.isNaN(values[row]!)),
  );
  return each(columns, (column) => take(column, rows));
}

function hazards(seed: number): readonly Difference[] {
  const stream = random(seed);
  const n = 40 + stream.integer(40);
  const people = Array.from({ length: n }, () => {
    const [x, z] = [stream.normal(), stream.integer(2)];
    const start = stream.integer(5);
    const stop = start + 1 + Math.floor(30 * stream.next() * Math.exp(-0.5 * x));
    return { x, z, start, stop, event: stream.next() < 0.6 ? 1 : 0 };
  });
  const spells = people.flatMap((one) => {
    const day = one.start + 1 + stream.integer(Math.max(1, one.stop - one.start - 1));
    if (day >= one.stop) return [one];
    return [
      { ...one, stop: day, event: 0 },
      { ...one, start: day },
    ];
  });
  const of = (rows: typeof people) => {
    const column = (name: keyof (typeof rows)[number]) => Float64Array.from(rows, (row) => row[name]);
    const { fit, events } = cox({
      ...{ start: column("start"), stop: column("stop"), event: Uint8Array.from(rows, ({ event }) => event) },
      covariates: { x: column("x"), z: column("z") },
    });
    return {
      events,
      coefficients: fit?.coefficients.map(({ coefficient, standardError }) => [coefficient, standardError]),
    };
  };
  return differences(of(spells), of(people), { tolerance: 1e-8 });
}

const LAWS = [
  ["survival curves and the log-rank test", survival, sized(3, 500)],
  ["hazard ratios", async (seed: number) => hazards(seed), sized(10, 600)],
] as const;

for (const [what, law, cases] of LAWS) {
  test(`${what} of customers split in spells are those of the customers whole`, async (context) => {
    const broken: string[] = [];
    for (let seed = 1; seed <= cases; seed++) {
      const [first] = await law(seed);
      if (first !== undefined) broken.push(`seed ${seed}: ${first.path} ${first.found}, not ${first.expected}`);
    }
    const found = `${broken.length} broke it`;
    figure(context, { what: `${what} of split spells`, cases, found, bar: "0", held: broken.length === 0 });
    expect(broken).toEqual([]);
  }, 900_000);
}
