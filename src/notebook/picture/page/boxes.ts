import type { PageElement } from "./element.js";
import { pathPoints } from "./path.js";
import { textBox } from "./text.js";
import { ELEMENT, type TreeNode } from "./tree.js";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An affine map: x′ = a·x + c·y + e, y′ = b·x + d·y + f. */
export interface Matrix {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

const IDENTITY: Matrix = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };
const NOTHING: Box = { x: 0, y: 0, width: 0, height: 0 };

function multiply(m: Matrix, n: Matrix): Matrix {
  return {
    a: m.a * n.a + m.c * n.b,
    b: m.b * n.a + m.d * n.b,
    c: m.a * n.c + m.c * n.d,
    d: m.b * n.c + m.d * n.d,
    e: m.a * n.e + m.c * n.f + m.e,
    f: m.b * n.e + m.d * n.f + m.f,
  };
}

function rotation(degrees: number, x: number, y: number): Matrix {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return { a: cos, b: sin, c: -sin, d: cos, e: x - cos * x + sin * y, f: y - sin * x - cos * y };
}

function oneTransform(name: string, values: readonly number[]): Matrix {
  const [first = 0, second = 0, third = 0] = values;
  if (name === "translate") return { ...IDENTITY, e: first, f: second };
  if (name === "scale") return { ...IDENTITY, a: first, d: values.length > 1 ? second : first };
  if (name === "rotate") return rotation(first, second, third);
  if (name === "matrix" && values.length === 6) {
    return { a: first, b: second, c: third, d: values[3]!, e: values[4]!, f: values[5]! };
  }
  return IDENTITY;
}

function transformOf(element: PageElement): Matrix {
  const text = element.getAttribute("transform");
  if (!text) return IDENTITY;
  let matrix = IDENTITY;
  for (const [, name, values] of text.matchAll(/(\w+)\(([^)]*)\)/g)) {
    matrix = multiply(
      matrix,
      oneTransform(
        name!,
        values!
          .split(/[\s,]+/)
          .filter(Boolean)
          .map(Number),
      ),
    );
  }
  return matrix;
}

/** From an element's own coordinates to the page's. */
export function pageMatrix(element: PageElement): Matrix {
  let matrix = IDENTITY;
  for (let up: TreeNode | null = element; up?.nodeType === ELEMENT; up = up.parentNode) {
    matrix = multiply(transformOf(up as PageElement), matrix);
  }
  return matrix;
}

function around(xs: readonly number[], ys: readonly number[]): Box {
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

function mapped(box: Box, m: Matrix): Box {
  const xs: number[] = [];
  const ys: number[] = [];
  for (const x of [box.x, box.x + box.width]) {
    for (const y of [box.y, box.y + box.height]) {
      xs.push(m.a * x + m.c * y + m.e);
      ys.push(m.b * x + m.d * y + m.f);
    }
  }
  return around(xs, ys);
}

function attribute(element: PageElement, name: string): number {
  return Number.parseFloat(element.getAttribute(name) ?? "") || 0;
}

function ownBox(element: PageElement): Box | null {
  const at = (name: string) => attribute(element, name);
  switch (element.localName) {
    case "text":
    case "tspan":
      return textBox(element);
    case "rect":
    case "image":
      return { x: at("x"), y: at("y"), width: at("width"), height: at("height") };
    case "circle":
      return { x: at("cx") - at("r"), y: at("cy") - at("r"), width: 2 * at("r"), height: 2 * at("r") };
    case "line":
      return around([at("x1"), at("x2")], [at("y1"), at("y2")]);
    case "path": {
      const points = pathPoints(element.getAttribute("d") ?? "");
      if (points.length === 0) return null;
      return around(
        points.map((point) => point.x),
        points.map((point) => point.y),
      );
    }
    default:
      return null;
  }
}

const CONTAINERS = new Set(["g", "svg", "a"]);

function childBoxes(element: PageElement): Box[] {
  const boxes: Box[] = [];
  for (const child of element.children) {
    if (child.style.getPropertyValue("display") === "none") continue;
    const box = contentBox(child);
    if (box) boxes.push(mapped(box, transformOf(child)));
  }
  return boxes;
}

/** The box in the element's own coordinates, or null when nothing of it is drawn. */
function contentBox(element: PageElement): Box | null {
  if (!CONTAINERS.has(element.localName)) return ownBox(element);
  const boxes = childBoxes(element);
  if (boxes.length === 0) return null;
  return around(
    boxes.flatMap(({ x, width }) => [x, x + width]),
    boxes.flatMap(({ y, height }) => [y, y + height]),
  );
}

export function boxOf(element: PageElement): Box {
  return contentBox(element) ?? NOTHING;
}

/** The box on the page: of SVG what is drawn, of HTML the size its style states. */
export function boxInPage(element: PageElement): Box {
  const width = Number.parseFloat(element.style.getPropertyValue("width"));
  const height = Number.parseFloat(element.style.getPropertyValue("height"));
  if (element.localName === "div") return { ...NOTHING, width: width || 0, height: height || 0 };
  if (element.localName === "svg" && !element.ownerSVGElement) {
    return { ...NOTHING, width: attribute(element, "width"), height: attribute(element, "height") };
  }
  const box = contentBox(element);
  return box ? mapped(box, pageMatrix(element)) : NOTHING;
}
