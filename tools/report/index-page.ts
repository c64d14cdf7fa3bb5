import { fixed } from "../../src/format/numbers.js";
import { currentLanguage } from "../../src/language/language.js";
import { word, words } from "../../src/language/words.js";
import { renderSentence } from "./markdown.js";
import { escapeHtml } from "./markup.js";
import { pageHtml } from "./page.js";
import type { Summary } from "./summary.js";

export interface Entry extends Summary {
  readonly href: string;
  /** The folder it is in, '' for the first ones. */
  readonly group: string;
}

function sentence(markdown: string): string {
  const html = renderSentence(markdown, {
    language: currentLanguage(),
    headings: [],
    ids: new Set(),
    folder: null,
    root: "",
  });
  return html.replace(/<\/?a\b[^>]*>/g, "");
}

function card({ href, title, question, headline, picture }: Entry): string {
  const image = picture
    ? `<img src="${picture.source}" alt="${escapeHtml(picture.alt)}">`
    : '<span class="no-picture"></span>';
  const says = headline ? `<p class="headline" dir="auto">${sentence(headline)}</p>` : "";
  const asks = question ? `<p class="question" dir="auto">${sentence(question)}</p>` : "";
  return `<li class="card"><div class="thumb">${image}</div><div class="words"><h3 dir="auto"><a href="${escapeHtml(href)}">${escapeHtml(title)}</a></h3>${says}${asks}</div></li>`;
}

function groupTitle(group: string): string {
  const name = group.replace(/[/_-]+/g, " ").trim();
  if (name === "") return words`Questions`;
  return word(name[0]!.toUpperCase() + name.slice(1));
}

/** What a reader must know of a group before its cards. */
const LEADS: Readonly<Record<string, string>> = {
  "your-data":
    "What can be asked of any tables whose columns are named in a description: here of the made-up company, with npm run report of yours.",
  studies: "Published work recomputed: the source's numbers beside ours, each with a check that is computed.",
};

function groupHtml(group: string, entries: readonly Entry[], index: number): string {
  const cards = entries.map(card).join("\n");
  const said = LEADS[group];
  const lead = said === undefined ? "" : `<p>${escapeHtml(word(said))}</p>\n`;
  return `<section aria-labelledby="group-${index}"><h2 id="group-${index}">${escapeHtml(groupTitle(group))}</h2>\n${lead}<ul class="cards">\n${cards}\n</ul></section>`;
}

function coverageHtml(headline: string | null): string {
  if (headline === null) return "";
  return `<section aria-labelledby="trust"><h2 id="trust">${words`How far to trust the intervals`}</h2>
<p><a href="coverage.html">${words`How often intervals hold what they claim to hold`}</a>: ${escapeHtml(headline)}.</p></section>`;
}

const deckHtml = (deck: string | null) =>
  deck === null ? "" : `<p>${words`All of it as slides: ${`<a href="${deck}" dir="ltr">${deck}</a>`}`}</p>`;

/**
 * The table of contents of all reports: each with its answer and its picture.
 *
 * @param coverage what its page comes to, in a few words; null where there is none
 * @param deck the slides; null where there are none
 */
export function indexPage(
  entries: readonly Entry[],
  executed: string,
  coverage: string | null,
  deck: string | null = null,
): string {
  const groups = [...new Set(entries.map(({ group }) => group))].sort();
  const sections = groups.map((group, index) =>
    groupHtml(
      group,
      entries.filter((entry) => entry.group === group),
      index,
    ),
  );
  const many = fixed(entries.length, 0);
  const count = entries.length === 1 ? words`${many} notebook` : words`${many} notebooks`;
  const how =
    entries.length === 1
      ? words`${count}, executed from top to bottom on the Vafa kernel and checked on ${executed}.`
      : words`${count}, each executed from top to bottom on the Vafa kernel and checked on ${executed}.`;
  const body = `<a class="skip" href="#content">${words`Skip to the content`}</a>
<header class="bar"><span class="mark"><b>${words`Vafa`}</b> ${words`customer experience`}</span><div class="actions"><button type="button" id="theme" hidden>${words`Dark`}</button></div></header>
<div class="frame wide"><main id="content">
<header class="opening"><h1>${words`Reports`}</h1><p>${escapeHtml(how)} ${words`Every page is one file and works without a network.`}</p>${deckHtml(deck)}</header>
${sections.join("\n")}
${coverageHtml(coverage)}
</main></div>`;
  return pageHtml({
    title: words`Vafa: reports`,
    description: words`The answers of ${count}`,
    language: currentLanguage(),
    body,
    figures: false,
  });
}
