import type { XmlHandler } from "../xml.js";

/** Characters that XML cannot hold stand as _x0007_. */
export const unescaped = (text: string) =>
  text.includes("_x")
    ? text.replace(/_x([\da-fA-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

/** The text of one cell, gathered from its runs; how it is spoken (phonetic runs) is left out. */
export class RichText {
  private parts = "";
  private isText = false;
  private spoken = 0;

  open(name: string): void {
    if (name === "rPh") this.spoken++;
    else if (name === "t") this.isText = this.spoken === 0;
  }

  close(name: string): void {
    if (name === "rPh") this.spoken--;
    else if (name === "t") this.isText = false;
  }

  add(text: string): void {
    if (this.isText) this.parts += text;
  }

  /** The text; the next one begins. */
  take(): string {
    const text = unescaped(this.parts);
    this.parts = "";
    return text;
  }
}

/** The texts that cells refer to by number. */
export class SharedStrings implements XmlHandler {
  readonly texts: string[] = [];
  private readonly rich = new RichText();

  open(name: string): void {
    this.rich.open(name);
  }

  close(name: string): void {
    this.rich.close(name);
    if (name === "si") this.texts.push(this.rich.take());
  }

  text(text: string): void {
    this.rich.add(text);
  }
}
