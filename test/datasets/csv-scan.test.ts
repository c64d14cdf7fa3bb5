import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LineIndex } from "../../src/datasets/csv/line-index.js";
import { withCsv } from "../../src/datasets/csv/open-csv.js";
import { scanAll } from "../../src/datasets/csv/read-csv.js";
import { type Plan, Scanner } from "../../src/datasets/csv/scan.js";
import { ScanModule } from "../../src/datasets/csv/scan-module.js";
import { SeenValues } from "../../src/datasets/csv/seen-values.js";
import { Texts } from "../../src/datasets/csv/texts.js";
import { UsualRecords } from "../../src/datasets/csv/usual-records.js";
import { Issues } from "../../src/datasets/issues.js";
import { isOdd } from "../../src/datasets/typing/spelling-notes.js";
import { temporaryFolder } from "./temporary-folder.js";

const { write } = temporaryFolder();

/** Leaves every record to the reader of single cells. */
class NoneUsual extends UsualRecords {
  override read(): number {
    return 0;
  }
}

/** All that a scan gives, in plain values. */
async function scanned(file: string, plans: readonly Plan[], usual: UsualRecords) {
  const issues = new Issues();
  return withCsv(file, {}, undefined, issues, async (csv) => {
    const { window, faults, header } = csv;
    const lines = new LineIndex(header.lines + 1);
    const scanner = new Scanner(window, plans, lines, faults, issues, 4, 0, usual);
    const take = () => {
      scanner.take();
      return !scanner.isRefused;
    };
    const isRead = await scanAll(csv, take, () => 0, issues);
    const { rows, blank, returns } = scanner;
    const columns = scanner.columns().map((column) => {
      if (column.kind !== "text") return column.kind === "number" ? [...column.values] : [];
      return [...column.codes].map((code) => (code < 0 ? null : column.dictionary[code]!));
    });
    const places = Array.from({ length: rows }, (_, i) => [lines.lineOf(i + 1), lines.linesOf(i + 1)]);
    const told = issues.all("file", () => null).map(({ row, column, rule, message }) => [row, column, rule, message]);
    return { isRead, rows, blank, returns, columns, places, told };
  });
}

const letters = fc.constantFrom("a", "b", "ی", "می‌روم", " ", "0", "1", ".", ",", '"', "\n", "😀", "é", "\t");
const words = fc.array(letters, { maxLength: 12 }).map((all) => all.join(""));
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

const numbers = fc.oneof(
  fc.integer({ min: -20, max: 20 }).map(String),
  fc.integer({ min: -9_999_999, max: 9_999_999 }).map((cents) => (cents / 100).toFixed(2)),
  fc.constantFrom(
    "",
    " ",
    "0",
    "-0",
    "007",
    "12.",
    ".5",
    "1e5",
    "1.500",
    "12.500",
    "1234567890123456",
    "+1",
    "۱۲",
    "NA",
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
);

const cell = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom("alpha", "beta", "تهران", "", "a longer text than sixteen bytes", "x") },
  { weight: 4, arbitrary: words.filter((text) => !/[",\n]/.test(text)) },
  { weight: 3, arbitrary: words.map(quoted) },
  { weight: 1, arbitrary: fc.constantFrom('a"b', '"a"b', '"', "\u0000", 'open "') },
);

/** Mostly whole records of three cells; now and then a broken one, a blank line or another line end. */
const record = fc.tuple(
  cell,
  fc.oneof(numbers, numbers.map(quoted)),
  cell,
  fc.constantFrom(...Array(12).fill("\n"), "\r\n", "\n\n", ",\n", "\r"),
);

describe("records of the usual kind, read by the compiled loops", () => {
  test("come out as if each cell were read by itself: cells, rows, lines, line ends and what is told", async () => {
    const plan = fc.constantFrom<Plan>("text", "number", "infer");
    const files = fc.array(record, { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(files, fc.tuple(plan, plan, plan), async (records, plans) => {
        const lines = records.map(([a, b, c, end]) => `${a},${b},${c}${end}`);
        const file = write("usual.csv", `one,two,three\n${lines.join("")}`);
        const usual = await scanned(file, plans, new UsualRecords(3, 44, 4));
        const single = await scanned(file, plans, new NoneUsual(3, 44, 4));
        expect(usual).toEqual(single);
      }),
      { numRuns: 500 },
    );
  }, 120_000);

  test("a file larger than the window, with an unusual record in the middle of each", async () => {
    const lines = Array.from({ length: 120_000 }, (_, i) =>
      i % 40_000 === 777 ? `"line\nbreak ${i}",۱۲,x` : `id${i},${i / 100},"said ""${i % 7}"""`,
    );
    const file = write("large.csv", `one,two,three\n${lines.join("\n")}`);
    const plans = ["text", "infer", "text"] as const;
    const usual = await scanned(file, plans, new UsualRecords(3, 44, 100));
    expect(usual?.rows).toBe(120_000);
    expect(usual).toEqual(await scanned(file, plans, new NoneUsual(3, 44, 100)));
  }, 120_000);
});

const lengths = fc.integer({ min: 1, max: 70 });
const texts = fc.oneof(
  words.filter((text) => text !== ""),
  lengths.map((length) => "x".repeat(length)),
  lengths.map((length) => `${"y".repeat(length - 1)}z`),
);

describe("texts in the compiled loops", () => {
  test("have one code each, in the order in which they are met", () => {
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 400 }), (all) => {
        const made = new Texts(new ScanModule(1 << 20));
        const known = new Map<string, number>();
        for (const [row, text] of all.entries()) {
          const bytes = Buffer.from(`..${text},`);
          if (!known.has(text)) known.set(text, known.size);
          expect(made.codeOf(bytes, 2, bytes.length - 3, row)).toBe(known.get(text));
        }
        expect(made.column(new Int32Array(0)).dictionary).toEqual([...known.keys()]);
      }),
      { numRuns: 200 },
    );
  });

  test("the newest is taken out again, and is new when it is met again", () => {
    const made = new Texts(new ScanModule(1 << 20));
    const put = (text: string, row: number) => made.codeOf(Buffer.from(text), 0, text.length, row);
    const wrong: number[] = [];
    for (let row = 0; row < 100_000; row++) {
      const first = put(`text ${row}`, row);
      made.forget(row);
      if (first !== row || made.size !== row || put(`text ${row}`, row) !== row) wrong.push(row);
    }
    expect(wrong).toEqual([]);
    made.forget(5);
    expect(made.size).toBe(100_000);
    made.clear();
    expect(put("text 7", 0)).toBe(0);
  });

  test("called plain, hold nothing that is not seen and no blank at their ends", () => {
    const point = fc.oneof(
      fc.integer({ min: 0x600, max: 0x6ff }),
      fc.integer({ min: 0x20, max: 0x17f }),
      fc.constantFrom(0x200c, 0x200d, 0x200e, 0xfeff, 0xfffd, 0x20, 0x622, 0xad, 0x1f600),
    );
    const anyText = fc.array(point, { minLength: 1, maxLength: 6 }).map((all) => String.fromCodePoint(...all));
    let plain = 0;
    fc.assert(
      fc.property(anyText, (text) => {
        const made = new Texts(new ScanModule(1 << 20));
        const bytes = Buffer.from(text);
        made.codeOf(bytes, 0, bytes.length, 0);
        if (made.column(Int32Array.of(0)).isPlain !== true) return;
        plain++;
        expect(isOdd(text)).toBe(false);
        expect(text.trim()).toBe(text);
      }),
      { numRuns: 5000 },
    );
    expect(plain).toBeGreaterThan(500);
  });
});

