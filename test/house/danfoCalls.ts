/**
 * Danfo's calls that give a wrong table, and what to call instead. `test/frames/danfo.test.ts` has the counterexample for each:
 * what Danfo gives, and what is right.
 */
export const WRONG: Readonly<Record<string, string>> = {
  readCSV: "load",
  readJSON: "load",
  readExcel: "load",
  toCSV: "writeCsv",
  toDateTime: "a schema",
  getDummies: "derive",
  groupby: "group",
  merge: "join",
  concat: "append",
  sortValues: "sort",
  query: "filter",
  lt: "filter",
  le: "filter",
  gt: "filter",
  ge: "filter",
  eq: "filter",
  ne: "filter",
  fillNa: "fillMissing",
  dropNa: "dropMissing",
  replace: "derive",
  addColumn: "derive",
  map: "derive",
  apply: "derive",
  applyMap: "derive",
  add: "derive",
  sub: "derive",
  mul: "derive",
  div: "derive",
  pow: "derive",
  mod: "derive",
  abs: "derive",
  cumSum: "derive",
  cumProd: "derive",
  cumMax: "derive",
  asType: "a schema",
  unique: "group",
  nUnique: "group",
  describe: "describe",
};

/** Right where it was tried, and not for here: ours says what it did, keeps dates as dates, and refuses what it cannot do. */
const OURS_INSTEAD: Readonly<Record<string, string>> = {
  isNa: "missing",
  toExcel: "writeXlsx",
  toJSON: "writeCsv",
  streamCSV: "load",
  valueCounts: "group",
  dropDuplicates: "group",
  sortIndex: "sort",
  setIndex: "join",
  resetIndex: "filter",
};

/** Names that arrays, sets, text and engines have too: only on a column, or not at all, do they tell that they are Danfo's. */
const OF_OTHERS_TOO = [
  "map",
  "add",
  "replace",
  "concat",
  "describe",
  "unique",
  "abs",
  "query",
  "toJSON",
  "merge",
  "apply",
];

const instead = new Map(Object.entries({ ...WRONG, ...OURS_INSTEAD }));
const own = [...instead.keys()].filter((name) => !OF_OTHERS_TOO.includes(name));

/** What of a column: `frame["name"]`, `frame.column("name")`, and their values. */
const COLUMN = String.raw`(?:\w\[["'\x60][^\]]*["'\x60]\]|\.column\([^)]*\))(?:\.values)?(?: as \w+(?:\[\])?\))?`;

/** Everything that array methods do with the values of a column: choosing, counting, matching, adding up. */
const OF_VALUES = [
  "map",
  "filter",
  "reduce",
  "forEach",
  "some",
  "every",
  "flatMap",
  "indexOf",
  "find",
  "findIndex",
  "sort",
];

const PATTERNS = {
  /** Of code that is about frames: cells and documents. */
  cell: [
    /\b(?:from|import|require)\b\s*\(?\s*["']danfojs-node["']/g,
    new RegExp(
      String.raw`(?<!Math)\.(?:${[...own, "query", "describe\\(\\)", "merge", "apply"].join("|")})(?=\(|$|;|\))`,
      "g",
    ),
    new RegExp(String.raw`${COLUMN}\.(?:${[...instead.keys(), ...OF_VALUES].join("|")})\(`, "g"),
    /\.values(?: as [\w[\]]+\))?\.(?:map|filter|reduce|forEach|some|every|flatMap|indexOf|find|findIndex)\(/g,
  ],
  /** Of the sources, where engines answer queries too. */
  source: [
    /^import (?!type\b).*["']danfojs-node["']/gm,
    new RegExp(String.raw`(?<!Math)\.(?:${own.join("|")})\(`, "g"),
    /(?<!engine|connection)\.query\(/g,
  ],
} as const;

/** The calls of Danfo's in some code that are not to stand there. */
export function danfoCalls(code: string, kind: keyof typeof PATTERNS): string[] {
  return PATTERNS[kind].flatMap((pattern) => [...code.matchAll(pattern)].map(([found]) => found));
}

/** What to call instead, for the message: 'query → filter'. */
export function adviceFor(found: string): string {
  const name = /(\w+)\W*$/.exec(found)?.[1] ?? found;
  return `${found} → ${instead.get(name) ?? "the functions of vafa"}`;
}
