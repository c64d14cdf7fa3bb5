import type { Goal } from "./figures.js";
import type { Ends } from "./same-answers.js";
import type { SystemName } from "./systems.js";
import type { WorkName } from "./work-names.js";

export interface Work {
  readonly name: WorkName;
  readonly title: string;
  /** Beside Vafa. */
  readonly peers: readonly SystemName[];
  readonly goals: readonly Goal[];
  /** Whether lines close with the ends of an interval that is drawn. */
  readonly ends: Ends;
  readonly why: string;
}

const FRAMES = ["polars", "pandas"] as const;
const DUCKDB = ["DuckDB (Node)", "DuckDB (Python)"] as const;

const TITLES: Readonly<Record<WorkName, string>> = {
  nps: "NPS with intervals, segment × channel",
  csi: "CSI gap of 8 attributes, by segment",
  weights: "Driver weights (LMG) of 8 attributes",
  retention: "Retention between two files, by segment",
  reasons: "Reason × segment × channel × product",
  cohorts: "Cohort matrix, 12 months",
  survival: "Kaplan–Meier and log-rank, by segment",
  rfm: "RFM quintiles to segments",
  bootstrap: "NPS bootstrap, 10,000 resamples a cell",
};

const READING =
  "`load` reads every column, checks every cell against a schema, takes the file's SHA-256 and hands over a DataFrame (Danfo, a tenth of a second of the start); the peers read the columns that are asked for, on both cores, and check nothing.";

const ORDER: readonly WorkName[] = ["nps", "csi", "weights", "retention", "reasons", "cohorts", "survival", "rfm"];

const peersOf = (name: WorkName): readonly SystemName[] => [
  ...FRAMES,
  // The finish of driver weights is not written in SQL, nor again in JavaScript.
  ...(name === "weights" ? (["DuckDB (Python)"] as const) : DUCKDB),
];

/** From the file to the answer, in a process of its own. */
export const FROM_FILE: readonly Work[] = ORDER.map((name) => ({
  name,
  title: TITLES[name],
  peers: [...peersOf(name), ...(name === "survival" ? (["lifelines"] as const) : [])],
  goals: [
    { peer: "polars", atMost: 0.9 },
    { peer: "pandas", atMost: 0.4 },
  ],
  ends: "exact",
  why: READING,
}));

const ALONE: Readonly<Partial<Record<WorkName, string>>> = {
  nps: "it also counts each score and what is missing; polars counts on all cores.",
  csi: "`csi` takes all cross-products of the sixteen columns for each pattern of missing answers: intervals and contributions of each attribute, reliabilities and the performance index come with it; the peers take means alone. It runs on one core.",
  weights: "the rows are read once for fits by all methods and for exact sums; polars takes the correlations alone.",
  retention:
    "`join` makes a DataFrame of all rows and columns of both files and tells what was matched, and `derive` asks a function in each row; the peers keep one flag.",
  reasons: "sums are exact in any order of the rows; polars counts on all cores.",
  cohorts:
    "`cohortRetention` follows each customer from day to day, since windows may be rolling from the first day of each; the peers go to months at once.",
  survival:
    "the life table is taken twice, once for each metric, and checked for durations below 0; polars counts on all cores.",
  rfm: "customers are rolled up in the order of their names, with means, value shares and their intervals, on one core.",
  bootstrap:
    "our generator is seeded and draws the same on every machine, in JavaScript, and everybody together is resampled too; numpy's is compiled.",
};

const alone = (name: WorkName, peers: readonly SystemName[], goals: readonly Goal[], ends: Ends = "exact"): Work => {
  return { name, title: TITLES[name], peers, goals, ends, why: ALONE[name] ?? "" };
};

/** The work alone, again and again, with the tables in memory. */
export const IN_MEMORY: readonly Work[] = [
  ...ORDER.map((name) =>
    alone(
      name,
      [
        ...FRAMES,
        ...(name === "weights" ? (["numpy"] as const) : (["DuckDB (Node)"] as const)),
        ...(name === "survival" ? (["lifelines"] as const) : []),
      ],
      [
        { peer: "polars", atMost: 0.5 },
        ...(name === "survival" ? [{ peer: "lifelines", atMost: 0.02 }] : []),
        ...(name === "weights" ? [{ peer: "numpy", atMost: 0.25 }] : []),
      ],
    ),
  ),
  alone("bootstrap", ["numpy"], [{ peer: "numpy", atMost: 0.5 }], "drawn"),
];
