import { type Column, type Grid, gridHtml } from "../../src/notebook/grid.js";
import { escapeHtml, slugOf } from "../../tools/report/markup.js";
import { outputHtml } from "../../tools/report/outputs.js";
import { pageHtml } from "../../tools/report/page.js";
import { sanitiseTable } from "../../tools/report/sanitise-table.js";
import { allVerdicts, type Figures, type Grown, type SideBySide } from "./figures.js";
import { growthFigure } from "./growth-figure.js";
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

const left = (header: string, cells: readonly string[]): Column => ({ header, align: "left", cells });
const right = (header: string, cells: readonly string[]): Column => ({ header, align: "right", cells });

const section = (title: string, body: string) =>
  `<section aria-labelledby="${slugOf(title)}"><h2 id="${slugOf(title)}">${escapeHtml(title)}</h2>\n${body}</section>`;

const gridOf = (grid: Grid) => `<div class="table" tabindex="0">${sanitiseTable(gridHtml(grid))}</div>`;

function tableHtml({ title, says, works }: SideBySide): string {
  const columns = [
    left(
      "Work",
      works.map(({ work }) => work),
    ),
    ...systemsOf(works).map((name) =>
      right(
        name,
        works.map((work) => cellOf(work, name)),
      ),
    ),
    left("Vafa's time in times of a peer's", works.map(goalsOf)),
    ...(works.some((work) => peaksOf(work) !== "") ? [left("Peak memory, MB", works.map(peaksOf))] : []),
  ];
  return section(
    title,
    `<div class="prose"><p>${escapeHtml(says)}</p></div>${gridOf({ caption: "Milliseconds, medians of rounds in turn", columns, remark: "" })}`,
  );
}

function growthHtml(growth: readonly Grown[]): string {
  const columns = [
    left(
      "Work",
      growth.map(({ work }) => work),
    ),
    right(
      "Rows",
      growth.map(({ rows }) => rows.toLocaleString("en")),
    ),
    right(
      "Vafa",
      growth.map(({ ours }) => milliseconds(ours.milliseconds)),
    ),
    right(
      "SQL by hand",
      growth.map(({ byHand }) => milliseconds(byHand.milliseconds)),
    ),
    right(
      "Peak, MB",
      growth.map(({ ours }) => `${ours.peak}`),
    ),
    right(
      "Peak by hand, MB",
      growth.map(({ byHand }) => `${byHand.peak}`),
    ),
    left("Goal", growth.map(grownGoal)),
  ];
  const { data, layout, text } = growthFigure(growth);
  const drawn = {
    output_type: "display_data",
    data: { "application/vnd.plotly.v1+json": { data, layout, config: {} }, "text/plain": text },
    metadata: {},
  };
  const figure = outputHtml(
    drawn as Parameters<typeof outputHtml>[0],
    { figures: 0 } as Parameters<typeof outputHtml>[1],
  );
  return section(
    "Growth on DuckDB",
    `${figure}${gridOf({ caption: "Milliseconds from Parquet, a process each", columns, remark: "" })}`,
  );
}

/** All figures of the benchmark in one file that needs no network. */
export function benchPage(figures: Figures): string {
  const title = "Performance, side by side";
  const { day, machine, rows, growth, cluster } = figures;
  const reasons = missed(allVerdicts(figures)).map(({ works, why }) => `<li>${escapeHtml(`${works}: ${why}`)}</li>`);
  const body = `<a class="skip" href="#content">Skip to the content</a>
<div class="bar"><span class="mark"><b>Vafa</b> customer experience</span><div class="actions"><button type="button" id="theme" hidden>Dark</button></div></div>
<div class="frame wide"><main id="content">
<header class="opening"><h1>${title}</h1><p>${escapeHtml(`${headline(figures)}. Measured on ${day}: ${machine}; ${rows.toLocaleString("en")} rows. All systems gave the same answers before anything was timed.`)}</p></header>
${measuredTables(figures).map(tableHtml).join("\n")}
${growth.length === 0 ? "" : growthHtml(growth)}
${typeof cluster === "string" ? section("On a cluster", `<div class="prose"><p>${escapeHtml(cluster)}</p></div>`) : ""}
${reasons.length === 0 ? "" : section("Where a goal is missed, and why", `<div class="prose"><ul>${reasons.join("")}</ul></div>`)}
</main></div>`;
  return pageHtml({ title, description: title, language: "en", body, figures: growth.length > 0 });
}
