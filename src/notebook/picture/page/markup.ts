import type { PageElement } from "./element.js";
import { ELEMENT, type TextNode, type TreeNode } from "./tree.js";

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escapeMarkup(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character]!);
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
