import { allVerdicts, type Figures, type Grown, type SideBySide } from "./figures.js";
import {
  cellOf,
  goalsOf,
  grownGoal,
  headline,
  measuredTables,
  milliseconds,
  missed,
  peaksOf,
  systemsOf,
} from "./words-of-figures.js";

const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

function tableOf({ title, says, works }: SideBySide): string {
  const systems = systemsOf(works);
  const times = markdownTable(
    ["work", ...systems, "goals"],
    works.map((work) => [work.work, ...systems.map((name) => cellOf(work, name)), goalsOf(work)]),
  );
  const peaks = works.filter((work) => peaksOf(work) !== "");
  const memory =
    peaks.length === 0
      ? ""
      : `\nPeak memory, MB:\n\n${peaks.map((work) => `- ${work.work}: ${peaksOf(work)}`).join("\n")}\n`;
  return `## ${title}\n\n${says}\n\n${times}\n${memory}`;
}

function growthOf(growth: readonly Grown[]): string {
  const rows = growth.map((one) => [
    one.work,
    one.rows.toLocaleString("en"),
    milliseconds(one.ours.milliseconds),
    milliseconds(one.byHand.milliseconds),
    `${one.ours.peak} · ${one.byHand.peak}`,
    grownGoal(one),
  ]);
  return markdownTable(["work", "rows", "Vafa", "SQL by hand", "peak memory, MB", "goal"], rows);
}

/** docs/performance.md, which says what the figures say and nothing else. */
export function performanceDocument(figures: Figures): string {
  const { day, machine, rows, growth, cluster } = figures;
  const reasons = missed(allVerdicts(figures)).map(({ works, why }) => `- ${works}: ${why}`);
  return `# Performance, side by side

Written by \`npm run bench -- --only side-by-side\` from \`docs/bench.json\`. Measured on ${day}: ${machine}. Tables of ${rows.toLocaleString("en")} rows, the same at each call, Persian names among them.
All systems gave the same answers, whole numbers exactly and others to nine digits, before anything was timed. Times are milliseconds, medians of rounds taken in turn; elsewhere only
the ratios of a row mean anything. A goal says how many times a peer's time ours may take. **${headline(figures)}.**

${measuredTables(figures).map(tableOf).join("\n")}
## Growth

DuckDB in the process over Parquet files, at most 1 GB of memory, each answer in a process of its own, from the opening of the file to the answer; by hand is the query that a careful analyst would write, in the same engine.

${growthOf(growth)}

${typeof cluster === "string" ? `## On a cluster\n\n${cluster}\n\n` : ""}## Where a goal is missed, and why

${reasons.length === 0 ? "None is." : reasons.join("\n")}
`;
}
