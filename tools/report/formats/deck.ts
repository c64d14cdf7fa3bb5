import { rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type PptxGenJS from "pptxgenjs";
import { Zip } from "../../../src/datasets/formats/zip.js";
import { writeWhole } from "../../../src/datasets/out/whole-file.js";
import { ZipWriter } from "../../../src/datasets/out/xlsx/zip-writer.js";
import { currentLanguage } from "../../../src/language/language.js";
import { words } from "../../../src/language/words.js";
import type { Picture, Slide } from "./deck-slides.js";

/** A wide slide, in inches. */
const PAGE = { width: 13.333, height: 7.5, margin: 0.6 } as const;
const COLOURS = { ink: "1B1F24", soft: "565D66", accent: "005F96", line: "E2E5E9" } as const;

type Style = PptxGenJS.TextPropsOptions;

/** How all text of a deck is set: a Persian one from right to left, in its own typeface. */
const setting = (): Style =>
  currentLanguage() === "fa"
    ? { fontFace: "Vazirmatn", lang: "fa-IR", rtlMode: true, align: "right" }
    : { fontFace: "Calibri", lang: "en-US", align: "left" };

/** As large as it fits, in its own proportions, in the middle. */
export function fitted(
  { width, height }: Pick<Picture, "width" | "height">,
  box: { readonly x: number; readonly y: number; readonly w: number; readonly h: number },
) {
  const scale = Math.min(box.w / width, box.h / height);
  const [w, h] = [width * scale, height * scale];
  return { x: box.x + (box.w - w) / 2, y: box.y + (box.h - h) / 2, w, h };
}

const inner = PAGE.width - 2 * PAGE.margin;

function addTitle(slide: PptxGenJS.Slide, title: string, fontSize: number): void {
  const place = { x: PAGE.margin, y: 0.35, w: inner, h: 0.95 };
  slide.addText(title, {
    ...setting(),
    ...place,
    fontSize,
    bold: true,
    color: COLOURS.ink,
    valign: "top",
    fit: "shrink",
  });
}

function addSlide(deck: PptxGenJS, { title, said, picture, notes }: Slide): void {
  const slide = deck.addSlide({ masterName: "page" });
  addTitle(slide, title, said === "" ? 18 : 26);
  const top = said === "" ? 1.35 : 2.35;
  if (said !== "") {
    const place = { x: PAGE.margin, y: 1.3, w: inner, h: 1 };
    slide.addText(said, { ...setting(), ...place, fontSize: 16, color: COLOURS.soft, valign: "top", fit: "shrink" });
  }
  if (picture !== null) {
    const box = { x: PAGE.margin, y: top, w: inner, h: PAGE.height - top - 0.55 };
    slide.addImage({ data: picture.source.slice("data:".length), altText: picture.alt, ...fitted(picture, box) });
  }
  if (notes !== "") slide.addNotes(notes);
}

function addCover(deck: PptxGenJS, titles: readonly string[], date: string): void {
  const slide = deck.addSlide({ masterName: "page" });
  addTitle(slide, words`Vafa: reports`, 34);
  const place = { x: PAGE.margin, w: inner };
  const made = words`Made on ${date}`;
  slide.addText(made, { ...setting(), ...place, y: 1.25, h: 0.45, fontSize: 16, color: COLOURS.soft });
  const lines = titles.map((text) => ({ text, options: { ...setting(), breakLine: true } }));
  const fontSize = Math.max(10, Math.min(18, Math.floor(260 / Math.max(1, titles.length))));
  slide.addText(lines, {
    ...setting(),
    ...place,
    y: 1.9,
    h: 5,
    fontSize,
    color: COLOURS.ink,
    valign: "top",
    fit: "shrink",
  });
}

const DATES = /(<dcterms:(created|modified)[^>]*>)[^<]*/g;

/** The same slides are the same bytes: the clock of the packing stands on the day of the run. */
async function repacked(packed: string, file: string, on: Date): Promise<void> {
  const zip = await Zip.open(packed);
  const day = `${on.toISOString().slice(0, 10)}T00:00:00Z`;
  await writeWhole("the slides", file, async (pieces) => {
    const writer = new ZipWriter(pieces);
    for (const entry of zip.entries.values()) {
      if (entry.name.endsWith("/")) continue;
      const parts: Buffer[] = [];
      for await (const piece of zip.content(entry)) parts.push(piece);
      const bytes = Buffer.concat(parts);
      const isClock = entry.name === "docProps/core.xml";
      await writer.add(entry.name, [isClock ? bytes.toString("utf8").replace(DATES, `$1${day}`) : bytes]);
    }
    await writer.end();
  });
}

export interface Deck {
  /** The slides of each notebook, its first one its question. */
  readonly parts: readonly (readonly Slide[])[];
  readonly on: Date;
  /** The same day in words. */
  readonly date: string;
}

/** Writes slides that PowerPoint and LibreOffice open: a first one with all questions, then those of each notebook. */
export async function writeDeck({ parts, on, date }: Deck, file: string): Promise<void> {
  // Its file for `import` is written as a module but not named as one: some versions of Node refuse it.
  const PptxGen: typeof PptxGenJS = createRequire(import.meta.url)("pptxgenjs");
  const deck = new PptxGen();
  deck.layout = "LAYOUT_WIDE";
  deck.rtlMode = currentLanguage() === "fa";
  deck.title = words`Vafa: reports`;
  deck.subject = words`Reports`;
  [deck.author, deck.company] = ["Vafa", "Vafa"];
  const number = { x: PAGE.width - 1.1, y: PAGE.height - 0.45, fontSize: 10, color: COLOURS.soft } as const;
  deck.defineSlideMaster({ title: "page", background: { color: "FFFFFF" }, slideNumber: number });
  addCover(
    deck,
    parts.map(([first]) => first!.title),
    date,
  );
  for (const slide of parts.flat()) addSlide(deck, slide);
  const packed = `${file}.tmp`;
  await writeFile(packed, (await deck.write({ outputType: "nodebuffer" })) as Buffer);
  await repacked(packed, file, on);
  await rm(packed, { force: true });
}
