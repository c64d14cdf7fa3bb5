import { prose } from "../language/words.js";
import { display } from "./display.js";
import { withoutLinks, withSigns } from "./without-links.js";

/** Markdown as it is heard: without the marks. */
export function plainMarkdown(markdown: string): string {
  const plain = markdown
    .replace(/^\s{0,3}(#{1,6}|>)\s+/gm, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/(\*\*|__)(?=\S)(.+?)\1/g, "$2")
    .replace(/(?<![\w*])[*_](?=\S)(.+?)(?<=\S)[*_](?![\w*])/g, "$1")
    .replace(/`([^`]*)`/g, "$1");
  return withSigns(plain);
}

/**
 * Says a sentence with computed numbers in it, in markdown. No number is typed in a notebook's prose: it stands in the
 * template as the call that formats it. Names of the data stand in it too: no link, picture or tag in it is one, other than a
 * link to a place of the same page.
 *
 * @example
 * await say(`NPS is **${points(q4)}**, from ${count(q4)} answers.`);
 */
export function say(markdown: string): Promise<void> {
  const said = prose(markdown);
  return display({ data: { "text/markdown": withoutLinks(said), "text/plain": plainMarkdown(said) } });
}