describe("values that must stand once", () => {
  const text = fc.array(fc.option(fc.constantFrom("a", "b", "c", "d", "e"), { nil: null }), { maxLength: 8 });
  const number = fc.array(fc.option(fc.constantFrom(0, 1, 1.5, -3, 1e300), { nil: null }), { maxLength: 8 });

  test("are found again over any number of blocks, as a set would find them", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(text, number), { maxLength: 6 }), (blocks) => {
        const [seen, known] = [new SeenValues(), new Set<string | number>()];
        for (const block of blocks as (string | number | null)[][]) {
          const expected = block.flatMap((value, row) => {
            if (value === null) return [];
            const isKnown = known.has(value);
            known.add(value);
            return isKnown ? [row] : [];
          });
          const isText = block.every((value) => typeof value !== "number");
          const dictionary = [...new Set(block.filter((value): value is string => typeof value === "string"))];
          const codes = Int32Array.from(block, (value) => dictionary.indexOf(value as string));
          const values = Float64Array.from(block, (value) => (value as number | null) ?? Number.NaN);
          const column = isText ? { type: "text" as const, codes, dictionary } : { type: "number" as const, values };
          expect(seen.again(column, undefined)).toEqual(expected);
        }
      }),
    );
  });

  test("are found again where many rose before one did not, in texts and in numbers", () => {
    const rising = fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(rising, fc.integer({ min: 1, max: 2000 }), fc.boolean(), (some, last, areTexts) => {
        const seen = new SeenValues();
        const ordered = [...new Set(some)].sort((a, b) => a - b);
        const again = (list: readonly number[]) => {
          const dictionary = list.map((value) => `é${value}`);
          const codes = Int32Array.from(list, (_, i) => i);
          if (areTexts)
            return seen.again({ type: "text", codes, dictionary }, Buffer.from(`${dictionary.join("\0")}\0`));
          return seen.again({ type: "number", values: Float64Array.from(list) }, undefined);
        };
        const half = ordered.length >> 1;
        expect(again(ordered.slice(0, half))).toEqual([]);
        expect(again(ordered.slice(half))).toEqual([]);
        expect(again([last])).toEqual(some.includes(last) ? [0] : []);
        expect(again(ordered)).toEqual([...ordered.keys()]);
        expect(again([3000, last])).toEqual([1]);
      }),
    );
  });

  test("a hundred thousand of them, in blocks with their bytes", () => {
    const seen = new SeenValues();
    for (let block = 0; block < 10; block++) {
      const dictionary = Array.from({ length: 10_000 }, (_, i) => `id ${block * 9_999 + i}`);
      const codes = Int32Array.from(dictionary, (_, i) => i);
      const bytes = Buffer.from(dictionary.map((id) => `${id}\0`).join(""));
      expect(seen.again({ type: "text", codes, dictionary }, bytes)).toEqual(block === 0 ? [] : [0]);
    }
  });
});
