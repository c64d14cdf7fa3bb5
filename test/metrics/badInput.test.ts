import { describe, expect, test } from "vitest";
import {
  acsiScore,
  campaignRoi,
  cartAbandonment,
  ces,
  cesDifference,
  churn,
  churnBySegment,
  churnReasons,
  cohortRetention,
  comparePeriods,
  conversionIndex,
  csat,
  csatDifference,
  csi,
  csiAgainstCompetitor,
  customerPerformanceIndex,
  decomposeChange,
  directTraffic,
  kaplanMeier,
  leadConversion,
  logRankTest,
  nps,
  npsDifference,
  pagesPerVisit,
  resolutionTime,
  retention,
  retentionCost,
  revenueIndex,
  revenueRetention,
  secureCustomerIndex,
  shareOfWallet,
  type TableLike,
  tacticEffect,
  winRate,
} from "../../src/index.js";
import type { Cell } from "../../src/tables/table.js";
import { inMemory } from "./existing.js";
import { type Columns, inDuckdb } from "./sameInDuckdb.js";

/** What is wrong with one column: its second and third row hold the same bad value. */
interface BadColumn {
  readonly column: string;
  readonly value: string | number;
  /** The message after the metric's name, without the rows. */
  readonly says: string;
}

interface Tortured {
  readonly name: string;
  readonly call: (table: TableLike, options: never) => Promise<unknown>;
  readonly columns: Columns;
  readonly options: object;
  /** Options that name a column, by their path: 'score', 'attributes.0.perception'. */
  readonly naming: readonly string[];
  readonly bad: readonly BadColumn[];
  /** Options with a list of choices, which the message must name; `needed` where there is no default. */
  readonly choices?: readonly { readonly option: string; readonly of: readonly string[]; readonly needed: boolean }[];
  readonly takesNoWeight?: true;
  /** The metric it asks for each of its numbers, which may be the one that refuses. */
  readonly asks?: string;
}

const off = (column: string, value: number, says: string): BadColumn => ({ column, value, says });
const text = (column: string, says: string): BadColumn => ({ column, value: "many", says });
const below0 = (column: string, what: string) => off(column, -1, `${what} of at least 0 in '${column}'; got -1`);
const words = (column: string) => text(column, `numbers in '${column}'; got text in the table`);
const onScale = (column: string, what: string, min: number, max: number, value: number): BadColumn[] => [
  off(column, value, `${what} from ${min} to ${max}; got ${value}`),
  off(column, min + 0.5, `whole ${what} from ${min} to ${max}; got ${min + 0.5}`),
  text(column, `${what} from ${min} to ${max}; got 'many'`),
];

const four = { w: [1, 2, 1, 1], segment: ["a", "b", "a", "b"] };
const scores: Columns = { ...four, recommend: [5, 4, 3, 5], wave: ["Q1", "Q1", "Q2", "Q2"] };
const waves = { score: "recommend", by: "wave", between: ["Q2", "Q1"] };
const items: Columns = { ...four, speed: [4, 5, 3, 4], care: [3, 5, 4, 4], price: [2, 3, 3, 5] };
const needs = (option: string, ...of: string[]) => ({ option, of, needed: true });
const may = (option: string, ...of: string[]) => ({ option, of, needed: false });
const days = (column: string) => text(column, `dates such as 2025-07-01 in '${column}'; got 'many'`);

