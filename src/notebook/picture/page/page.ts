import { HTML, PageElement } from "./element.js";
import { serialize } from "./markup.js";
import { select } from "./selector.js";
import { TextNode, TreeNode } from "./tree.js";

const DOCUMENT = 9;

/** The document on which plotly draws: a tree in memory, no window, no network, no script. */
export class Page extends TreeNode {
  readonly documentElement: PageElement;
  readonly head: PageElement;
  readonly body: PageElement;
  readonly defaultView: Record<string, unknown>;

  constructor() {
    super(undefined as unknown as Page, DOCUMENT, "#document");
    this.documentElement = this.appendChild(this.createElement("html"));
    this.head = this.documentElement.appendChild(this.createElement("head"));
    this.body = this.documentElement.appendChild(this.createElement("body"));
    this.defaultView = makeWindow(this);
  }

  createElement(name: string): PageElement {
    return new PageElement(this, name, HTML);
  }

  createElementNS(space: string, name: string): PageElement {
    return new PageElement(this, name, space);
  }

  createTextNode(text: string): TextNode {
    return new TextNode(this, String(text));
  }

  createDocumentFragment(): PageElement {
    return this.createElement("div");
  }

  getElementById(id: string): PageElement | null {
    return select(this, `#${id}`, true)[0] ?? null;
  }

  querySelector(selector: string): PageElement | null {
    return select(this, selector, true)[0] ?? null;
  }

  querySelectorAll(selector: string): PageElement[] {
    return select(this, selector, false);
  }
}

/** Style as set on the element itself: there are no style sheets that a picture depends on. */
function getComputedStyle(element: PageElement): PageElement["style"] {
  return element.style;
}

class Serializer {
  serializeToString(node: TreeNode): string {
    return serialize(node);
  }
}

class Parser {
  parseFromString(): Page {
    return new Page();
  }
}

class Observer {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

/** What plotly expects of a browser's window, beside the document. */
function makeWindow(page: Page): Record<string, unknown> {
  const window: Record<string, unknown> = {
    document: page,
    navigator: { userAgent: "vafa", platform: "", language: "en", languages: ["en"] },
    location: { href: "about:blank", protocol: "about:", search: "", hash: "" },
    Element: PageElement,
    HTMLElement: PageElement,
    SVGElement: PageElement,
    Node: TreeNode,
    getComputedStyle,
    XMLSerializer: Serializer,
    DOMParser: Parser,
    ResizeObserver: Observer,
    MutationObserver: Observer,
    matchMedia: () => ({ matches: false, addEventListener() {}, removeEventListener() {} }),
    addEventListener() {},
    removeEventListener() {},
    requestAnimationFrame: (callback: () => void) => setImmediate(callback),
    cancelAnimationFrame: () => {},
    innerWidth: 1024,
    innerHeight: 768,
    devicePixelRatio: 1,
    scrollX: 0,
    scrollY: 0,
  };
  window.window = window;
  window.self = window;
  return window;
}
