import { attribute, readXml, XmlError, type XmlHandler } from "../xml.js";
import { type Entry, Zip, ZipError } from "../zip.js";
import { type Shown, shownById } from "./number-formats.js";
import type { DateSystem } from "./serial-dates.js";
import { SharedStrings } from "./shared-strings.js";

/** One sheet of a workbook: what it is called and where it stands in the file. */
export interface Sheet {
  readonly name: string;
  readonly part: Entry;
}

export interface Workbook {
  readonly sheets: readonly Sheet[];
  readonly dates: DateSystem;
  /** What the number in a cell of each style is shown as. */
  readonly styles: readonly Shown[];
  readonly texts: readonly string[];
  readonly zip: Zip;
}

/** Workbook, styles and relations are small; what is larger was not written by a spreadsheet. */
const MOST = 2 ** 26;
const MOST_TEXT = 2 ** 30;

/** Reads a part for its opening tags. */
async function eachTag(zip: Zip, entry: Entry, open: (name: string, attributes: string) => void): Promise<void> {
  if (entry.unpacked > MOST) throw new ZipError(`'${entry.name}' is larger than any workbook needs`);
  await read(zip, entry, { open, close: () => {}, text: () => {} });
}

/** Reads a part; what is wrong in it is told with its name. */
export async function read(zip: Zip, entry: Entry, handler: XmlHandler): Promise<void> {
  try {
    await readXml(zip.content(entry), handler);
  } catch (error) {
    if (error instanceof XmlError) throw new XmlError(`'${entry.name}' is broken: ${error.message}`);
    throw error;
  }
}

interface Relation {
  readonly kind: string;
  readonly target: string;
}

/** A path in the archive, from the folder of the part that names it. */
function resolved(target: string, part: string): string {
  const folder = target.startsWith("/") ? [] : part.split("/").slice(0, -1);
  for (const step of target.split("/")) {
    if (step === "..") folder.pop();
    else if (step !== "." && step !== "") folder.push(step);
  }
  return folder.join("/");
}

/** What a part refers to, by id. */
async function relationsOf(zip: Zip, part: string): Promise<Map<string, Relation>> {
  const place = part.split("/");
  const entry = zip.entries.get([...place.slice(0, -1), "_rels", `${place.at(-1)}.rels`].join("/"));
  const found = new Map<string, Relation>();
  if (entry === undefined) return found;
  await eachTag(zip, entry, (name, attributes) => {
    if (name !== "Relationship") return;
    const kind = (attribute(attributes, "Type") ?? "").split("/").at(-1)!;
    const target = resolved(attribute(attributes, "Target") ?? "", part);
    found.set(attribute(attributes, "Id") ?? "", { kind, target });
  });
  return found;
}

async function stylesOf(zip: Zip, entry: Entry | undefined): Promise<Shown[]> {
  if (entry === undefined) return [];
  const codes = new Map<number, string>();
  const ids: number[] = [];
  let isCell = false;
  await eachTag(zip, entry, (name, attributes) => {
    if (name === "numFmt" && ids.length === 0) {
      codes.set(Number(attribute(attributes, "numFmtId")), attribute(attributes, "formatCode") ?? "");
    } else if (name === "cellXfs") isCell = true;
    else if (name === "cellStyles" || name === "dxfs") isCell = false;
    else if (name === "xf" && isCell) ids.push(Number(attribute(attributes, "numFmtId") ?? 0));
  });
  return ids.map((id) => shownById(id, codes));
}

async function textsOf(zip: Zip, entry: Entry | undefined): Promise<string[]> {
  if (entry === undefined) return [];
  if (entry.unpacked > MOST_TEXT)
    throw new ZipError("the workbook holds more than 1 GB of text: save the sheet as CSV");
  const strings = new SharedStrings();
  await read(zip, entry, strings);
  return strings.texts;
}

/** Opens a workbook: its sheets, its styles and its texts, but no cell. */
export async function openWorkbook(file: string): Promise<Workbook> {
  const zip = await Zip.open(file);
  const root = [...(await relationsOf(zip, ""))].find(([, { kind }]) => kind === "officeDocument");
  const part = root?.[1].target ?? "xl/workbook.xml";
  const entry = zip.entries.get(part);
  if (entry === undefined) throw new ZipError("the file is packed, but it is no .xlsx workbook");
  const relations = await relationsOf(zip, part);
  const partOf = (kind: string) => {
    const found = [...relations.values()].find((relation) => relation.kind === kind);
    return found === undefined ? undefined : zip.entries.get(found.target);
  };
  const sheets: Sheet[] = [];
  let dates: DateSystem = 1900;
  await eachTag(zip, entry, (name, attributes) => {
    if (name === "workbookPr" && /^(1|true)$/.test(attribute(attributes, "date1904") ?? "")) dates = 1904;
    if (name !== "sheet") return;
    const relation = relations.get(attribute(attributes, "id") ?? "");
    if (relation?.kind !== "worksheet") return;
    const called = attribute(attributes, "name") ?? "";
    const content = zip.entries.get(relation.target);
    if (content === undefined)
      throw new ZipError(`the sheet '${called}' is not in the file: it was cut off or changed`);
    sheets.push({ name: called, part: content });
  });
  const styles = await stylesOf(zip, partOf("styles"));
  return { sheets, dates, styles, texts: await textsOf(zip, partOf("sharedStrings")), zip };
}
