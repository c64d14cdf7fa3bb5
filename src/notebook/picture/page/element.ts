import { type Box, boxInPage, boxOf, type Matrix, pageMatrix } from "./boxes.js";
import { canvasContext } from "./canvas.js";
import { serialize } from "./markup.js";
import type { Page } from "./page.js";
import { pathLength, pointOnPath } from "./path.js";
import { matches, select } from "./selector.js";
import { Style } from "./style.js";
import { textAdvance } from "./text.js";
import { ELEMENT, TreeNode } from "./tree.js";

export const HTML = "http://www.w3.org/1999/xhtml";

class ClassList {
  constructor(private readonly element: PageElement) {}

  private get names(): string[] {
    return (this.element.getAttribute("class") ?? "").split(/\s+/).filter((name) => name !== "");
  }

  contains(name: string): boolean {
    const all = this.element.getAttribute("class");
    return all !== null && (all === name || ` ${all} `.includes(` ${name} `));
  }

  add(...names: string[]): void {
    this.element.setAttribute("class", [...new Set([...this.names, ...names])].join(" "));
  }

  remove(...names: string[]): void {
    this.element.setAttribute("class", this.names.filter((name) => !names.includes(name)).join(" "));
  }

  toggle(name: string, wanted = !this.contains(name)): void {
    if (wanted) this.add(name);
    else this.remove(name);
  }
}

/** An element of HTML or SVG, as far as plotly asks: attributes, style, classes, selectors, boxes. */
export class PageElement extends TreeNode {
  readonly attributeValues = new Map<string, string>();
  readonly style = new Style();
  readonly classList = new ClassList(this);
  readonly localName: string;
  readonly tagName: string;

  constructor(
    page: Page,
    name: string,
    readonly namespaceURI: string,
  ) {
    super(page, ELEMENT, namespaceURI === HTML ? name.toUpperCase() : name);
    this.localName = name;
    this.tagName = this.nodeName;
  }

  getAttribute(name: string): string | null {
    if (name === "style") return this.style.declarations.size > 0 ? this.style.cssText : null;
    return this.attributeValues.get(name) ?? null;
  }

  setAttribute(name: string, value: unknown): void {
    if (name === "style") this.style.cssText = String(value);
    else this.attributeValues.set(name, String(value));
  }

  removeAttribute(name: string): void {
    if (name === "style") this.style.cssText = "";
    else this.attributeValues.delete(name);
  }

  hasAttribute(name: string): boolean {
    return this.getAttribute(name) !== null;
  }

  getAttributeNS(_space: string, name: string): string | null {
    return this.getAttribute(name);
  }

  setAttributeNS(space: string | null, name: string, value: unknown): void {
    const prefix = space?.endsWith("/xlink") && !name.includes(":") ? "xlink:" : "";
    this.setAttribute(`${prefix}${name}`, value);
  }

  removeAttributeNS(_space: string, name: string): void {
    this.removeAttribute(name);
  }

  get attributes(): Record<string, { name: string; value: string }> {
    return Object.fromEntries([...this.attributeValues].map(([name, value]) => [name, { name, value }]));
  }

  get id(): string {
    return this.getAttribute("id") ?? "";
  }

  set id(id: string) {
    this.setAttribute("id", id);
  }

  /** Text in HTML; in SVG an object that holds the text, as browsers have it. */
  get className(): string | { baseVal: string } {
    const element = this;
    if (this.namespaceURI === HTML) return this.getAttribute("class") ?? "";
    return {
      get baseVal() {
        return element.getAttribute("class") ?? "";
      },
      set baseVal(names: string) {
        element.setAttribute("class", names);
      },
    };
  }

  set className(names: string | { baseVal: string }) {
    this.setAttribute("class", typeof names === "string" ? names : names.baseVal);
  }

  get children(): PageElement[] {
    return this.childNodes.filter((node): node is PageElement => node.nodeType === ELEMENT);
  }

  get innerHTML(): string {
    return this.childNodes.map(serialize).join("");
  }

  /** Plotly only ever empties an element this way, or fills what is never drawn. */
  set innerHTML(markup: string) {
    this.textContent = markup.replace(/<[^>]*>/g, "");
  }

  /** Rules that plotly adds to a style element concern the pointer only. */
  get sheet(): { insertRule(): void } | null {
    return this.localName === "style" ? { insertRule() {} } : null;
  }

  get ownerSVGElement(): PageElement | null {
    for (let up = this.parentNode; up?.nodeType === ELEMENT; up = up.parentNode) {
      if ((up as PageElement).localName === "svg") return up as PageElement;
    }
    return null;
  }

  querySelector(selector: string): PageElement | null {
    return select(this, selector, true)[0] ?? null;
  }

  querySelectorAll(selector: string): PageElement[] {
    return select(this, selector, false);
  }

  matches(selector: string): boolean {
    return matches(this, selector);
  }

  closest(selector: string): PageElement | null {
    for (let up: TreeNode | null = this; up?.nodeType === ELEMENT; up = up.parentNode) {
      if (matches(up as PageElement, selector)) return up as PageElement;
    }
    return null;
  }

  cloneNode(deep = false): PageElement {
    const copy = new PageElement(this.ownerDocument, this.localName, this.namespaceURI);
    for (const [name, value] of this.attributeValues) copy.attributeValues.set(name, value);
    for (const [name, value] of this.style.declarations) copy.style.declarations.set(name, value);
    // d3 binds data to nodes; a clone of a browser does not carry it and plotly does not expect it.
    for (let child = deep ? this.firstChild : null; child; child = child.nextSibling) {
      copy.appendChild((child as PageElement).cloneNode(true));
    }
    return copy;
  }

  getBBox(): Box {
    return boxOf(this);
  }

  getBoundingClientRect(): Box & { left: number; top: number; right: number; bottom: number } {
    const box = boxInPage(this);
    return { ...box, left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height };
  }

  getScreenCTM(): Matrix {
    return pageMatrix(this);
  }

  getComputedTextLength(): number {
    return textAdvance(this);
  }

  getTotalLength(): number {
    return pathLength(this.getAttribute("d") ?? "");
  }

  getPointAtLength(length: number): { x: number; y: number } {
    return pointOnPath(this.getAttribute("d") ?? "", length);
  }

  get offsetWidth(): number {
    return Math.round(boxInPage(this).width);
  }

  get offsetHeight(): number {
    return Math.round(boxInPage(this).height);
  }

  get clientWidth(): number {
    return this.offsetWidth;
  }

  get clientHeight(): number {
    return this.offsetHeight;
  }

  getContext(kind: string): ReturnType<typeof canvasContext> | null {
    return kind === "2d" && this.localName === "canvas" ? canvasContext(this) : null;
  }

  toDataURL(): string {
    return canvasContext(this).toDataURL();
  }
}