const satisfaction: readonly Tortured[] = [
  {
    name: "nps",
    call: nps,
    columns: scores,
    options: { score: "recommend" },
    naming: ["score", "by", "weight"],
    bad: onScale("recommend", "scores", 0, 10, 11),
    choices: [may("method", "'adjusted-wald'", "'score'")],
  },
  {
    name: "csat",
    call: csat,
    columns: scores,
    options: { score: "recommend", rule: "top-2" },
    naming: ["score", "by", "weight"],
    bad: onScale("recommend", "scores", 1, 5, 6),
    choices: [needs("rule", "'top-box'", "'top-2'", "'mean'"), may("method", "'wilson'")],
  },
  {
    name: "ces",
    call: ces,
    columns: scores,
    options: { score: "recommend", version: 2 },
    naming: ["score", "by", "weight"],
    bad: onScale("recommend", "scores", 1, 7, 8),
    choices: [needs("version", "1", "2")],
  },
  {
    name: "npsDifference",
    call: npsDifference,
    columns: scores,
    options: waves,
    naming: ["score", "by", "weight"],
    bad: onScale("recommend", "scores", 0, 10, -1),
    choices: [may("method", "'adjusted-wald'", "'wald'")],
  },
  {
    name: "csatDifference",
    call: csatDifference,
    columns: scores,
    options: { ...waves, rule: "top-box" },
    naming: ["score", "by", "weight"],
    bad: onScale("recommend", "scores", 1, 5, 6),
    choices: [needs("rule", "'top-box'", "'top-2'", "'mean'")],
  },
  {
    name: "cesDifference",
    call: cesDifference,
    columns: scores,
    options: { ...waves, version: 2 },
    naming: ["score", "by", "weight"],
    bad: onScale("recommend", "scores", 1, 7, 8),
    choices: [needs("version", "1", "2")],
  },
  {
    name: "csi",
    call: csi,
    columns: items,
    options: { attributes: [{ name: "Speed", perception: "speed", expectation: "care" }], scale: 5 },
    naming: ["attributes.0.perception", "attributes.0.expectation", "by", "weight"],
    bad: [
      off("speed", 6, "ratings from 1 to 5 in 'speed'; got 6"),
      text("care", "ratings in 'care' from 1 to 5; got 'many'"),
    ],
  },
  {
    name: "csiAgainstCompetitor",
    call: csiAgainstCompetitor,
    columns: items,
    options: { attributes: [{ name: "Speed", own: "speed", competitor: "care" }], scale: 5 },
    naming: ["attributes.0.own", "attributes.0.competitor", "by", "weight"],
    bad: [
      off("care", 0, "ratings from 1 to 5 in 'care'; got 0"),
      text("speed", "ratings in 'speed' from 1 to 5; got 'many'"),
    ],
    choices: [may("raters", "'same'", "'different'"), may("ratings", "'raw'", "'standardized'")],
  },
  {
    name: "acsiScore",
    call: acsiScore,
    columns: items,
    options: { satisfaction: "speed", confirmation: "care", ideal: "price" },
    naming: ["satisfaction", "confirmation", "ideal", "by", "weight"],
    bad: [
      off("price", 11, "ratings from 1 to 10 in 'price'; got 11"),
      text("speed", "ratings in 'speed' from 1 to 10; got 'many'"),
    ],
  },
  {
    name: "secureCustomerIndex",
    call: secureCustomerIndex,
    columns: items,
    options: { satisfaction: "speed", repurchase: "care", recommend: "price", form: "burke" },
    naming: ["satisfaction", "repurchase", "recommend", "by", "weight"],
    bad: [
      off("care", 6, "answers in 'care' from 1 to 5; got 6"),
      text("speed", "answers in 'speed' from 1 to 5; got 'many'"),
    ],
    choices: [needs("form", "'burke'", "'score'", "'customers'")],
  },
];

const people: Columns = {
  ...four,
  kept: [true, false, true, true],
  first: [10, 20, 30, 40],
  last: [12, 0, 20, 41],
  joined: ["2024-01-01", "2024-02-01", "2024-03-01", "2025-02-01"],
  left: ["2025-05-01", "2025-06-01", null, null],
  lasted: [9, 8, 7, 6],
  entered: [0, 2, 3, 0],
  customer: ["k1", "k2", "k3", "k4"],
  reason: ["Price", "Care", "Price", "Fees"],
};
const yes = (column: string) => off(column, 3, `true and false, or 1 and 0, in '${column}'; got 3`);

