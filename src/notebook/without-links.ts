/** What turns all that follows the other way round, digits too. */
const OVERRIDES = /[\u202d\u202e]/g;

/**
 * Code between backticks on one line, and a link to a place of the same page: these an author may write. A line of a table
 * is cut at | before anything else, and \` is no backtick: such are not taken for code.
 */
const KEPT = /(?<![`\\])(`+)(?!`)[^`\\\n|]+\1(?!`)|(?<![!\]\\])\[[^[\]<>`\\$\n]*\]\(#[\w-]*\)/g;

/** What begins a link, a picture, a tag or an address that viewers make a link of, and what stands for its one sign. */
const LIVE: readonly (readonly [RegExp, string])[] = [
  [/\[/g, "&#91;"],
  [/<(?=[A-Za-z/!?])/g, "&lt;"],
  [/:(?=\/\/)/g, "&#58;"],
  [/(?<=\bwww)\./gi, "&#46;"],
  [/(?<=[\w.+-])@(?=\w)/g, "&#64;"],
  // Formulas of MathJax that link, load or name elements.
  [
    /\\(?=(?:href|url|require|html\w*|class|cssId|style|unicode|includegraphics|bbox|data|def|let|newcommand)\b)/gi,
    "&#92;",
  ],
];

const SIGNS: Readonly<Record<string, string>> = {
  "#91": "[",
  lt: "<",
  "#58": ":",
  "#46": ".",
  "#64": "@",
  "#92": "\\",
};

const dead = (text: string) => LIVE.reduce((made, [begins, sign]) => made.replace(begins, sign), text);

/**
 * Markdown in which nothing becomes a link, a picture or a tag: names of the data stand in it, and whoever wrote the data is
 * not who wrote the sentence. It reads as before, letter by letter.
 */
export function withoutLinks(markdown: string): string {
  const text = markdown.replace(OVERRIDES, "");
  let made = "";
  let from = 0;
  for (const match of text.matchAll(KEPT)) {
    made += dead(text.slice(from, match.index)) + match[0];
    from = (match.index ?? 0) + match[0].length;
  }
  return made + dead(text.slice(from));
}

/** The same with its signs as they were, for those who read the letters and not the markdown. */
export const withSigns = (markdown: string): string =>
  markdown.replace(/&(#91|lt|#58|#46|#64|#92);/g, (_, name: string) => SIGNS[name]!);
