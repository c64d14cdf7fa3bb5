import type { Page } from "./page.js";

export const ELEMENT = 1;
const TEXT = 3;

/** A node of the page: a doubly linked tree, so that inserting and removing cost the same anywhere. */
export class TreeNode {
  parentNode: TreeNode | null = null;
  firstChild: TreeNode | null = null;
  lastChild: TreeNode | null = null;
  previousSibling: TreeNode | null = null;
  nextSibling: TreeNode | null = null;

  constructor(
    readonly ownerDocument: Page,
    readonly nodeType: number,
    readonly nodeName: string,
  ) {}

  get parentElement(): TreeNode | null {
    return this.parentNode?.nodeType === ELEMENT ? this.parentNode : null;
  }

  get childNodes(): TreeNode[] {
    const nodes: TreeNode[] = [];
    for (let child = this.firstChild; child; child = child.nextSibling) nodes.push(child);
    return nodes;
  }

  get textContent(): string {
    let text = "";
    for (let child = this.firstChild; child; child = child.nextSibling) text += child.textContent;
    return text;
  }

  set textContent(text: string | null) {
    while (this.firstChild) this.removeChild(this.firstChild);
    if (text) this.appendChild(new TextNode(this.ownerDocument, String(text)));
  }

  hasChildNodes(): boolean {
    return this.firstChild !== null;
  }

  appendChild<N extends TreeNode>(node: N): N {
    return this.insertBefore(node, null);
  }

  insertBefore<N extends TreeNode>(node: N, before: TreeNode | null): N {
    if ((node as TreeNode) === before) return node;
    node.remove();
    const previous = before ? before.previousSibling : this.lastChild;
    node.parentNode = this;
    node.previousSibling = previous;
    node.nextSibling = before;
    if (previous) previous.nextSibling = node;
    else this.firstChild = node;
    if (before) before.previousSibling = node;
    else this.lastChild = node;
    return node;
  }

  removeChild<N extends TreeNode>(node: N): N {
    const { previousSibling, nextSibling } = node;
    if (previousSibling) previousSibling.nextSibling = nextSibling;
    else this.firstChild = nextSibling;
    if (nextSibling) nextSibling.previousSibling = previousSibling;
    else this.lastChild = previousSibling;
    node.parentNode = node.previousSibling = node.nextSibling = null;
    return node;
  }

  replaceChild<N extends TreeNode>(node: TreeNode, old: N): N {
    this.insertBefore(node, old);
    return this.removeChild(old);
  }

  remove(): void {
    this.parentNode?.removeChild(this);
  }

  contains(node: TreeNode | null): boolean {
    for (let up = node; up; up = up.parentNode) if (up === this) return true;
    return false;
  }

  /** Nothing ever happens on a page without a reader: listeners are taken and never called. */
  addEventListener(): void {}
  removeEventListener(): void {}
  dispatchEvent(): boolean {
    return true;
  }
}

export class TextNode extends TreeNode {
  constructor(
    page: Page,
    public data: string,
  ) {
    super(page, TEXT, "#text");
  }

  override get textContent(): string {
    return this.data;
  }

  override set textContent(text: string | null) {
    this.data = text ?? "";
  }

  get nodeValue(): string {
    return this.data;
  }

  set nodeValue(text: string) {
    this.data = text;
  }

  cloneNode(): TextNode {
    return new TextNode(this.ownerDocument, this.data);
  }
}
