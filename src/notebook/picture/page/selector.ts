import type { PageElement } from "./element.js";
import { ELEMENT, type TreeNode } from "./tree.js";

/** One part of a compound: a tag, `#id`, `.class`, `[name^="value"]`, `:first-child`, `:not(…)`. */
type Test = (element: PageElement) => boolean;

/** A compound of a selector (`g.points`, `#clip`, `path:not([d])`) and how it hangs on the one before it. */
interface Compound {
  readonly child: boolean;
  readonly tests: readonly Test[];
}

const parsed = new Map<string, readonly (readonly Compound[])[]>();

function attributeTest(inner: string): Test {
  const [, name = "", operator, value = ""] = /^([\w-:]+)(?:([*^$~]?=)"?([^"]*)"?)?$/.exec(inner) ?? [];
  const compare: Readonly<Record<string, (found: string) => boolean>> = {
    "=": (found) => found === value,
    "*=": (found) => found.includes(value),
    "^=": (found) => found.startsWith(value),
    "$=": (found) => found.endsWith(value),
    "~=": (found) => found.split(/\s+/).includes(value),
  };
  return (element) => {
    const found = element.getAttribute(name);
    return found !== null && (operator === undefined || compare[operator]!(found));
  };
}

function pseudoClassTest(name: string): Test {
  const not = /^not\((.*)\)$/.exec(name);
  if (not) {
    const tests = parseTests(not[1]!);
    return (element) => !tests.every((test) => test(element));
  }
  if (name === "first-child")
    return (element) => {
      let before = element.previousSibling;
      while (before && before.nodeType !== ELEMENT) before = before.previousSibling;
      return before === null;
    };
  return () => false;
}

function parseTests(compound: string): Test[] {
  const parts = compound.match(/\[[^\]]*\]|:[\w-]+(?:\([^)]*\))?|[.#]?[\w-]+|\*/g) ?? [];
  return parts.map((part): Test => {
    const rest = part.slice(1);
    if (part === "*") return () => true;
    if (part.startsWith(".")) return (element) => element.classList.contains(rest);
    if (part.startsWith("#")) return (element) => element.getAttribute("id") === rest;
    if (part.startsWith("[")) return attributeTest(rest.slice(0, -1));
    if (part.startsWith(":")) return pseudoClassTest(rest);
    return (element) => element.localName.toLowerCase() === part.toLowerCase();
  });
}

function parse(selector: string): readonly (readonly Compound[])[] {
  const known = parsed.get(selector);
  if (known) return known;
  const alternatives = selector.split(",").map((alternative) => {
    const compounds: Compound[] = [];
    let child = false;
    for (const token of alternative.replace(/>/g, " > ").trim().split(/\s+/)) {
      if (token === ">") child = true;
      else {
        compounds.push({ child, tests: parseTests(token) });
        child = false;
      }
    }
    return compounds;
  });
  parsed.set(selector, alternatives);
  return alternatives;
}

function matchesFrom(element: PageElement, compounds: readonly Compound[], last: number): boolean {
  const compound = compounds[last]!;
  if (!compound.tests.every((test) => test(element))) return false;
  if (last === 0) return true;
  for (let up: TreeNode | null = element.parentNode; up?.nodeType === ELEMENT; up = up.parentNode) {
    if (matchesFrom(up as PageElement, compounds, last - 1)) return true;
    if (compound.child) return false;
  }
  return false;
}

export function matches(element: PageElement, selector: string): boolean {
  return parse(selector).some((compounds) => matchesFrom(element, compounds, compounds.length - 1));
}

/** Descendants of `root` that match, in document order; all of them or only the first. */
export function select(root: TreeNode, selector: string, first: boolean): PageElement[] {
  const found: PageElement[] = [];
  const alternatives = parse(selector);
  const visit = (node: TreeNode): boolean => {
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.nodeType !== ELEMENT) continue;
      const element = child as PageElement;
      if (alternatives.some((compounds) => matchesFrom(element, compounds, compounds.length - 1))) {
        found.push(element);
        if (first) return true;
      }
      if (visit(child)) return true;
    }
    return false;
  };
  visit(root);
  return found;
}
