import type { Issue, Rule } from "../issues.js";
import type { Scanned } from "../scanned.js";
import type { ColumnSchema, Role, Schema } from "../schema.js";
import { numberReader } from "../values/number-reader.js";
import { type ColumnFacts, columnFacts } from "./column-facts.js";
import type { Guess } from "./guess.js";
import { guessRole, nearlyRating } from "./role-words.js";
import { guessScale } from "./scale.js";
import { withoutRefusals } from "./trial.js";
import { guessType } from "./type-guess.js";

/** What a file looks like to those who propose a schema for it. */
export interface Seen {
  /** What the table is to be called. */
  readonly name: string;
  readonly scanned: Scanned;
  /** Rows that cannot be used, which nothing is proposed for. */
  readonly rejected: ReadonlySet<number>;
  /** The questions as they were asked, by column. */
  readonly questions: ReadonlyMap<string, string>;
  /** What the file itself says of its columns. */
  readonly described: Schema | undefined;
  /** What was noted while it was read. */
  readonly issues: readonly Issue[];
}

/** A column and the role it may have. */
interface ProposedRole {
  readonly role: Role;
  readonly column: string;
  readonly why: string;
}

/** A schema for a file that nobody described, with what only its owner can decide. */
export interface Proposal {
  readonly schema: Schema;
  /** What is said beside each column. */
  readonly remarks: ReadonlyMap<string, readonly string[]>;
  /** What each column may be to an analysis: a guess, to be looked at. */
  readonly roles: readonly ProposedRole[];
  /** What should be looked at in a column, though nothing is wrong by itself. */
  readonly oddities: ReadonlyMap<string, readonly string[]>;
  /** The questions that the file leaves open, by column. */
  readonly unsettled: ReadonlyMap<string, readonly string[]>;
}

interface ProposedColumn {
  readonly column: ColumnSchema;
  readonly remarks: readonly string[];
  readonly oddities: readonly string[];
  readonly unsettled: readonly string[];
  readonly role: ProposedRole | null;
}

const count = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

const short = (text: string) => (text.length > 30 ? `${text.slice(0, 30)}…` : text).replace(/\s+/gu, " ");

/** '7,043 answered, 11 blank; 2 different: No (5,174), Yes (1,869)' */
function factsInWords({ answered, blank, distinct, values, numbers }: ColumnFacts): string {
  const counts = `${count(answered)} answered${blank > 0 ? `, ${count(blank)} blank` : ""}; ${count(distinct)} different`;
  if (distinct === 0) return counts;
  if (numbers !== null && distinct > 12) return `${counts}, ${numbers.min} to ${numbers.max}`;
  if (distinct === answered && distinct > 3) return `${counts}, each once, as '${short(values[0]!.text)}'`;
  const shown = values.slice(0, distinct > 12 ? 3 : 12).map((one) => `${short(one.text)} (${count(one.count)})`);
  return `${counts}: ${shown.join(", ")}${distinct > shown.length ? ", …" : ""}`;
}

/** What should be looked at, though nothing is wrong by itself. */
function oddities({ name, values, answered, distinct, blank, firstBlank }: ColumnFacts, isKey: boolean): string[] {
  const lines = values.reduce((sum, one) => (/[\r\n]/.test(one.text) ? sum + one.count : sum), 0);
  const again = answered - distinct;
  const nearlyOnce = isKey && again > 0 && distinct > answered * 0.9;
  const few = blank > 0 && blank * 20 <= answered;
  const spaced = /\s{2}|^\s|\s$|[\r\n]|\p{Cf}/u.test(name.replace(/(?<=\S)\u200c(?=\S)/gu, ""));
  return [
    ...(spaced ? ["its name holds runs of spaces, line breaks or invisible signs"] : []),
    ...(few ? [`${count(blank)} blank among ${count(answered)} answered, first in row ${firstBlank}`] : []),
    ...(lines > 0 ? [`${count(lines)} cells hold line breaks`] : []),
    ...(nearlyOnce
      ? [
          `${again === 1 ? "1 row repeats" : `${count(again)} rows repeat`} a value that stood before: it does not tell rows apart`,
        ]
      : []),
  ];
}

/** Codes go by text: nothing is counted with them, and nothing must be lost of them. */
const CODED: ReadonlySet<Role> = new Set(["customer", "order"]);
const TWOFOLD: ReadonlySet<Role> = new Set(["churned", "retained"]);
const KEY = /(^|[\s_\-.])(id|code|key|uuid)$|^(کد|شناسه)(?!\p{L})/iu;
const CAMEL_KEY = /[a-z]I[dD]$/;

function typeWithRole(
  facts: ColumnFacts,
  type: Partial<ColumnSchema> & Pick<ColumnSchema, "type">,
  role: Role | null,
): ColumnSchema {
  const base: ColumnSchema = { description: facts.question, ...type };
  if (role !== null && CODED.has(role)) return { type: "text", description: facts.question };
  if (role === "amount" && type.type === "integer") return { ...base, type: "number" };
  const isDigit = facts.values.every(({ text }) => text === "0" || text === "1");
  if (role !== null && TWOFOLD.has(role) && isDigit) return { type: "boolean", description: facts.question };
  return base;
}