const customers: readonly Tortured[] = [
  {
    name: "churn",
    call: churn,
    columns: people,
    options: {
      churned: "left",
      joined: "joined",
      period: { from: "2025-01-01", to: "2025-12-31" },
      denominator: "start",
    },
    naming: ["churned", "joined", "by", "weight"],
    bad: [days("joined"), off("left", 20250501, `dates such as 2025-07-01 in 'left'; got 20250501`)],
    choices: [needs("denominator", "'start'", "'average'", "'exposure'", "'renewals-due'", "'inactivity'")],
  },
  {
    name: "churnBySegment",
    call: churnBySegment,
    columns: people,
    options: { churned: "kept", segment: "segment" },
    naming: ["churned", "segment", "standardize", "customer", "weight"],
    bad: [yes("kept")],
  },
  {
    name: "retention",
    call: retention,
    columns: people,
    options: { kind: "sales", retained: "kept", start: "first", end: "last", reading: "end" },
    naming: ["retained", "start", "end", "by", "weight"],
    bad: [yes("kept"), words("first")],
    choices: [needs("kind", "'raw'", "'sales'", "'profit'"), may("method", "'wilson'", "'linearized'")],
  },
  {
    name: "revenueRetention",
    call: revenueRetention,
    columns: people,
    options: { retained: "kept", start: "first", end: "last" },
    naming: ["retained", "start", "end", "by", "weight"],
    bad: [yes("kept"), words("last")],
  },
  {
    name: "shareOfWallet",
    call: shareOfWallet,
    columns: { ...people, own: [1, 2, 3, 4], category: [4, 4, 4, 4] },
    options: { own: "own", category: "category" },
    naming: ["own", "category", "customer", "retained", "by", "weight"],
    bad: [
      below0("own", "spend"),
      words("category"),
      off("own", 5, "in 'category' at least what is in 'own', which is part of it; got 4 with 5"),
    ],
  },
  {
    name: "cohortRetention",
    call: cohortRetention,
    columns: people,
    options: { customer: "customer", date: "joined", unit: "month", kind: "n-day" },
    naming: ["customer", "date", "by"],
    bad: [days("joined")],
    choices: [
      needs("unit", "'day'", "'week'", "'month'"),
      needs("kind", "'n-day'", "'unbounded'", "'bracket'"),
      may("windows", "'rolling'", "'calendar'"),
    ],
    takesNoWeight: true,
  },
  {
    name: "kaplanMeier",
    call: kaplanMeier,
    columns: people,
    options: { duration: "lasted", observed: "kept", entry: "entered" },
    naming: ["duration", "observed", "entry", "by"],
    bad: [
      below0("lasted", "durations"),
      below0("entered", "entries"),
      words("lasted"),
      yes("kept"),
      off("entered", 99, "'entered' up to 'lasted'; got entry 99 after 8"),
    ],
    choices: [may("method", "'log-log'", "'log'", "'plain'")],
    takesNoWeight: true,
  },
  {
    name: "logRankTest",
    call: logRankTest,
    columns: people,
    options: { duration: "lasted", observed: "kept", entry: "entered", group: "segment" },
    naming: ["duration", "observed", "entry", "group"],
    bad: [
      below0("lasted", "durations"),
      words("entered"),
      yes("kept"),
      off("entered", 99, "'entered' up to 'lasted'; got entry 99 after 8"),
    ],
    takesNoWeight: true,
  },
  {
    name: "churnReasons",
    call: churnReasons,
    columns: people,
    options: { reason: "reason", value: "first" },
    naming: ["reason", "value", "customer", "by", "weight"],
    bad: [below0("first", "values"), words("first")],
    choices: [may("method", "'goodman'", "'sison-glaz'")],
  },
];

const desk: Columns = {
  ...four,
  ordered: [true, false, true, false],
  began: [true, true, true, false],
  source: ["Direct", "Search", "Direct", "Mail"],
  visitor: ["v1", "v2", "v3", "v4"],
  pages: [3, 4, 5, 6],
  outcome: ["won", "lost", "won", "lost"],
  created: ["2025-01-03", "2025-01-04", "2025-01-05", "2025-01-06"],
  converted: ["2025-01-13", "2025-01-14", null, null],
  opened: ["2025-01-03T08:00:00", "2025-01-04T08:00:00", "2025-01-05T08:00:00", "2025-01-06T08:00:00"],
  resolved: ["2025-01-03T09:00:00", "2025-01-04T10:00:00", "2025-01-05T11:00:00", null],
  margin: [3, 4, 1, 2],
  sent: [true, true, false, false],
};

