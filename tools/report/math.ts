import type { MarkdownIt, StateBlock, StateInline } from "markdown-it";
import temml from "temml";
import { escapeHtml } from "./markup.js";

function mathml(tex: string, displayMode: boolean): string {
  return temml.renderToString(tex, { displayMode, throwOnError: false, trust: false });
}

/** $…$ without a space inside its ends and without a digit after: '$5 and $10' is money. */
function inline(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  if (src[pos] !== "$") return false;
  const match = /^\$(?!\s|\$)((?:\\.|[^\\$\n])+?)(?<!\s)\$(?!\d)/.exec(src.slice(pos, state.posMax));
  if (!match) return false;
  if (!silent) state.push("math_inline", "math", 0).content = match[1]!;
  state.pos += match[0].length;
  return true;
}

/** $$ … $$ as a block of its own. */
function block(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const lines = state.getLines(startLine, endLine, state.blkIndent, false);
  const match = /^\s*\$\$([\s\S]+?)\$\$[^\S\n]*(?:\n|$)/.exec(lines);
  if (!match) return false;
  if (silent) return true;
  const token = state.push("math_block", "math", 0);
  token.content = match[1]!;
  token.block = true;
  state.line = startLine + match[0].replace(/\n$/, "").split("\n").length;
  return true;
}

/** Formulas between dollars become MathML, which browsers draw without any script. */
export function math(markdown: MarkdownIt): void {
  markdown.inline.ruler.after("escape", "math_inline", inline);
  markdown.block.ruler.before("paragraph", "math_block", block, { alt: ["paragraph", "blockquote", "list"] });
  const render = (displayMode: boolean) => (tokens: readonly { readonly content: string }[], index: number) => {
    const tex = tokens[index]!.content.trim();
    try {
      return mathml(tex, displayMode);
    } catch {
      return `<code>${escapeHtml(tex)}</code>`;
    }
  };
  markdown.renderer.rules.math_inline = render(false);
  markdown.renderer.rules.math_block = (tokens, index) => `<div class="formula">${render(true)(tokens, index)}</div>\n`;
}
