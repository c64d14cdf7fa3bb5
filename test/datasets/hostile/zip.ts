import { constants, crc32, deflateRawSync } from "node:zlib";

/** A part of an archive: bytes, or bytes already deflated with the size they are said to have. */
export type Part = Buffer | { readonly deflated: Buffer; readonly said: number };

const MEGABYTE = 1 << 20;

/**
 * Deflated bytes that unpack to `start`, then megabytes of one byte: a block that stands alone is repeated, so that neither the
 * making nor the file is large.
 */
export function bomb(start: string, byte: number, megabytes: number): Buffer {
  const flush = { level: 9, finishFlush: constants.Z_FULL_FLUSH };
  const head = deflateRawSync(Buffer.from(start), flush);
  const block = deflateRawSync(Buffer.alloc(MEGABYTE, byte), flush);
  return Buffer.concat([head, ...Array.from({ length: megabytes }, () => block), Buffer.of(3, 0)]);
}

/** The same as a .gz file. Its check sum is wrong; who comes to see that has unpacked everything. */
export function gzipBomb(start: string, byte: number, megabytes: number): Buffer {
  const head = Buffer.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3);
  return Buffer.concat([head, bomb(start, byte, megabytes), Buffer.alloc(8)]);
}

function numbers(size: number, fields: readonly (readonly [number, number, 2 | 4])[]): Buffer {
  const made = Buffer.alloc(size);
  for (const [at, value, bytes] of fields) {
    if (bytes === 2) made.writeUInt16LE(value, at);
    else made.writeUInt32LE(value >>> 0, at);
  }
  return made;
}

/** A zip archive of these parts; nothing in it is checked, so that it may lie. */
export function zip(parts: Readonly<Record<string, Part>>): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, part] of Object.entries(parts)) {
    const data = Buffer.isBuffer(part) ? deflateRawSync(part) : part.deflated;
    const said = Buffer.isBuffer(part) ? part.length : part.said;
    const sum = Buffer.isBuffer(part) ? crc32(part) : 0;
    const called = Buffer.from(name);
    const local = numbers(30, [
      [0, 0x04034b50, 4],
      [4, 20, 2],
      [8, 8, 2],
      [14, sum, 4],
      [18, data.length, 4],
      [22, said, 4],
      [26, called.length, 2],
    ]);
    const entry = numbers(46, [
      ...([
        [0, 0x02014b50, 4],
        [4, 20, 2],
        [6, 20, 2],
        [10, 8, 2],
        [16, sum, 4],
        [20, data.length, 4],
      ] as const),
      ...([
        [24, said, 4],
        [28, called.length, 2],
        [42, offset, 4],
      ] as const),
    ]);
    locals.push(local, called, data);
    central.push(entry, called);
    offset += local.length + called.length + data.length;
  }
  const directory = Buffer.concat(central);
  const count = Object.keys(parts).length;
  const end = numbers(22, [
    [0, 0x06054b50, 4],
    [8, count, 2],
    [10, count, 2],
    [12, directory.length, 4],
    [16, offset, 4],
  ]);
  return Buffer.concat([...locals, directory, end]);
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

export const SHEET_START = `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${MAIN}">`;

/** A workbook of one sheet, whose XML is given. */
export function workbook(sheet: Part, name = "Sheet1"): Buffer {
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const xml = (text: string) => Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${text}`);
  return zip({
    "[Content_Types].xml": xml(
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
    ),
    "_rels/.rels": xml(
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    "xl/workbook.xml": xml(
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": xml(
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    "xl/worksheets/sheet1.xml": sheet,
  });
}
