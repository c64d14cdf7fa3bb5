import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { sized } from "../trust/sized.js";
import { type Alone, alone } from "./hostile/alone.js";
import { bomb, gzipBomb, type Part, SHEET_START, workbook } from "./hostile/zip.js";
import { temporaryFolder } from "./temporary-folder.js";

const { write } = temporaryFolder();

/** Each takes less than 5 s on a free machine; a busy one fails no test, but what does not come to an end does. */
const SECONDS = 60;
const MEGABYTES = 512;

/** One file, what is asked of it, and what must come of it. */
interface Attempt {
  readonly about: string;
  readonly file: string;
  readonly content: () => string | Buffer;
  /** Gives a value from `frame`, or does the reading itself with `path`; the shape of the frame unless said. */
  readonly script?: string;
  /** The value it must give; 'refused' and words of the message where it must not. */
  readonly gives?: unknown;
  readonly refused?: RegExp;
}

const SHAPE = "const frame = await load(path); return frame.shape";
const CELLS =
  "const frame = await load(path); return (await cellsOf(frame)).map(([name, , values]) => [name, ...values])";

/** Tries files one after the other in one process; each is a test, of its result, its time and its memory. */
function attempts(all: readonly Attempt[]): void {
  let running: Promise<readonly Alone[]> | undefined;
  const run = () =>
    alone(
      all.map(
        ({ file, content, script = SHAPE }) => `const path = ${JSON.stringify(write(file, content()))}; ${script}`,
      ),
    );
  test.each(all.map((attempt, i) => [attempt.about, attempt, i] as const))("%s", async (_, { gives, refused }, i) => {
    running ??= run();
    const result = (await running)[i];
    if (result === undefined) expect.fail("the process died of it, or of one before");
    const { message, value, isUntouched, megabytes, seconds } = result;
    if (refused !== undefined) expect(message).toMatch(refused);
    if (gives !== undefined) expect(value ?? message).toEqual(gives);
    expect(isUntouched).toBe(true);
    expect(megabytes).toBeLessThan(MEGABYTES);
    expect(seconds).toBeLessThan(SECONDS);
  });
}

const sheet = (rows: string) => Buffer.from(`${SHEET_START}<sheetData>${rows}</sheetData></worksheet>`);
const text = (at: string, value: string) =>
  `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${value}</t></is></c>`;
const HEADER = `<row r="1">${text("A1", "a")}${text("B1", "b")}</row>`;

/** Entities that hold fifty of the one before each. */
const laughs = () => {
  const inner = ["b", "c", "d", "e", "f", "g"]
    .map((name, i) => `<!ENTITY ${name} "${`&${"abcdef"[i]};`.repeat(50)}">`)
    .join("");
  return Buffer.from(
    `<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "haha">${inner}]>${sheet(`<row r="1"><c t="inlineStr"><is><t>&g;</t></is></c></row>`)}`,
  );
};

/** YAML of lists that each hold the one before nine times. */
const aliases = () => {
  const list = (i: number) => Array.from({ length: 9 }, () => (i === 0 ? "lol" : `*a${i - 1}`)).join(", ");
  return `${Array.from({ length: 10 }, (_, i) => `a${i}: &a${i} [${list(i)}]`).join("\n")}\nfields: *a9\n`;
};

