import { escaped } from "./escaped.js";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The styles of cells, by their place in `stylesXml`. */
export const STYLE = { plain: 0, header: 1, date: 2, datetime: 3, milliseconds: 4, text: 5 } as const;

export const stylesXml = [
  `${HEAD}<styleSheet xmlns="${MAIN}">`,
  '<numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>',
  '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/>',
  '<numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss.000"/></numFmts>',
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>',
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>',
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  '<cellXfs count="6">',
  ...["0", "0", "164", "165", "166", "49"].map((format, style) => {
    const font = style === STYLE.header ? 1 : 0;
    return `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`;
  }),
  "</cellXfs>",
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
];

export function contentTypesXml(sheets: number): string[] {
  const part = (name: string, type: string) =>
    `<Override PartName="/xl/${name}.xml" ContentType="${TYPES}.${type}+xml"/>`;
  return [
    `${HEAD}<Types xmlns="${PACKAGE}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    part("workbook", "sheet.main"),
    ...Array.from({ length: sheets }, (_, i) => part(`worksheets/sheet${i + 1}`, "worksheet")),
    part("styles", "styles"),
    part("sharedStrings", "sharedStrings"),
    "</Types>",
  ];
}

const relation = (id: number, kind: string, target: string) =>
  `<Relationship Id="rId${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;

const relations = (all: readonly string[]) => [
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">`,
  ...all,
  "</Relationships>",
];

export const rootRelationsXml = relations([relation(1, "officeDocument", "xl/workbook.xml")]);

export function workbookRelationsXml(sheets: number): string[] {
  return relations([
    ...Array.from({ length: sheets }, (_, i) => relation(i + 1, "worksheet", `worksheets/sheet${i + 1}.xml`)),
    relation(sheets + 1, "styles", "styles.xml"),
    relation(sheets + 2, "sharedStrings", "sharedStrings.xml"),
  ]);
}

export function workbookXml(names: readonly string[]): string[] {
  const sheets = names.map((name, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  return [`${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>`, ...sheets, "</sheets></workbook>"];
}

export function* sharedStringsXml(texts: Iterable<string>, count: number): Generator<string> {
  yield `${HEAD}<sst xmlns="${MAIN}" uniqueCount="${count}">`;
  for (const text of texts) yield `<si><t xml:space="preserve">${escaped(text)}</t></si>`;
  yield "</sst>";
}
