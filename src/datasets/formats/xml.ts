import { TextDecoder } from "node:util";

/** What stands in the way of reading XML. */
export class XmlError extends Error {}

/** Who is told what stands in an XML text, as it is read. Names come without the prefix of their namespace. */
export interface XmlHandler {
  /** @param attributes as they stand; `attribute` finds one in them */
  open(name: string, attributes: string): void;
  close(name: string): void;
  /** A piece of text, decoded; the text of one element may come in several. */
  text(text: string): void;
}

const LONGEST = 2 ** 24;
const ENTITIES = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

function entity(reference: string): string {
  const body = reference.slice(1, -1);
  const known = ENTITIES.get(body);
  if (known !== undefined) return known;
  const code = /^#(?:x([\da-fA-F]{1,6})|(\d{1,7}))$/.exec(body);
  const point = code === null ? Number.NaN : code[1] === undefined ? Number(code[2]) : Number.parseInt(code[1], 16);
  if (!(point > 0 && point <= 0x10ffff)) throw new XmlError(`the entity ${reference} is not known`);
  return String.fromCodePoint(point);
}

/** Text as it is meant: line ends are newlines, entities what they stand for. */
function decoded(raw: string): string {
  const lines = raw.includes("\r") ? raw.replace(/\r\n?/g, "\n") : raw;
  if (!lines.includes("&")) return lines;
  return lines.replace(/&[^;&]{0,12};?/g, (reference) => {
    if (!reference.endsWith(";")) throw new XmlError("an & that begins no entity");
    return entity(reference);
  });
}

/** The value of an attribute, or null. */
export function attribute(attributes: string, name: string): string | null {
  for (let from = 0; ; ) {
    const at = attributes.indexOf(name, from);
    if (at < 0) return null;
    from = at + name.length;
    const before = attributes.charCodeAt(at - 1);
    const isStart = at === 0 || before <= 32 || before === 58;
    const rest = /^\s*=\s*/.exec(attributes.slice(from, from + 8));
    if (!isStart || rest === null || isQuoted(attributes, at)) continue;
    const quote = from + rest[0].length;
    const end = attributes.indexOf(attributes[quote]!, quote + 1);
    return end < 0 ? null : decoded(attributes.slice(quote + 1, end));
  }
}

/** Whether this place is inside quotes. */
function isQuoted(text: string, place: number): boolean {
  let quote = 0;
  for (let i = 0; i < place; i++) {
    const unit = text.charCodeAt(i);
    if (quote === 0 && (unit === 34 || unit === 39)) quote = unit;
    else if (unit === quote) quote = 0;
  }
  return quote !== 0;
}

/**
 * Reads XML as it comes in, piece by piece: strictly (what is open is closed), and without entities of its own, which are
 * only ever declared to burst a reader.
 */
class XmlReader {
  private rest = "";
  private readonly opened: string[] = [];
  private started = false;

  constructor(private readonly handler: XmlHandler) {}

  write(piece: string): void {
    const text = this.rest === "" ? piece : this.rest + piece;
    let at = 0;
    for (;;) {
      const next = this.token(text, at);
      if (next < 0) break;
      at = next;
    }
    this.rest = text.slice(at);
    if (this.rest.length > LONGEST) throw new XmlError("a text of more than 16 million characters");
  }

  end(): void {
    if (this.rest.trim() !== "" || this.opened.length > 0 || !this.started) throw new XmlError("it is cut off");
  }

  /** Reads text up to the next tag and the tag itself; returns where it ends, −1 when there is not enough yet. */
  private token(text: string, at: number): number {
    const tag = text.indexOf("<", at);
    if (tag < 0 || tag + 1 >= text.length) return -1;
    const mark = text[tag + 1];
    const end = mark === "!" ? this.endOfDeclaration(text, tag) : endOfTag(text, tag);
    if (end < 0) return -1;
    if (tag > at && this.opened.length > 0) this.handler.text(decoded(text.slice(at, tag)));
    else if (tag > at && text.slice(at, tag).trim() !== "") throw new XmlError("text outside of all elements");
    if (mark === "/") this.close(text.slice(tag + 2, end - 1));
    else if (mark === "!") this.plainText(text, tag, end);
    else if (mark === "?") requireUnicode(text.slice(tag, end));
    else this.open(text.slice(tag + 1, end - 1));
    return end;
  }

  private endOfDeclaration(text: string, tag: number): number {
    if (text.length - tag < 9) return -1;
    if (text.startsWith("<!--", tag)) return after(text, "-->", tag + 4);
    if (text.startsWith("<![CDATA[", tag)) return after(text, "]]>", tag + 9);
    throw new XmlError("a declaration of entities, which workbooks do not have");
  }

  private plainText(text: string, tag: number, end: number): void {
    if (text[tag + 2] === "[") this.handler.text(text.slice(tag + 9, end - 3).replace(/\r\n?/g, "\n"));
  }

  private open(inside: string): void {
    const isEmpty = inside.endsWith("/");
    const tag = isEmpty ? inside.slice(0, -1) : inside;
    const space = tag.search(/\s/);
    const full = space < 0 ? tag : tag.slice(0, space);
    if (full === "") throw new XmlError("a tag without a name");
    if (this.opened.length > 1000) throw new XmlError("elements nested a thousand deep");
    const name = localName(full);
    this.started = true;
    this.handler.open(name, space < 0 ? "" : tag.slice(space + 1));
    if (isEmpty) this.handler.close(name);
    else this.opened.push(full);
  }

  private close(tag: string): void {
    const full = tag.trimEnd();
    if (this.opened.pop() !== full) throw new XmlError(`</${full.slice(0, 40)}> closes what is not open`);
    this.handler.close(localName(full));
  }
}

const localName = (full: string) => (full.includes(":") ? full.slice(full.indexOf(":") + 1) : full);

const after = (text: string, mark: string, from: number) => {
  const at = text.indexOf(mark, from);
  return at < 0 ? -1 : at + mark.length;
};

/** Where the tag that begins here ends: a > inside quotes does not end it. */
function endOfTag(text: string, tag: number): number {
  let quote = 0;
  for (let i = tag + 1; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (quote !== 0) {
      if (unit === quote) quote = 0;
    } else if (unit === 62) return i + 1;
    else if (unit === 34 || unit === 39) quote = unit;
  }
  return -1;
}

function requireUnicode(declaration: string): void {
  const encoding = attribute(declaration, "encoding");
  if (encoding === null || /^(utf-?8|utf-?16(le|be)?|us-ascii)$/i.test(encoding)) return;
  throw new XmlError(`its encoding is ${encoding}, not UTF-8`);
}

/** Reads a part of a file as XML, whatever Unicode it is written in. */
export async function readXml(pieces: AsyncIterable<Buffer>, handler: XmlHandler): Promise<void> {
  const reader = new XmlReader(handler);
  let decoder: TextDecoder | null = null;
  try {
    for await (const piece of pieces) {
      decoder ??= new TextDecoder(unicodeOf(piece), { fatal: true });
      reader.write(decoder.decode(piece, { stream: true }));
    }
    reader.write(decoder?.decode() ?? "");
  } catch (error) {
    if (error instanceof TypeError && error.message.includes("encoded data")) throw new XmlError("it is not UTF-8");
    throw error;
  }
  reader.end();
}

function unicodeOf(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  return start[0] === 0xfe && start[1] === 0xff ? "utf-16be" : "utf-8";
}
