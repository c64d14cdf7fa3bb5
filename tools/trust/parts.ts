/** One part of what is promised, and the tests that prove it. */
export interface Part {
  readonly name: string;
  readonly title: string;
  /** What is promised, in a sentence. */
  readonly promise: string;
  /** Files or folders of tests: each runs its sample in `npm test`, and whole here. */
  readonly tests: readonly string[];
}

export const PARTS: readonly Part[] = [
  {
    name: "reading",
    title: "Files are read as they are",
    promise:
      "No damaged or ambiguous file changes a value in silence: what cannot be read is named by row, column and rule.",
    tests: [
      "test/datasets/corruption",
      "test/datasets/csv-law.test.ts",
      "test/datasets/hostile.test.ts",
      "test/datasets/nasty.test.ts",
      "test/datasets/nasty-duckdb.test.ts",
      "test/datasets/out",
      "test/frames/danfoLaw.test.ts",
    ],
  },
  {
    name: "engines",
    title: "The same numbers wherever the rows are",
    promise: "A metric gives the same numbers of a table in memory and of one in DuckDB.",
    tests: ["test/tables/duckdb-law", "test/metrics/everyMetric"],
  },
  {
    name: "intervals",
    title: "Intervals hold what they say",
    promise: "Of samples drawn from what is known, 95 % intervals hold it about 95 times in 100.",
    tests: [
      "test/statistics/coverage.test.ts",
      "test/metrics/bgNbdRecovery.test.ts",
      "test/metrics/customerPerformanceIndex.test.ts",
      "Coverage.test.ts",
    ],
  },
  {
    name: "causes",
    title: "What is planted is found",
    promise: "In companies made with known reasons for leaving, those are found, and nothing that only looks like one.",
    tests: ["test/tools/truth.test.ts", "test/datasets/demo-truth.test.ts"],
  },
  {
    name: "faults",
    title: "A run that breaks off",
    promise:
      "Whatever ends a run, its cause, notebook and cell are named, nothing unfinished looks finished, and nothing is left running.",
    tests: ["test/tools/start.test.ts", "test/trust/faults"],
  },
  {
    name: "determinism",
    title: "The same bytes again",
    promise:
      "What is made twice from the same notebooks and data is the same, to the byte but for the day it states, wherever it is made.",
    tests: ["test/trust/determinism"],
  },
  {
    name: "security",
    title: "Data that is an attack",
    promise:
      "No text in a table runs, opens a dialog or becomes a link, asks a network or writes outside the folder of reports.",
    tests: ["test/trust/security"],
  },
  {
    name: "disclosure",
    title: "Nobody's answers exposed",
    promise:
      "What is made to be shared shows nothing of fewer than ten people, lets nothing hidden be worked out, and holds no secret.",
    tests: ["test/trust/disclosure"],
  },
  {
    name: "numbers",
    title: "Numbers to the last digits",
    promise: "Metrics keep the laws that hold of every table, and sums that cancel keep their digits.",
    tests: ["test/trust/numbers"],
  },
  {
    name: "checks",
    title: "Checks that bite",
    promise: "Every check of the project fails where what it holds is broken.",
    tests: ["test/trust/checks"],
  },
];