describe("load(bomb) is refused within seconds and 512 MB", () => {
  const start = `${SHEET_START}<sheetData>${HEADER}<row r="2">`;
  /** Megabytes, far more than may be held. */
  const LARGE = sized(1024, 3 * 1024);
  const book = (then: string, byte: number, said: number): Buffer => {
    const part: Part = { deflated: bomb(start + then, byte, LARGE), said };
    return workbook(part);
  };
  const refused = /^load \w+(\.\w+)+: /;
  attempts([
    {
      about: "a workbook that says it unpacks to gigabytes",
      file: "said.xlsx",
      content: () => book("", 32, LARGE * 2 ** 20),
      refused,
    },
    { about: "a workbook that says it unpacks to 1 KB", file: "lies.xlsx", content: () => book("", 32, 1024), refused },
    {
      about: "a workbook with one text of gigabytes",
      file: "text.xlsx",
      content: () => book('<c r="A2" t="inlineStr"><is><t>', 120, 1024),
      refused,
    },
    {
      about: "a workbook with entities within entities",
      file: "laughs.xlsx",
      content: () => workbook(laughs()),
      refused,
    },
    {
      about: "a .csv.gz of one cell of gigabytes",
      file: "cell.csv.gz",
      content: () => gzipBomb("a,b\n1,", 120, LARGE),
      refused,
    },
    {
      about: "a .csv.gz of one open quote and gigabytes",
      file: "quote.csv.gz",
      content: () => gzipBomb('a,b\n1,"', 120, LARGE),
      refused,
    },
    {
      about: "a .csv.gz of gigabytes of NUL",
      file: "nul.csv.gz",
      content: () => gzipBomb("a,b\n1,", 0, LARGE),
      refused,
    },
    {
      about: "a .csv.gz of gigabytes of blank lines",
      file: "blank.csv.gz",
      content: () => gzipBomb("a,b\n1,2\n", 10, LARGE),
      refused,
    },
    {
      about: "a .csv.gz of gigabytes of delimiters",
      file: "delimiters.csv.gz",
      content: () => gzipBomb("a,b\n1,", 44, LARGE),
      refused,
    },
    {
      about: "a .csv.gz of a header of gigabytes",
      file: "header.csv.gz",
      content: () => gzipBomb("a,b", 120, LARGE),
      refused,
    },
    {
      about: "a .jsonl.gz of one line of gigabytes",
      file: "line.jsonl.gz",
      content: () => gzipBomb('{"a":"', 120, LARGE),
      refused,
    },
    {
      about: "a schema of YAML aliases of aliases",
      file: "laughs.yaml",
      content: aliases,
      script: "return await readSchema(path)",
      refused: /^readSchema laughs\.yaml/,
    },
  ]);
});

describe("load(large text) is right, or refused, within seconds and 512 MB", () => {
  const wide = Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(",");
  const ones = Array.from({ length: 10_000 }, () => "1").join(",");
  const cell = "ab, \n".repeat(2 ** 20);
  const lines = Array.from({ length: 50_000 }, (_, i) => `${i},${"x".repeat(100)}`).join("\n");
  const lengths = `${CELLS.replace("[name, ...values]", "values.map((text) => String(text).length)")}`;
  attempts([
    {
      about: "a cell of 5 MB",
      file: "cell.csv",
      content: () => `a,b\n1,"${cell}"\n2,x\n`,
      script: lengths,
      gives: [
        [1, 1],
        [cell.length, 1],
      ],
    },
    {
      about: "a cell of 5 MB that is never closed",
      file: "open.csv",
      content: () => `a,b\n1,"${lines}\n2,x\n`,
      refused: /quote.*row 1\b/,
    },
    {
      about: "a quote opened in each of 200,000 lines",
      file: "quotes.csv",
      content: () => `a,b\n${'1,"a\n'.repeat(200_000)}`,
      refused: /199999 rows, first at row 1\b/,
    },
    { about: "10,000 columns", file: "wide.csv", content: () => `${wide}\n${ones}\n${ones}\n`, gives: [2, 10_000] },
    { about: "10,000 columns and no row", file: "header.csv", content: () => `${wide}\n`, gives: [0, 10_000] },
    {
      about: "a row of a million cells",
      file: "row.csv",
      content: () => `a,b\n1,2${",3".repeat(1_000_000)}\n`,
      refused: /requires 2 cells.*row 1\b/,
    },
    {
      about: "a header of a million names",
      file: "names.csv",
      content: () => `a${",b".repeat(1_000_000)}\n`,
      refused: /header/,
    },
    {
      about: ".csv.gz of a million rows, which is no bomb",
      file: "many.csv.gz",
      content: () => gzipSync(`a,b\n${"1,gold\n".repeat(1_000_000)}`),
      gives: [1_000_000, 2],
    },
  ]);
});

