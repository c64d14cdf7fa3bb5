import type { Issue } from "../../src/datasets/issues.js";
import { analysesWith } from "../../src/datasets/propose/analyses.js";
import type { Proposal } from "../../src/datasets/propose/propose.js";
import { compareText } from "../../src/tables/table.js";
import { counted } from "../terminal/words.js";
import type { Inspected } from "./inspect.js";

export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

const DELIMITERS: Readonly<Record<string, string>> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" };

const shown = (text: string) => `'${text.replace(/\s+/gu, " ").slice(0, 60)}${text.length > 60 ? "…" : ""}'`;

/** Encoding and delimiter, and where every record of the file went. */
export function foundInWords({ found }: Inspected): string[] {
  if (found === null) return [];
  const { names, rows, rejected, blank, header, preamble, encoding, delimiter } = found;
  const written = [encoding, delimiter === null ? null : `${DELIMITERS[delimiter] ?? delimiter} between cells`];
  const how = [...written.filter((part) => part !== null), counted(names.length, "column")].join(", ");
  const records = grouped(header + preamble + rows + blank);
  const parts = [`${header} of the header`, `${preamble} above it`, `${grouped(rows - rejected)} kept`];
  return [
    how,
    `${records} records = ${[...parts, `${grouped(rejected)} kept aside`, `${grouped(blank)} blank`].join(" + ")}`,
  ];
}

interface Group {
  readonly first: Issue;
  readonly issues: Issue[];
  readonly hints: Set<string>;
}

function groupsOf(issues: readonly Issue[]): Group[] {
  const groups = new Map<string, Group>();
  for (const issue of issues) {
    const group = groups.get(issue.message) ?? { first: issue, issues: [], hints: new Set() };
    groups.set(issue.message, group);
    group.issues.push(issue);
    if (issue.hint !== "") group.hints.add(issue.hint);
  }
  return [...groups.values()];
}

/** 'row 118 (line 119): '11'' */
function placeInWords({ row, line, value, effect }: Issue): string {
  const where = `row ${row}${line === null ? "" : ` (line ${line})`}`;
  if (value === null) return effect === "row" ? `${where}` : where;
  return `${where}: ${shown(value)}`;
}

/** Hints speak of schemas in code; in a schema file the names are those of Frictionless. */
const IN_FILES: readonly (readonly [RegExp, string])[] = [
  [/\blayout: \{ (encoding|delimiter|export|sheet): "([^"]+)" \}/g, "--$1 $2"],
  [/\bdecimal: /g, "decimalChar: "],
  [/\bgroup: /g, "groupChar: "],
  [/\bmissing: /g, "missingValues: "],
  [/\btype: "(text|category)"/g, "type: string"],
  [/\btype: "(\w+)"/g, "type: $1"],
];

const hintInWords = (hint: string) => IN_FILES.reduce((text, [code, file]) => text.replace(code, file), hint);

/** One kind of fault: what it is, how often, and the first places of it. */
function groupInWords({ first, issues, hints }: Group, count: number, limit: number): string[] {
  const rows = first.row === null ? "" : `: ${grouped(count)} ${count === 1 ? "row" : "rows"}`;
  const places = issues.filter(({ row }) => row !== null).slice(0, limit);
  const more = first.row === null ? 0 : count - places.length;
  return [
    `  ${first.message} [${first.rule}]${first.effect === "note" ? "" : rows}`,
    ...(first.effect === "note" ? [] : places.map((issue) => `      ${placeInWords(issue)}`)),
    ...(more > 0 && first.effect !== "note" ? [`      and ${grouped(more)} more`] : []),
    ...[...hints].slice(0, 3).map((hint) => `      → ${hintInWords(hint)}`),
  ];
}

/** What is wrong, then what should be known: equal faults together, in the order in which one meets them. */
export function issuesInWords({ issues, countOf }: Inspected, limit: number): string[] {
  const wrong = groupsOf(issues.filter(({ effect }) => effect !== "note"));
  const notes = groupsOf(issues.filter(({ effect }) => effect === "note"));
  const lines = (groups: readonly Group[]) =>
    groups.flatMap((group) => groupInWords(group, countOf(group.first.message), limit));
  return [
    ...(wrong.length === 0 ? ["Nothing is wrong."] : ["Wrong:", ...lines(wrong)]),
    ...(notes.length === 0 ? [] : ["To be known (everything stays as it stands):", ...lines(notes)]),
  ];
}

function columnsInWords({ schema, remarks }: Proposal): string[] {
  const names = Object.keys(schema.columns);
  const width = Math.min(28, Math.max(...names.map(({ length }) => length)));
  return names.flatMap((name) => {
    const { type, unit, calendar, scale } = schema.columns[name]!;
    const extra = [unit, calendar, scale && `${scale.from}–${scale.to}`].filter((part) => part !== undefined);
    const kind = [type, ...extra].join(" ");
    return [`  ${name.replace(/\s+/gu, " ").padEnd(width)}  ${kind.padEnd(16)}  ${remarks.get(name)?.[0] ?? ""}`];
  });
}

/** 'recommend → nps': which role would allow what else. */
function lackingInWords(lacking: ReturnType<typeof analysesWith>["lacking"]): string[] {
  const byRole = new Map<string, string[]>();
  for (const { metric, roles } of lacking) {
    if (roles.length > 1) continue;
    byRole.set(roles[0]!, [...(byRole.get(roles[0]!) ?? []), metric]);
  }
  return [...byRole].map(([role, metrics]) => `  a column with the role ${role} would allow ${metrics.join(", ")}`);
}

const byColumn = (lines: ReadonlyMap<string, readonly string[]>) =>
  [...lines].flatMap(([name, said]) => said.map((line) => `  ${name.replace(/\s+/gu, " ")}: ${line}`));

/** The columns as they are proposed, what only the owner can decide, and what the roles allow. */
export function proposalInWords(proposal: Proposal, first: number | null): string[] {
  const { unsettled, oddities, roles } = proposal;
  const { allowed, lacking } = analysesWith(roles.map(({ role }) => role));
  const sorted = [...roles].sort((a, b) => compareText(a.role, b.role));
  return [
    first === null
      ? "Columns, as they are proposed:"
      : `Columns, as proposed from the first ${grouped(first)} rows, of which the counts are; every row was held against it:`,
    ...columnsInWords(proposal),
    ...(oddities.size === 0 ? [] : ["Worth a look:", ...byColumn(oddities)]),
    ...(unsettled.size === 0
      ? []
      : ["To be settled in the schema; what has two readings is text until then:", ...byColumn(unsettled)]),
    ...(roles.length === 0
      ? ["No role is known by its name: give the columns roles in the schema (role: customer, recommend, segment …)."]
      : ["Roles, guessed:", ...sorted.map(({ role, column, why }) => `  ${role.padEnd(14)}${column} (${why})`)]),
    ...(allowed.length === 0 ? [] : [`These allow: ${allowed.map(({ metric }) => metric).join(", ")}`]),
    ...lackingInWords(lacking),
  ];
}
