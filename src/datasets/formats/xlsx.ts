import { nearestNames } from "../../tables/nearest.js";
import type { Issues } from "../issues.js";
import type { Scanned } from "../scanned.js";
import type { Layout } from "../schema.js";
import { Cells } from "./xlsx/cells.js";
import { scannedSheet } from "./xlsx/scanned-sheet.js";
import { SheetReader } from "./xlsx/sheet.js";
import { openWorkbook, read, type Sheet, type Workbook } from "./xlsx/workbook.js";
import { XmlError, type XmlHandler } from "./xml.js";
import { ZipError } from "./zip.js";

const quoted = (sheets: readonly Sheet[]) => sheets.map(({ name }) => `'${name}'`).join(", ");

/** Ends the reading of a sheet at its first value. */
class Found extends Error {}

const UNTIL_A_VALUE: XmlHandler = {
  open(name) {
    if (name === "v" || name === "is") throw new Found();
  },
  close: () => {},
  text: () => {},
};

async function holdsAnything(workbook: Workbook, sheet: Sheet): Promise<boolean> {
  try {
    await read(workbook.zip, sheet.part, UNTIL_A_VALUE);
    return false;
  } catch (error) {
    if (error instanceof Found) return true;
    throw error;
  }
}

/** The sheet that the layout names, or the only one that holds anything; null, and told, where that is not one. */
async function chosen(workbook: Workbook, layout: Layout, issues: Issues): Promise<Sheet | null> {
  const { sheets } = workbook;
  if (layout.sheet !== undefined) {
    const named = sheets.find(({ name }) => name === layout.sheet);
    if (named !== undefined) return named;
    const near = nearestNames(
      layout.sheet,
      sheets.map(({ name }) => name),
    );
    const hint =
      near.length > 0 ? `nearest: ${near.map((name) => `'${name}'`).join(", ")}` : `it has ${quoted(sheets)}`;
    issues.file({ rule: "shape", message: `no sheet '${layout.sheet}' in the workbook; ${hint}` });
    return null;
  }
  if (sheets.length === 1) return sheets[0]!;
  const filled: Sheet[] = [];
  for (const sheet of sheets) if (await holdsAnything(workbook, sheet)) filled.push(sheet);
  if (filled.length === 1) return filled[0]!;
  if (filled.length === 0) issues.file({ rule: "empty", message: "the workbook holds no cell with a value" });
  else {
    const message = `the workbook has ${filled.length} sheets: ${quoted(filled)}; name one`;
    issues.file({ rule: "shape", message, hint: `layout: { sheet: "${filled[0]!.name}" }` });
  }
  return null;
}

async function scan(file: string, layout: Layout, issues: Issues): Promise<Scanned | null> {
  const workbook = await openWorkbook(file);
  const sheet = await chosen(workbook, layout, issues);
  if (sheet === null) return null;
  const cells = new Cells(workbook);
  const reader = new SheetReader(cells);
  await read(workbook.zip, sheet.part, reader);
  return scannedSheet(cells, reader, layout, issues);
}

/**
 * A sheet of an Excel workbook (.xlsx) as columns, each cell as the workbook types it: numbers, texts, true and false, and
 * real dates, which are numbers with the format of a date: they come out as ISO text, whatever zone this machine is in.
 * A number in text stays text; of a formula the result counts that is stored with it. Records are numbered below the
 * header; their lines are the rows of the sheet.
 *
 * Cells that hold no value (#N/A, a formula never computed, all but the first of merged cells) are issues of their rows.
 * Nothing of the layout is guessed: several sheets, or a title above the header, are told with the layout that reads them.
 *
 * A file made to exhaust memory is refused before, and while, it is unpacked.
 */
export async function readXlsx(file: string, layout: Layout, issues: Issues): Promise<Scanned | null> {
  try {
    return await scan(file, layout, issues);
  } catch (error) {
    if (!(error instanceof ZipError || error instanceof XmlError)) throw error;
    issues.file({ rule: "shape", message: error.message, hint: "open it in a spreadsheet and save it as .xlsx" });
    return null;
  }
}