const experience: readonly Tortured[] = [
  {
    name: "cartAbandonment",
    call: cartAbandonment,
    columns: desk,
    options: { kind: "checkout", ordered: "ordered", checkout: "began", benchmark: null },
    naming: ["ordered", "checkout", "visitor", "by", "weight"],
    bad: [yes("ordered"), yes("began")],
    choices: [needs("kind", "'cart'", "'checkout'")],
  },
  {
    name: "directTraffic",
    call: directTraffic,
    columns: desk,
    options: { source: "source" },
    naming: ["source", "visitor", "by", "weight"],
    bad: [],
  },
  {
    name: "winRate",
    call: winRate,
    columns: desk,
    options: { outcome: "outcome" },
    naming: ["outcome", "by", "weight"],
    bad: [text("outcome", "outcomes of 'won' (won), 'lost' (lost), or blank, in 'outcome'; got 'many'")],
    choices: [may("of", "'closed'", "'created'")],
  },
  {
    name: "leadConversion",
    call: leadConversion,
    columns: desk,
    options: { created: "created", converted: "converted", within: 30, asOf: "2025-03-31" },
    naming: ["created", "converted", "by", "weight"],
    bad: [
      days("created"),
      days("converted"),
      {
        column: "converted",
        value: "2024-12-31",
        says: "conversions on or after the creation; got '2024-12-31' before '2025-01-04'",
      },
    ],
    choices: [may("cohort", "'month'", "'quarter'", "'year'")],
  },
  {
    name: "pagesPerVisit",
    call: pagesPerVisit,
    columns: desk,
    options: { pages: "pages", visitor: "visitor" },
    naming: ["pages", "visitor", "by"],
    bad: [below0("pages", "pages"), words("pages")],
    takesNoWeight: true,
  },
  {
    name: "resolutionTime",
    call: resolutionTime,
    columns: desk,
    options: { opened: "opened", resolved: "resolved", asOf: "2025-02-01T00:00:00" },
    naming: ["opened", "resolved", "by"],
    bad: [
      text("opened", "date-times such as '2026-03-21T14:05:00' in 'opened'; got 'many'"),
      {
        column: "resolved",
        value: "2024-12-31T08:00:00",
        says: "'resolved' not before 'opened'; got 2024-12-31T08:00:00 before 2025-01-04T08:00:00",
      },
    ],
    takesNoWeight: true,
  },
  {
    name: "campaignRoi",
    call: campaignRoi,
    columns: desk,
    options: { value: "margin", basis: "margin", cost: 100, treated: "sent" },
    naming: ["value", "treated", "by"],
    bad: [words("margin"), yes("sent")],
    choices: [needs("basis", "'margin'", "'revenue'")],
    takesNoWeight: true,
  },
];

const tactic = ["call", "call", "none", "none"];
const trial: Columns = { ...desk, kept: [true, false, true, false], tactic, day: desk.created! };
const ofDeals = { metric: winRate, options: { outcome: "outcome" } };

