import { type Column, gridHtml } from "../../src/notebook/grid.js";
import { escapeHtml } from "../report/markup.js";
import { pageHtml } from "../report/page.js";
import { sanitiseTable } from "../report/sanitise-table.js";
import { secondsInWords } from "../terminal/words.js";
import type { TrustPart } from "./figures.js";
import { PARTS, type Part } from "./parts.js";

const left = (header: string, cells: readonly string[]): Column => ({ header, align: "left", cells });
const right = (header: string, cells: readonly string[]): Column => ({ header, align: "right", cells });

/** Whether all a part has tried holds: its figures and its tests. */
const holds = ({ figures, tests }: TrustPart) => tests.failed === 0 && figures.every(({ held }) => held);

/** In one sentence: how many figures there are, and how many keep to what is asked. */
export function trustHeadline(parts: ReadonlyMap<string, TrustPart>): string {
  const figures = [...parts.values()].flatMap((part) => part.figures);
  const held = figures.filter((figure) => figure.held).length;
  return `${held} of ${figures.length} figures within their bars, ${parts.size} of ${PARTS.length} parts run`;
}

function testsInWords({ passed, failed, skipped }: TrustPart["tests"]): string {
  const other = [failed > 0 ? `${failed} failed` : "", skipped > 0 ? `${skipped} skipped` : ""].filter(Boolean);
  return [`${passed} tests passed`, ...other].join(", ");
}

function tableOf({ figures }: TrustPart): string {
  const columns = [
    left(
      "What is tried",
      figures.map(({ what }) => what),
    ),
    right(
      "Cases",
      figures.map(({ cases }) => cases.toLocaleString("en")),
    ),
    right(
      "Found",
      figures.map(({ found, held }) => (held ? found : `${found} missed`)),
    ),
    right(
      "Asked",
      figures.map(({ bar }) => bar),
    ),
  ];
  const html = sanitiseTable(gridHtml({ caption: "What was tried and what was found", columns, remark: "" }));
  return `<div class="table" tabindex="0">${html}</div>`;
}

function partHtml({ name, title, promise }: Part, found: TrustPart | undefined): string {
  const says =
    found === undefined
      ? `It has not run yet: npm run trust -- --only ${name}`
      : `${holds(found) ? "Holds" : "Does not hold"}: ${testsInWords(found.tests)} on ${found.day} in ${secondsInWords(found.seconds)} (${found.machine}; ${found.versions}).`;
  const table = found === undefined || found.figures.length === 0 ? "" : tableOf(found);
  return `<section aria-labelledby="${name}"><h2 id="${name}">${escapeHtml(title)}</h2>
<div class="prose"><p>${escapeHtml(promise)}</p><p>${escapeHtml(says)}</p></div>${table}</section>`;
}

/** What is promised and what the last runs have found, in one file that needs no network. */
export function trustPage(parts: ReadonlyMap<string, TrustPart>): string {
  const title = "What can be trusted, and how it is tried";
  const lead = `${trustHeadline(parts)}. npm run trust tries all of it anew; npm test tries a sample of each part.`;
  const body = `<a class="skip" href="#content">Skip to the content</a>
<header class="bar"><span class="mark"><b>Vafa</b> customer experience</span><div class="actions"><button type="button" id="theme" hidden>Dark</button></div></header>
<div class="frame wide"><main id="content">
<header class="opening"><h1>${title}</h1><p>${escapeHtml(lead)}</p></header>
${PARTS.map((part) => partHtml(part, parts.get(part.name))).join("\n")}
</main></div>`;
  return pageHtml({ title, description: title, language: "en", body, figures: false });
}
