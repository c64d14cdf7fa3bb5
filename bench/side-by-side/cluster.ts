import { churnReasons, nps, type TrinoOptions, trino } from "../../src/index.js";
import type { Table } from "../../src/tables/table.js";
import { trinoClient } from "../../src/tables/trino/client.js";
import { trinoEngine } from "../../src/tables/trino/engine.js";
import { settingsOf } from "../../src/tables/trino/options.js";
import { median } from "../median.js";
import type { SideBySide, WorkFigures } from "./figures.js";
import { requireSameAnswers } from "./same-answers.js";
import type { Answer } from "./work-names.js";

const ROUNDS = 7;
const PEER = "SQL by hand";

/** As `npm run cluster -- --run npm run bench` names it. */
function optionsOf(env: NodeJS.ProcessEnv): TrinoOptions | null {
  const { VAFA_TRINO, VAFA_TRINO_USER = "vafa", VAFA_TRINO_PASSWORD, VAFA_TRINO_CA } = env;
  if (!VAFA_TRINO) return null;
  const place = { server: VAFA_TRINO, catalog: "hive", schema: "demo", ...(VAFA_TRINO_CA && { ca: VAFA_TRINO_CA }) };
  if (VAFA_TRINO_PASSWORD === undefined) return { ...place, user: VAFA_TRINO_USER };
  return { ...place, auth: { user: VAFA_TRINO_USER, passwordFrom: "VAFA_TRINO_PASSWORD" } };
}

const NPS = `SELECT segment, CAST(count(recommend) AS VARCHAR), CAST(sum(CASE WHEN recommend >= 9 THEN 1 ELSE 0 END) AS VARCHAR), CAST(sum(CASE WHEN recommend <= 6 THEN 1 ELSE 0 END) AS VARCHAR) FROM hive.demo.survey GROUP BY 1`;
const REASONS = `SELECT reason, CAST(count(*) AS VARCHAR) FROM hive.demo.churn WHERE reason IS NOT NULL GROUP BY 1`;

const ANEW =
  "a table that is named anew is looked up first (its columns, and what they hold), in statements of their own.";
const FETCHED =
  "`churnReasons` says which rows have no reason: where there are some, the column is fetched to name them, up to its limit.";

/** What an engine answered, column by column, as lines; counts came as text, which no driver rounds. */
const linesOf = ([names, ...counts]: readonly (readonly unknown[])[]): Answer =>
  names!.map((name, i) => [String(name), ...counts.map((column) => Number(column[i]))]);

async function npsLines(table: Table): Promise<Answer> {
  const { rows } = await nps(table, { score: "recommend", by: "segment" });
  return rows.map(({ keys, n, promoters, detractors }) => [String(keys.segment), n, promoters, detractors]);
}

async function reasonLines(table: Table): Promise<Answer> {
  const { overall } = await churnReasons(table, { reason: "reason" });
  return overall.reasons.map(({ reason, customers }) => [reason, customers]);
}

/** Metrics through `trino` beside the same counts by hand through the same client. */
export async function measureCluster(env = process.env): Promise<SideBySide | string> {
  const options = optionsOf(env);
  if (options === null) return "No cluster here: `npm run cluster -- --run npm run bench` measures on one.";
  const db = await trino(options);
  const engine = trinoEngine(await trinoClient(await settingsOf(options)), options);
  const [survey, churn] = [db.table("survey"), db.table("churn")];
  const works = [
    { work: "NPS by segment", sql: NPS, ours: () => npsLines(survey), why: "" },
    { work: "Churn reasons", sql: REASONS, ours: () => reasonLines(churn), why: FETCHED },
    { work: "NPS by segment, of a table named anew", sql: NPS, ours: () => npsLines(db.table("survey")), why: ANEW },
  ];
  const measured: WorkFigures[] = [];
  for (const { work, sql, ours, why } of works) {
    const took = { Vafa: [] as number[], [PEER]: [] as number[] };
    for (let round = 0; round <= ROUNDS; round++) {
      const began = performance.now();
      const lines = await ours();
      const between = performance.now();
      const found = await engine.query(sql);
      const ended = performance.now();
      // Reasons that are not known or not theirs to decide stand apart with us.
      const asked = new Set(lines.map(([name]) => name));
      const theirs = linesOf(found).filter(([name]) => asked.has(name!));
      requireSameAnswers(`${work}: Vafa and by hand`, lines, theirs);
      if (round === 0) continue;
      took.Vafa.push(between - began);
      took[PEER].push(ended - between);
    }
    measured.push({
      work,
      systems: [
        { system: "Vafa", milliseconds: median(took.Vafa), peak: null },
        { system: PEER, milliseconds: median(took[PEER]), peak: null },
      ],
      goals: [{ peer: PEER, atMost: 1.1 }],
      why,
    });
  }
  return {
    title: "On a Trino cluster",
    says: `The demo company's tables, small ones, on Trino ${db.version} on the same machine, beside the same counts in SQL by hand, through the same client.`,
    works: measured,
  };
}
