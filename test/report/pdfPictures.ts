import { inflateSync } from "node:zlib";

type Box = readonly [left: number, bottom: number, right: number, top: number];
type Matrix = readonly [number, number, number, number, number, number];

/** A picture as a page of a PDF draws it. */
export interface DrawnPicture {
  readonly page: number;
  /** The number of its object: a picture that is drawn twice has the same. */
  readonly object: number;
  readonly box: Box;
  /** What of the page can be seen where it is drawn. */
  readonly seen: Box;
  /** Width to height, as it is drawn and as it is. */
  readonly ratios: readonly [drawn: number, own: number];
}

interface Entry {
  readonly head: string;
  readonly stream: () => string;
}

function objectsOf(pdf: string): Map<number, Entry> {
  const found = [...pdf.matchAll(/(\d+) 0 obj\s([\s\S]*?)endobj/g)].map(([, number, body]) => {
    const at = body!.indexOf("stream");
    const head = at < 0 ? body! : body!.slice(0, at);
    const stream = () =>
      inflateSync(Buffer.from(body!.slice(at + 6).replace(/^\r?\n/, ""), "latin1")).toString("latin1");
    return [Number(number), { head, stream }] as const;
  });
  return new Map(found);
}

const times = (a: Matrix, b: Matrix): Matrix => [
  a[0] * b[0] + a[1] * b[2],
  a[0] * b[1] + a[1] * b[3],
  a[2] * b[0] + a[3] * b[2],
  a[2] * b[1] + a[3] * b[3],
  a[4] * b[0] + a[5] * b[2] + b[4],
  a[4] * b[1] + a[5] * b[3] + b[5],
];

const placed = (m: Matrix, x: number, y: number) => [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]] as const;

function around(points: readonly (readonly [number, number])[]): Box {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

const within = (a: Box, b: Box): Box => [
  Math.max(a[0], b[0]),
  Math.max(a[1], b[1]),
  Math.min(a[2], b[2]),
  Math.min(a[3], b[3]),
];

/** Follows what a page draws as far as pictures are concerned: where they are, and what is cut off around them. */
function* drawnBy(content: string, paper: Box): Generator<{ name: string; box: Box; seen: Box }> {
  let state = { matrix: [1, 0, 0, 1, 0, 0] as Matrix, seen: paper };
  const kept: (typeof state)[] = [];
  let path: (readonly [number, number])[] = [];
  let given: number[] = [];
  let name = "";
  const texts = /\((?:\\.|[^\\()])*\)|<[0-9a-fA-F]*>/g;
  for (const [word] of content.replace(texts, " ").matchAll(/[^\s[\]<>]+/g)) {
    if (/^[-+.\d]+$/.test(word)) given.push(Number(word));
    else if (word.startsWith("/")) name = word.slice(1);
    else {
      const [a = 0, b = 0, c = 0, d = 0] = given;
      if (word === "q") kept.push(state);
      else if (word === "Q") state = kept.pop() ?? state;
      else if (word === "cm") state = { ...state, matrix: times(given as unknown as Matrix, state.matrix) };
      else if (word === "re") path.push(placed(state.matrix, a, b), placed(state.matrix, a + c, b + d));
      else if (word === "m" || word === "l") path.push(placed(state.matrix, a, b));
      else if (word === "c") path.push(placed(state.matrix, given[4]!, given[5]!));
      else if (/^W\*?$/.test(word)) state = { ...state, seen: within(state.seen, around(path)) };
      else if (/^([fFBbSs]\*?|n)$/.test(word)) path = [];
      else if (word === "Do") {
        const corners = [placed(state.matrix, 0, 0), placed(state.matrix, 1, 1)];
        yield { name, box: around(corners), seen: state.seen };
      }
      given = [];
    }
  }
}

const numbersIn = (head: string, name: string) =>
  new RegExp(`/${name}\\s*\\[?([-.\\d\\s]+)`).exec(head)![1]!.trim().split(/\s+/).map(Number);

/** Every picture that the pages of a PDF draw; how many pages there are. Chromium's PDFs only: no packed objects. */
export function picturesOf(file: Buffer): { readonly pages: number; readonly pictures: readonly DrawnPicture[] } {
  const objects = objectsOf(file.toString("latin1"));
  const pages = [...objects.values()].filter(({ head }) => /\/Type\s*\/Page\b/.test(head));
  const pictures = pages.flatMap(({ head }, page) => {
    const resources = new Map([...head.matchAll(/\/(X\d+) (\d+) 0 R/g)].map(([, x, number]) => [x, Number(number)]));
    const content = objects.get(numbersIn(head, "Contents")[0]!)!.stream();
    const paper = numbersIn(head, "MediaBox") as unknown as Box;
    return [...drawnBy(content, paper)].flatMap(({ name, box, seen }) => {
      const object = resources.get(name);
      const own = object === undefined ? "" : objects.get(object)!.head;
      if (!/\/Subtype\s*\/Image/.test(own)) return [];
      const ratio = numbersIn(own, "Width")[0]! / numbersIn(own, "Height")[0]!;
      const drawn = (box[2] - box[0]) / (box[3] - box[1]);
      return [{ page, object: object!, box, seen, ratios: [drawn, ratio] as const }];
    });
  });
  return { pages: pages.length, pictures };
}
