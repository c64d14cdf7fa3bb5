import type { PageElement } from "./element.js";
import { ELEMENT, type TextNode, type TreeNode } from "./tree.js";

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** What no XML holds: with one of these in a label there would be no picture at all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are looked for
const CONTROLS = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;
const HALVES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text as it stands in XML, in an element or in an attribute. */
export function escapeMarkup(text: string): string {
  return text
    .replace(CONTROLS, "\ufffd")
    .replace(HALVES, "\ufffd")
    .replace(/[&<>"]/g, (character) => ESCAPES[character]!);
}

/** A node as XML. */
export function serialize(node: TreeNode): string {
  if (node.nodeType !== ELEMENT) return escapeMarkup((node as TextNode).data);
  const element = node as PageElement;
  let markup = `<${element.localName}`;
  for (const [name, value] of element.attributeValues) markup += ` ${name}="${escapeMarkup(value)}"`;
  const style = element.style.cssText;
  if (style !== "") markup += ` style="${escapeMarkup(style)}"`;
  if (!element.firstChild) return `${markup}/>`;
  markup += ">";
  for (let child: TreeNode | null = element.firstChild; child; child = child.nextSibling) markup += serialize(child);
  return `${markup}</${element.localName}>`;
}
