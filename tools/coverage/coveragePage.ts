import { inDigits } from "../../src/language/digits.js";
import { currentLanguage } from "../../src/language/language.js";
import { prose, word, words } from "../../src/language/words.js";
import { type Column, type Grid, gridHtml } from "../../src/notebook/grid.js";
import { escapeHtml, slugOf } from "../report/markup.js";
import { pageHtml } from "../report/page.js";
import { sanitiseTable } from "../report/sanitise-table.js";
import { type CoverageTable, type Verdict, verdictInWords, verdicts } from "./coverageTable.js";

const COMMAND = "npm run coverage";

const percent = (share: number) => inDigits((100 * share).toFixed(1));

/** What the tables say, which are kept in English. */
const said = (text: string) => prose(word(text));

/** Whether a share misses what is asked of its column. */
const misses = (share: number, name: string, found: readonly Verdict[]) =>
  found.some(({ bar }) => bar.columns.includes(name) && (share < bar.least || (bar.most !== null && share > bar.most)));

function gridOf(table: CoverageTable, found: readonly Verdict[]): Grid {
  const cell = (share: number, name: string) =>
    misses(share, name, found) ? words`${percent(share)} missed` : percent(share);
  const methods = table.columns.map((header, i): Column => {
    return { header: said(header), align: "right", cells: table.rows.map(({ shares }) => cell(shares[i]!, header)) };
  });
  return {
    caption: words`Of 100 intervals at level 95%, so many hold the true value`,
    columns: [
      { header: said(table.situation), align: "left", cells: table.rows.map(({ name }) => said(name)) },
      ...methods,
    ],
    remark: said(table.how),
  };
}

function tableHtml(table: CoverageTable): string {
  const found = verdicts(table);
  const id = slugOf(table.title);
  const asked = found.map((verdict) => `<li>${escapeHtml(verdictInWords(verdict))}</li>`).join("");
  return `<section aria-labelledby="${id}"><h2 id="${id}">${escapeHtml(said(table.title))}</h2>
<div class="prose"><p>${escapeHtml(said(table.says))}</p>${asked === "" ? "" : `<ul>${asked}</ul>`}</div>
<div class="table" tabindex="0">${sanitiseTable(gridHtml(gridOf(table, found)))}</div></section>`;
}

/** In one sentence: how many bars there are, and how many were met. */
export function coverageHeadline(tables: readonly CoverageTable[]): string {
  const all = tables.flatMap(verdicts);
  const held = all.filter((verdict) => verdict.held).length;
  return words`${inDigits(String(held))} of ${inDigits(String(all.length))} bars held`;
}

/**
 * The page of all figures, in one file that needs no network.
 *
 * @param index the address of the table of contents; null where there is none to lead to
 */
export function coveragePage(tables: readonly CoverageTable[], index: string | null): string {
  const title = words`How often intervals hold what they claim to hold`;
  const home =
    index === null
      ? `<span class="mark"><b>${words`Vafa`}</b> ${words`customer experience`}</span>`
      : `<nav aria-label="${words`All reports`}"><a href="${escapeHtml(index)}"><b>${words`Vafa`}</b> ${words`All reports`}</a></nav>`;
  const lead = words`An interval at level 95% should hold the true value 95 times in 100, whatever the sample. These are the times it does, of the code that makes the reports: ${coverageHeadline(tables)}. ${`<code>${COMMAND}</code>`} works them out anew.`;
  const body = `<a class="skip" href="#content">${words`Skip to the content`}</a>
<header class="bar">${home}<div class="actions"><button type="button" id="theme" hidden>${words`Dark`}</button></div></header>
<div class="frame wide"><main id="content">
<header class="opening"><h1>${title}</h1><p>${lead}</p></header>
${tables.map(tableHtml).join("\n")}
</main></div>`;
  return pageHtml({ title, description: title, language: currentLanguage(), body, figures: false });
}
