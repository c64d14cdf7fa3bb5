import { existsSync, readFileSync, statSync } from "node:fs";
import { extname, isAbsolute, join, relative, resolve } from "node:path";
import createMarkdown, { type Env, type MarkdownIt } from "markdown-it";
import { highlight } from "./highlight.js";
import { escapeHtml, slugOf } from "./markup.js";
import { math } from "./math.js";

export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly id: string;
}

/** What one page has met so far, and where its text comes from. */
export interface Prose {
  /** Of the page. */
  readonly language: string;
  readonly headings: Heading[];
  readonly ids: Set<string>;
  /** The folder that relative pictures are looked for in, null where there are none, and the one they must not leave. */
  readonly folder: string | null;
  readonly root: string;
  /** Pictures that come with the cell. */
  readonly attachments?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const PICTURES: Readonly<Record<string, string>> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".svg": "image/svg+xml",
};
const LARGEST_PICTURE = 4_000_000;

/** An address as a path; one that is not well written stays as it is. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** A picture as part of the page, or null where it is not in the project: a report asks no other computer for anything. */
function inlined(source: string, { folder, root, attachments }: Prose): string | null {
  if (/^data:image\/(png|jpeg|gif|webp|svg\+xml);base64,[\w+/=]+$/.test(source)) return source;
  if (source.startsWith("attachment:")) {
    const [type, content] = Object.entries(attachments?.[decoded(source.slice(11))] ?? {})[0] ?? [];
    return type && content && /^image\/[\w+]+$/.test(type) && /^[\w+/=\s]+$/.test(content)
      ? `data:${type};base64,${content.replace(/\s/g, "")}`
      : null;
  }
  if (folder === null || /^[a-z]+:/i.test(source)) return null;
  const file = resolve(join(folder, decoded(source)));
  const type = PICTURES[extname(file).toLowerCase()];
  const inside = relative(root, file);
  if (!type || inside.startsWith("..") || isAbsolute(inside)) return null;
  if (!existsSync(file) || statSync(file).size > LARGEST_PICTURE) return null;
  return `data:${type};base64,${readFileSync(file).toString("base64")}`;
}

function freshId(text: string, ids: Set<string>): string {
  const slug = slugOf(text);
  let id = slug;
  for (let n = 2; ids.has(id); n++) id = `${slug}-${n}`;
  ids.add(id);
  return id;
}

/** Another notebook of the project is another page of the report. */
function pageOf(href: string): string {
  return /^[a-z]+:|^\/\//i.test(href) ? href : href.replace(/\.ipynb(?=$|#)/, ".html");
}

type Rules = MarkdownIt["renderer"]["rules"];

/** A Persian text on a Persian page reads from the right even where it begins with a Latin word; any other by its first letter. */
export const directionOf = (text: string, language: string): "rtl" | "auto" =>
  language === "fa" && /[\u0600-\u06ff]/.test(text) ? "rtl" : "auto";

function textsReadTheirWay(markdown: MarkdownIt): void {
  const blocks = new Set(["paragraph_open", "heading_open", "list_item_open", "td_open", "th_open", "blockquote_open"]);
  markdown.core.ruler.push("direction", (state) => {
    const { language } = state.env as unknown as Prose;
    for (const [i, token] of state.tokens.entries()) {
      if (!blocks.has(token.type)) continue;
      const text = state.tokens.slice(i + 1, i + 3).map(({ content }) => content);
      token.attrSet("dir", directionOf(text.join(" "), language));
    }
  });
}

const rules: Rules = {
  heading_open(tokens, index, options, env, self) {
    const prose = env as unknown as Prose;
    const token = tokens[index]!;
    const text = (tokens[index + 1]?.children ?? []).map((child) => child.content).join("");
    const id = freshId(text, prose.ids);
    prose.headings.push({ level: Number(token.tag.slice(1)), text, id });
    token.attrSet("id", id);
    return self.renderToken(tokens, index, options);
  },
  link_open(tokens, index, options, _env, self) {
    const token = tokens[index]!;
    const href = pageOf(String(token.attrGet("href") ?? ""));
    token.attrSet("href", href);
    if (/^[a-z]+:/i.test(href)) token.attrSet("rel", "noopener noreferrer");
    return self.renderToken(tokens, index, options);
  },
  image(tokens, index, _options, env) {
    const token = tokens[index]!;
    const source = String(token.attrGet("src") ?? "");
    const picture = inlined(source, env as unknown as Prose);
    const alt = escapeHtml(token.content);
    return picture
      ? `<img src="${picture}" alt="${alt}">`
      : `<span class="left-out">picture left out: ${alt || escapeHtml(source)}</span>`;
  },
  table_open: () => '<div class="table" tabindex="0"><table>\n',
  table_close: () => "</table></div>\n",
};

const markdown = createMarkdown({
  html: false,
  linkify: false,
  typographer: false,
  highlight: (code, language) => highlight(code, language || "text"),
});
const validLink = markdown.validateLink;
markdown.validateLink = (url) => url.startsWith("attachment:") || validLink(url);
math(markdown);
textsReadTheirWay(markdown);
Object.assign(markdown.renderer.rules, rules);

export function renderMarkdown(text: string, prose: Prose): string {
  return markdown.render(text, prose as unknown as Env);
}

/** One sentence without a paragraph around it. */
export function renderSentence(text: string, prose: Prose): string {
  return markdown.renderInline(text.replace(/^\s{0,3}#{1,6}\s+/, ""), prose as unknown as Env);
}

/** A sentence without its marks, for the title of a window. */
export function plainSentence(text: string): string {
  const [inline] = markdown.parseInline(text, {});
  return (inline?.children ?? []).map(({ type, content }) => (type === "softbreak" ? " " : content)).join("");
}