const efforts: readonly Tortured[] = [
  {
    name: "retentionCost",
    call: retentionCost,
    columns: trial,
    options: { spend: "margin", retained: "kept", treated: "sent" },
    naming: ["spend", "retained", "treated", "by"],
    bad: [yes("kept"), yes("sent"), words("margin")],
    takesNoWeight: true,
  },
  {
    name: "tacticEffect",
    call: tacticEffect,
    columns: trial,
    options: { tactic: "tactic", control: "none", retained: "kept", cost: "margin" },
    naming: ["tactic", "retained", "cost", "by", "weight"],
    bad: [yes("kept"), words("margin")],
  },
  {
    name: "revenueIndex",
    call: revenueIndex,
    columns: trial,
    options: { date: "day", each: "month", amount: "margin", customer: "visitor" },
    naming: ["date", "amount", "customer", "by"],
    bad: [words("margin"), days("day")],
    choices: [needs("each", "'week'", "'month'", "'quarter'", "'year'"), may("per", "'period'", "'day'")],
    takesNoWeight: true,
  },
  {
    name: "conversionIndex",
    call: conversionIndex,
    columns: trial,
    options: { date: "day", each: "month", converted: "ordered" },
    naming: ["date", "converted", "visitor", "by", "weight"],
    bad: [yes("ordered"), days("day")],
    choices: [needs("each", "'week'", "'month'", "'quarter'", "'year'"), may("linked", "'fixed'", "'chain'")],
  },
  {
    name: "comparePeriods",
    asks: "winRate",
    call: comparePeriods,
    columns: trial,
    options: { ...ofDeals, date: "day", each: "month" },
    naming: ["date"],
    bad: [days("day")],
    choices: [
      needs("each", "'week'", "'month'", "'quarter'", "'year'"),
      may("calendar", "'gregorian'", "'jalali'"),
      may("immature", "'note'", "'compare'"),
    ],
    takesNoWeight: true,
  },
  {
    name: "decomposeChange",
    asks: "winRate",
    call: decomposeChange,
    columns: trial,
    options: { ...ofDeals, by: "segment", period: "tactic", from: "call", to: "none" },
    naming: ["by", "period"],
    bad: [],
    takesNoWeight: true,
  },
  {
    name: "customerPerformanceIndex",
    call: customerPerformanceIndex,
    columns: trial,
    options: { components: [{ name: "Pages", mean: "pages", floor: 0, goal: 10 }] },
    naming: ["by", "weight"],
    bad: [words("pages")],
    choices: [may("aggregation", "'arithmetic'", "'geometric'"), may("missing", "'null'", "'renormalize'")],
  },
];

const metrics = [...satisfaction, ...customers, ...experience, ...efforts];

/** The options with the value at a path put in place of what is there. */
function withOption(options: object, path: string, value: unknown): object {
  const [name, ...rest] = path.split(".") as [string, ...string[]];
  const inside = (options as Record<string, unknown>)[name];
  const put = rest.length === 0 ? value : withOption(inside as object, rest.join("."), value);
  if (!Array.isArray(options)) return { ...options, [name]: put };
  return options.map((one, i) => (i === Number(name) ? put : one));
}

const optionAt = (options: object, path: string) =>
  path.split(".").reduce<unknown>((inside, name) => (inside as Record<string, unknown> | undefined)?.[name], options);

/** The message that a call is refused with. */
async function refusal({ call }: Tortured, table: TableLike, options: object): Promise<string> {
  try {
    await call(table, options as never);
  } catch (error) {
    return (error as Error).message;
  }
  return "nothing was refused";
}

/** The message in the name of the metric that was called, where the one that it asks refused. */
const whoRefuses = ({ name, asks }: Tortured, said: string) =>
  asks !== undefined && said.startsWith(asks) ? `${name}${said.slice(asks.length)}` : said;

/** A cell as it stands beside the bad value: text beside text; beside a number 1 for yes, 0 for no and nothing for text. */
function beside(value: string | number, cell: Cell): Cell {
  if (cell === null) return null;
  if (typeof value === "string") return String(cell);
  return typeof cell === "string" ? null : Number(cell);
}

/** The table with the bad value in two rows of a column. */
const spoilt = (columns: Columns, { column, value }: Pick<BadColumn, "column" | "value">): Columns => ({
  ...columns,
  [column]: columns[column]!.map((cell, row) => (row === 1 || row === 2 ? value : beside(value, cell))),
});