/** Notes that still hold of a column once it is typed, or is text on purpose. */
const LASTING: ReadonlySet<Rule> = new Set<Rule>(["missing-code", "spelling", "invisible", "large-number", "shape"]);

/** The ends of the numbers that are written as texts: Persian digits, decimal commas. */
function withNumbers(facts: ColumnFacts, { column }: Guess): ColumnFacts {
  const isNumber = column.type === "integer" || column.type === "number";
  if (!isNumber || facts.numbers !== null || facts.values.length === 0) return facts;
  const read = numberReader({ description: "", ...column });
  let [min, max] = [Infinity, -Infinity];
  for (const { text } of facts.values) {
    const value = read(text);
    if (typeof value !== "number" || Number.isNaN(value)) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return { ...facts, numbers: { min, max, whole: column.type === "integer" } };
}

function proposeColumn(
  scanned: ColumnFacts,
  described: ColumnSchema | undefined,
  notes: readonly Issue[],
): ProposedColumn {
  const guess: Guess = described === undefined ? guessType(scanned) : { column: described, unsettled: [] };
  const facts = withNumbers(scanned, guess);
  const found =
    described?.role === undefined ? guessRole(facts, guess.column) : { role: described.role, why: "by the file" };
  const role = found?.role ?? null;
  const typed = described ?? typeWithRole(facts, guess.column, role);
  const scale = guessScale(facts, role);
  const isKey = KEY.test(facts.name) || CAMEL_KEY.test(facts.name) || role === "customer";
  const once = isKey && described === undefined && facts.distinct === facts.answered && facts.answered > 1;
  const key = once ? { unique: true, ...(facts.blank === 0 ? { required: true } : {}) } : {};
  const isCode = described === undefined && isKey && (typed.type === "integer" || typed.type === "category");
  const base: ColumnSchema = isCode ? { type: "text", description: facts.question } : typed;
  const certain = scale?.by === "words" && typed.scale === undefined;
  const rated = certain ? { min: scale.scale.from, max: scale.scale.to, scale: scale.scale } : {};
  const { from, to } = scale?.scale ?? {};
  const perhaps =
    scale?.by === "values" && typed.scale === undefined ? [`perhaps answers on a scale from ${from} to ${to}`] : [];
  const odd = oddities(facts, isKey);
  const unsettled = [...guess.unsettled, ...(role === null ? nearlyRating(facts, guess.column) : [])];
  const noted = notes
    .filter(({ rule }) => LASTING.has(rule))
    .map(({ message, hint }) => (hint === "" ? message : `${message}: ${hint}`));
  return {
    column: { ...base, ...key, ...rated, ...(role === null ? {} : { role }) },
    remarks: [
      factsInWords(facts),
      ...odd,
      ...noted,
      ...perhaps,
      ...unsettled.map((line) => `to be settled: ${line}`),
      ...(found === null || found.why === "by the file" ? [] : [`role: ${found.role} is a guess, ${found.why}`]),
    ],
    oddities: odd,
    unsettled,
    role: found === null ? null : { ...found, column: facts.name },
  };
}

/** The columns of which there is something to say. */
function mapOf(
  proposed: readonly (readonly [string, ProposedColumn])[],
  lines: (column: ProposedColumn) => readonly string[],
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    proposed.map(([name, column]) => [name, lines(column)] as const).filter(([, said]) => said.length > 0),
  );
}

/**
 * A schema for a file that nobody described, from all of its values. What can be read in one way only is proposed; where
 * several readings are possible the column stays text, and they are listed for its owner to choose one. Roles are guesses.
 */
export function propose({ name, scanned, rejected, questions, described, issues }: Seen): Proposal {
  const proposed = scanned.names.map((column, i): [string, ProposedColumn] => {
    const facts = columnFacts(column, questions.get(column) ?? "", scanned.columns[i]!);
    const known =
      described !== undefined && Object.hasOwn(described.columns, column) ? described.columns[column] : undefined;
    const notes = issues.filter((issue) => issue.column === column && issue.effect === "note");
    return [column, proposeColumn(facts, known, notes)];
  });
  const columns = Object.fromEntries(proposed.map(([column, { column: rules }]) => [column, rules]));
  const missing = described?.missing === undefined ? {} : { missing: described.missing };
  return {
    schema: withoutRefusals({ name, row: described?.row ?? "", columns, ...missing }, scanned, rejected),
    remarks: new Map(proposed.map(([column, { remarks }]) => [column, remarks])),
    roles: proposed.flatMap(([, { role }]) => (role === null ? [] : [role])),
    oddities: mapOf(proposed, ({ oddities: odd }) => odd),
    unsettled: mapOf(proposed, ({ unsettled }) => unsettled),
  };
}
