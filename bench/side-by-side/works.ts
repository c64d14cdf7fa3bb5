import type { Goal } from "./figures.js";
import type { SystemName } from "./systems.js";
import type { WorkName } from "./work-names.js";

export interface Work {
  readonly name: WorkName;
  readonly title: string;
  /** Beside Vafa. */
  readonly peers: readonly SystemName[];
  readonly goals: readonly Goal[];
  /** How far apart numbers may be where they are drawn. */
  readonly slack?: number;
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
  "`load` reads every column, checks every cell against a schema, proves the file by its SHA-256 and hands over a DataFrame (Danfo alone takes some tenths of a second to start); the peers read the columns that are asked for and check nothing.";

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
  why: READING,
}));

const ALONE: Readonly<Partial<Record<WorkName, string>>> = {
  csi: "it also tells contributions, reliabilities and intervals of each attribute, which nobody else works out",
  retention: "`join` makes a DataFrame of all rows of both files and tells what was matched; the peers keep one flag.",
  cohorts:
    "`cohortRetention` counts each customer and day first, since windows may be rolling; the peers go to months at once.",
  rfm: "the customers' days are counted by their names, as text; polars and DuckDB do it on both cores.",
  reasons: "polars counts on both cores.",
};

const alone = (name: WorkName, peers: readonly SystemName[], goals: readonly Goal[], slack = 0): Work => {
  return { name, title: TITLES[name], peers, goals, slack, why: ALONE[name] ?? "" };
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
  alone("bootstrap", ["numpy"], [{ peer: "numpy", atMost: 0.5 }], 0.5),
];