describe("bad input is refused with row and value", () => {
  const cases = metrics.flatMap((metric) =>
    metric.bad.map((bad) => ({ name: metric.name, says: bad.says, metric, bad })),
  );

  test.each(cases)("$name requires $says", async ({ metric, bad }) => {
    const columns = spoilt(metric.columns, bad);
    const where = bad.says.includes("in the table") ? "" : "2 rows, first at row 2";
    const messages = [
      await refusal(metric, await inMemory(columns), metric.options),
      await refusal(metric, await inDuckdb(columns), metric.options).then((said) =>
        said.replace(" in rows", " in the table"),
      ),
    ];
    for (const said of messages) {
      expect(said).toMatch(new RegExp(`^${metric.name} (of a period )?requires `));
      expect(said).toContain(bad.says);
      expect(said).toContain(where);
    }
  });

  const weighted = metrics.filter(({ takesNoWeight }) => takesNoWeight === undefined);
  test.each(weighted)("$name refuses weights below 0, of 0 alone, and in words", async (metric) => {
    const options = { ...metric.options, weight: "w" };
    const refused = async (w: Columns[string]) => {
      const columns = { ...metric.columns, w };
      const message = await refusal(metric, await inMemory(columns), options);
      expect((await refusal(metric, await inDuckdb(columns), options)).replace("rows", "the table")).toBe(
        message.replace("rows", "the table"),
      );
      return message;
    };
    const { name } = metric;
    expect(await refused([1, -2, 1, 1])).toBe(`${name} requires weights of at least 0 in 'w'; got -2 (row 2)`);
    expect(await refused([0, 0, null, 0])).toBe(
      `${name} requires weights of which some are above 0 in 'w'; got only 0 (3 rows, first at row 1)`,
    );
    expect(await refused(["many", "few", "many", "few"])).toContain(`${name} requires numbers in 'w'; got text`);
  });
});

describe("a column that is not there", () => {
  const cases = metrics.flatMap((metric) => metric.naming.map((path) => ({ name: metric.name, path, metric })));

  test.each(cases)("$name names the nearest of $path", async ({ metric, path }) => {
    const here = optionAt(metric.options, path);
    const column = typeof here === "string" ? here : path === "weight" ? "w" : "segment";
    const near = column === "w" ? "segmnt" : `${column}x`;
    const options = withOption(metric.options, path, near);
    const said = await refusal(metric, await inMemory(metric.columns), options);
    expect(whoRefuses(metric, said)).toContain(`${metric.name}: no column '${near}' in the table; nearest: `);
    expect(said).toContain(`'${column === "w" ? "segment" : column}'`);
    const saidByDuckdb = await refusal(metric, await inDuckdb(metric.columns), options);
    expect(whoRefuses(metric, saidByDuckdb)).toContain(`${metric.name}: no column`);
  });
});

describe("a choice that is not given, or not known", () => {
  const cases = metrics.flatMap((metric) =>
    (metric.choices ?? []).map((choice) => ({ name: metric.name, option: choice.option, metric, choice })),
  );

  test.each(cases)("$name lists what $option can be", async ({ metric, choice: { option, of, needed } }) => {
    const table = await inMemory(metric.columns);
    const unknown = await refusal(metric, table, { ...metric.options, [option]: "something" });
    const none = await refusal(metric, table, withOption(metric.options, option, undefined));
    for (const said of needed ? [unknown, none] : [unknown]) {
      expect(said).toMatch(new RegExp(`^${metric.name} `));
      for (const one of of) expect(said).toContain(one);
    }
    expect(unknown).toContain("something");
  });

  test.each(metrics.filter(({ name }) => name !== "logRankTest"))(
    "$name requires a level from 0 to 1",
    async (metric) => {
      const table = await inMemory(metric.columns);
      for (const level of [0, 1, 95, Number.NaN])
        expect(whoRefuses(metric, await refusal(metric, table, { ...metric.options, level }))).toBe(
          `${metric.name} requires a level between 0 and 1, such as 0.95; got ${level}`,
        );
    },
  );
});

test("what is right is not refused", async () => {
  for (const metric of metrics)
    expect([metric.name, await refusal(metric, await inMemory(metric.columns), metric.options)]).toEqual([
      metric.name,
      "nothing was refused",
    ]);
});
