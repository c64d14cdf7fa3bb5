import type { Cell } from "../../tables/table.js";
import type { ColumnSchema } from "../schema.js";
import { attributeWeights, causesTable, signalsTable, tacticsTruth } from "./dictionary-truth.js";
import { DEMO_SEED, type Demo, type DemoTable } from "./generate.js";
import { markdownTable } from "./markdown.js";

const INTRODUCTION = `# The demo company

An online shop for mobile accessories with 4,000 customers, from 2024-07-01 to 2026-06-30. Nobody in these files exists.
They are written by \`npm run data\` (seed ${DEMO_SEED}), and so is this page; do not edit them by hand. The same seed
gives the same bytes on every machine.

UTF-8, comma-separated (RFC 4180), LF, one header line. A blank cell is missing. Dates are ISO 8601 (\`2025-07-01\`),
date-times are local time without a zone, Jalali dates are \`yyyy/mm/dd\` with Latin digits. Amounts are thousand toman.`;

function codes({ min, max, values, unit }: ColumnSchema): string {
  if (values) return values.join(" · ");
  const range = min === undefined ? "" : max === undefined ? `≥ ${min}` : `${min} to ${max}`;
  return [range, unit ?? ""].filter((part) => part !== "").join(", ");
}

function missing(cells: readonly Cell[]): string {
  const blank = cells.filter((cell) => cell === null).length;
  return blank === 0 ? "none" : `${blank} (${((100 * blank) / cells.length).toFixed(1)} %)`;
}

function tableSection(name: string, { schema, rows, columns }: DemoTable): string {
  const lines = Object.entries(schema.columns).map(([column, definition]) => [
    `\`${column}\``,
    definition.type,
    codes(definition),
    missing(columns[column]!),
    definition.description,
  ]);
  return [
    `### ${name}.csv`,
    `One row is ${schema.row}. ${rows} rows.`,
    markdownTable(["column", "type", "codes, range, unit", "blank", "meaning"], lines),
  ].join("\n\n");
}

function contents(demo: Demo): string {
  const lines = Object.entries(demo.tables).map(([name, { schema, rows }]) => [
    `${name}.csv`,
    String(rows),
    schema.row,
  ]);
  return markdownTable(["file", "rows", "one row is"], lines);
}

const MECHANICS = `## The truth behind the data

What follows is how the company works; a notebook may be judged by it. The parameters stand below.

**What drives satisfaction.** A customer perceives eight attributes (1–7); satisfaction follows from the answers themselves:
constant + Σ weight × (perception − 5), plus image and noise. Delivery hurts beyond its weight when it is bad (a basic
attribute), support delights beyond its weight when it is excellent. Recommending, buying again and the 1–10 items follow
from satisfaction. Stated importance is nearly constant and puts price first, which is wrong.

**Why customers leave.** Every day each cause may make a customer decide to leave, by its own hazard; the first one wins
(competing risks). What just happened to the customer multiplies the hazard: a late delivery, goods sent back, a complaint
handled badly, a technical call, a billing question, and how good the customer finds the attribute concerned. Resellers
have a story of their own: goods out of stock, more so the bigger the reseller. 'App problems' has the same hazard in
every segment.

**What is seen before.** Between the decision and leaving lie some weeks (the lead time). In them the customer orders less,
answers fewer offers, spends a smaller share here, pays late more often, is less satisfied, changes the touchpoint and asks
certain questions. Who moves away shows nothing but a changed address.

**What only looks like a signal or a cause.** Unsubscribing comes after leaving, never before. Password resets are as
frequent before leaving as ever. Marketplace customers stay more often than Website customers because most of them are
businesses; within a segment they are more likely to leave (where a cell is small, chance may show otherwise). Packaging is perceived differently and matters to nobody.

**What happened in the period.** From October 2025 to January 2026 a warehouse moved: late deliveries more than double,
perception of delivery falls, tickets take longer. From September 2025 prices are 12 % higher. On 2025-07-01 all active
customers were randomised to four retention tactics or none. On 2025-11-01 came the one-page checkout.

**What is missing, and how.** Survey items are skipped at random, recommending more often by the dissatisfied; who knows no
competitor rates none; the dissatisfied and the resellers answer fewer invitations (\`weight\` mends the segments, not the
mood). Not everybody who leaves is reached for an interview, and some say 'Don't know' or 'High price' instead of the cause.
Handling, tickets and solutions are rated by some. What had not happened by 2026-06-30 is blank: tickets, statements, deals,
complaints are open, not lost. Revenue lost by those who left before July 2025 also counts orders before the first row of
orders.csv.

**Chance.** One stream of random numbers (src/statistics/random.ts) for each topic and customer, so that a change in one
table moves no other. Normal draws are rounded to six decimals and e^x is computed from sums and products, so that no
decision hangs on the last digit of a library.`;

/** data/README.md: every table and column from the schemas, and the mechanics from the parameters. */
export function demoDictionary(demo: Demo): string {
  const sections = Object.entries(demo.tables).map(([name, table]) => tableSection(name, table));
  const truth = [
    "### Attributes",
    attributeWeights(),
    "### Causes: yearly hazard before the circumstances, and mean lead time",
    causesTable(),
    "### Contacts: how often in 30 days, and times what on the way out",
    signalsTable(),
    "### Retention tactics: factor on the hazard of deciding to leave",
    tacticsTruth(),
    "### Parameters",
    `\`\`\`json\n${JSON.stringify(demo.truth, null, 1)}\n\`\`\``,
  ];
  return `${[INTRODUCTION, "## Tables", contents(demo), ...sections, MECHANICS, ...truth].join("\n\n")}\n`;
}
