import { escapeHtml } from "./markup.js";

/** The tags a table of ours is made of. Everything else is text. */
const TAGS = new Set("table thead tbody tfoot tr th td caption p small strong em b i br div span sup sub".split(" "));
const VOID = new Set(["br"]);

/** Which attributes may stay, and with which values. */
const ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  dir: /^(auto|ltr|rtl)$/,
  scope: /^(col|row|colgroup|rowgroup)$/,
  class: /^vafa-[a-z-]{1,40}( mathjax_ignore)?$/,
  colspan: /^\d{1,3}$/,
  rowspan: /^\d{1,3}$/,
};

const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z-]+\s*=\s*"[^"<>]*")*)\s*\/?>/g;
const ATTRIBUTE = /([a-zA-Z-]+)\s*=\s*"([^"]*)"/g;
const ENTITY = /&(?:amp|lt|gt|quot|nbsp|#39|#\d{1,6}|#x[0-9a-fA-F]{1,5});/g;

function attributesOf(text: string): string {
  const classes: string[] = [];
  let kept = "";
  for (const [, name, value] of text.matchAll(ATTRIBUTE)) {
    const key = name!.toLowerCase();
    const align = key === "style" ? /text-align:\s*(left|right|center)/.exec(value!)?.[1] : undefined;
    if (align) classes.push(`align-${align}`);
    else if (key === "class" && ATTRIBUTES.class!.test(value!)) classes.push(value!);
    else if (Object.hasOwn(ATTRIBUTES, key) && ATTRIBUTES[key]!.test(value!)) kept += ` ${key}="${value}"`;
  }
  return classes.length > 0 ? `${kept} class="${classes.join(" ")}"` : kept;
}

/** Text between tags: its entities stay, all else is escaped. */
function textOf(text: string): string {
  let escaped = "";
  let from = 0;
  for (const match of text.matchAll(ENTITY)) {
    escaped += escapeHtml(text.slice(from, match.index)) + match[0];
    from = (match.index ?? 0) + match[0].length;
  }
  return escaped + escapeHtml(text.slice(from));
}

/**
 * HTML of a cell as a page may hold it: only tables, paragraphs and their emphasis, without scripts, links, pictures or
 * styles. A tag that is not known, or not written as our own tables write theirs, is shown as text; tags are balanced.
 */
export function sanitiseTable(html: string): string {
  const open: string[] = [];
  let safe = "";
  let from = 0;
  for (const match of html.matchAll(TAG)) {
    const [whole, slash, name, attributes] = match;
    const tag = name!.toLowerCase();
    if (!TAGS.has(tag)) continue;
    safe += textOf(html.slice(from, match.index));
    from = (match.index ?? 0) + whole.length;
    if (VOID.has(tag)) safe += `<${tag}>`;
    else if (!slash) {
      open.push(tag);
      safe += `<${tag}${attributesOf(attributes!)}>`;
    } else if (open.includes(tag)) {
      while (open.at(-1) !== tag) safe += `</${open.pop()}>`;
      open.pop();
      safe += `</${tag}>`;
    }
  }
  safe += textOf(html.slice(from));
  return (
    safe +
    open
      .reverse()
      .map((tag) => `</${tag}>`)
      .join("")
  );
}
