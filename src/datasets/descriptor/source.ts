import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { compareText } from "../../tables/table.js";
import { requireFile } from "../find-file.js";

/** Where something stands in a descriptor: ["resources", 0, "schema", "fields", 3, "type"]. */
export type Path = readonly (string | number)[];

/** What is wrong at a place of a descriptor. */
export interface Problem {
  readonly path: Path;
  readonly message: string;
}

/** A descriptor is written by hand: nothing near this size is one. */
const LARGEST = 16 * 2 ** 20;

/** Aliases a person writes; a document that makes more of them is made to exhaust the memory. */
const ALIASES = 100;

const PLAIN_NAME = /^[\p{L}\p{N}_$-]+$/u;

/** 'resources[0].schema.fields[3].type' */
function shownPlace(path: Path): string {
  const steps = path.map((step) => {
    if (typeof step === "number") return `[${step}]`;
    return PLAIN_NAME.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  });
  return steps.join("").replace(/^\./, "");
}

/** A YAML or JSON text with its values, and the line on which each stands. */
export class Source {
  constructor(
    /** What errors begin with: 'readSchema survey.yaml'. */
    readonly caller: string,
    readonly data: unknown,
    private readonly document: Document,
    private readonly lines: LineCounter,
  ) {}

  private resolved(node: unknown): unknown {
    return isAlias(node) ? node.resolve(this.document) : node;
  }

  /** The line of what stands there, or of what is nearest above it. */
  private lineOf(path: Path): number {
    let node: unknown = this.resolved(this.document.contents);
    let at = (node as Node | null)?.range?.[0] ?? 0;
    for (const step of path) {
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step));
        if (pair === undefined) break;
        at = (pair.key as Node | null)?.range?.[0] ?? at;
        node = this.resolved(pair.value);
      } else if (isSeq(node) && typeof step === "number") {
        const item = node.items[step] as Node | undefined;
        at = item?.range?.[0] ?? at;
        node = this.resolved(item);
      } else break;
    }
    return this.lines.linePos(at).line;
  }

  /** Throws one error that lists what is wrong, as one meets it going down the file, if anything is. */
  throwIfAny(problems: readonly Problem[]): void {
    const lines = problems
      .map(({ path, message }) => ({ line: this.lineOf(path), text: `${shownPlace(path)} ${message}`.trim() }))
      .sort((a, b) => a.line - b.line || compareText(a.text, b.text))
      .map(({ line, text }) => `${text} (line ${line})`);
    if (lines.length === 0) return;
    if (lines.length === 1) throw new Error(`${this.caller}: ${lines[0]}`);
    throw new Error(`${this.caller}: ${lines.length} problems${lines.map((line) => `\n  ${line}`).join("")}`);
  }
}

/** YAML 1.2, and JSON with it: no key twice, no tags, no swarm of aliases. `no` is text and 1e5 a number. */
function parseSource(caller: string, text: string): Source {
  const lines = new LineCounter();
  const options = { version: "1.2", schema: "core", uniqueKeys: true, merge: false, lineCounter: lines } as const;
  const document = parseDocument(text, { ...options, prettyErrors: false });
  const [wrong] = [...document.errors, ...document.warnings];
  if (wrong !== undefined) {
    throw new Error(`${caller}: ${wrong.message} (line ${lines.linePos(wrong.pos[0]).line})`);
  }
  try {
    return new Source(caller, document.toJS({ maxAliasCount: ALIASES }), document, lines);
  } catch {
    throw new Error(`${caller} requires a file with few aliases; this one unfolds without end`);
  }
}

/** Reads a descriptor, named as in the file. */
export async function readSource(reader: string, file: string): Promise<Source> {
  await requireFile(reader, file);
  const caller = `${reader} ${basename(file)}`;
  const { size } = await stat(file);
  if (size > LARGEST) throw new Error(`${caller} requires a file of at most 16 MB; got ${size} bytes`);
  const bytes = await readFile(file);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Error(`${caller} requires UTF-8 text; save it as UTF-8`);
  }
  return parseSource(caller, text);
}