describe("load(large workbook or JSON) is right, or refused, within seconds and 512 MB", () => {
  const cells = Array.from({ length: 10_000 }, (_, i) => `<c t="inlineStr"><is><t>c${i}</t></is></c>`).join("");
  const numbers = Array.from({ length: 10_000 }, () => "<c><v>1</v></c>").join("");
  const keys = Array.from({ length: 10_000 }, (_, i) => `"k${i}":1`).join(",");
  const corner = `<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`;
  attempts([
    {
      about: "a workbook of 10,000 columns",
      file: "wide.xlsx",
      content: () => workbook(sheet(`<row r="1">${cells}</row><row r="2">${numbers}</row>`)),
      gives: [1, 10_000],
    },
    {
      about: "a workbook with a text of 5 MB",
      file: "long.xlsx",
      content: () => workbook(sheet(`${HEADER}<row r="2">${text("A2", "x".repeat(5e6))}</row>`)),
      gives: [1, 2],
    },
    {
      about: "a workbook whose last cell stands in the last corner",
      file: "corner.xlsx",
      content: () => workbook(sheet(`${HEADER}<row r="2"><c r="A2"><v>1</v></c></row>${corner}`)),
      refused: /^load corner\.xlsx: /,
    },
    {
      about: "a workbook with a row beyond the last",
      file: "beyond.xlsx",
      content: () => workbook(sheet(`${HEADER}<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>`)),
      refused: /^load beyond\.xlsx: /,
    },
    { about: "an object of 10,000 keys", file: "keys.jsonl", content: () => `{${keys}}\n`, gives: [1, 10_000] },
    {
      about: "a text of 5 MB in JSON",
      file: "long.jsonl",
      content: () => `{"a":"${"x".repeat(5e6)}"}\n`,
      gives: [1, 1],
    },
    {
      about: "a number of a million digits in JSON",
      file: "digits.jsonl",
      content: () => `{"a":${"1".repeat(1e6)}}\n`,
      gives: [1, 1],
    },
    {
      about: "a hundred thousand brackets in JSON",
      file: "deep.jsonl",
      content: () => `{"a":${"[".repeat(1e5)}${"]".repeat(1e5)}}\n`,
      refused: /row 1\b/,
    },
  ]);
});

describe("names that every object has change no object", () => {
  const NAMES = ["__proto__", "constructor", "prototype", "toString"];
  const csv = () => `${NAMES.join(",")}\n${NAMES.join(",")}\n__proto__,constructor,polluted,\n`;
  const columns = NAMES.map(
    (name) =>
      `[${JSON.stringify(name)}]: { type: "category", values: ["__proto__", "constructor", "polluted"], description: "" }`,
  );
  const schema = `{ rejects: "aside", schema: { name: "__proto__", row: "", columns: { ${columns.join(", ")} } } }`;
  const nested = '{"__proto__":{"polluted":1}}\n{"__proto__":"a","constructor":{"prototype":{"polluted":1}}}\n';
  const book = () =>
    workbook(
      sheet(
        `<row r="1">${text("A1", "__proto__")}${text("B1", "constructor")}</row><row r="2">${text("A2", "a")}<c r="B2"><v>1</v></c></row>`,
      ),
      "__proto__",
    );
  const yaml = "fields:\n  - name: __proto__\n    type: string\n  - name: constructor\n    type: integer\n";
  const json =
    '{"fields":[{"name":"__proto__","type":"string","__proto__":{"polluted":1}},{"name":"constructor","type":"integer"}]}';
  const both = [
    ["__proto__", "a"],
    ["constructor", 1],
  ];
  const read = "return Object.keys((await readSchema(path)).columns)";
  attempts([
    {
      about: "as header, value, category and column of a schema",
      file: "names.csv",
      content: csv,
      script: CELLS.replace("load(path)", `load(path, ${schema})`),
      gives: [
        ["__proto__", "__proto__"],
        ["constructor", "constructor"],
        ["prototype", "polluted"],
        ["toString", null],
      ],
    },
    {
      about: "as keys of JSON with objects in them",
      file: "nested.jsonl",
      content: () => nested,
      refused: /2 rows, first at row 1|row 1\b.*row 2\b/s,
    },
    {
      about: "as keys of JSON",
      file: "flat.jsonl",
      content: () => '{"__proto__":"a","constructor":1}\n',
      script: CELLS,
      gives: both,
    },
    { about: "as name of a sheet", file: "names.xlsx", content: book, script: CELLS, gives: both },
    {
      about: "as columns of a schema in YAML",
      file: "names.yaml",
      content: () => yaml,
      script: read,
      gives: ["__proto__", "constructor"],
    },
    {
      about: "as property of a schema in JSON",
      file: "names.json",
      content: () => json,
      script: read,
      refused: /__proto__/,
    },
  ]);
});
