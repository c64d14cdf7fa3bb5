import type { Encoding, Layout } from "../schema.js";
import type { Dialect, Resource } from "./shape.js";
import type { Path, Problem } from "./source.js";

/** The names an encoding goes by. 'utf-16' alone does not say in which order the bytes stand. */
const ENCODINGS: ReadonlyMap<string, Encoding> = new Map([
  ["utf-8", "utf-8"],
  ["utf8", "utf-8"],
  ["utf-16le", "utf-16le"],
  ["utf-16be", "utf-16be"],
  ["windows-1256", "windows-1256"],
  ["cp1256", "windows-1256"],
]);

const isRun = (rows: readonly number[]) => rows.every((row, i) => i === 0 || row === rows[i - 1]! + 1);

function headerOf({ headerRows = [1], commentRows = [] }: Dialect, path: Path, problems: Problem[]): Layout {
  const first = headerRows[0]!;
  if (!isRun(headerRows))
    problems.push({ path: [...path, "headerRows"], message: "requires rows that follow one another" });
  if (commentRows.some((row) => row >= first)) {
    problems.push({
      path: [...path, "commentRows"],
      message: `requires rows above the header, which begins in row ${first}`,
    });
  }
  return {
    ...(first > 1 ? { preamble: first - 1 } : {}),
    ...(headerRows.length > 1 ? { headerRows: headerRows.length } : {}),
  };
}

/** How a resource's file is laid out; only what it says. */
export function layoutOf(resource: Resource, path: Path, problems: Problem[]): Layout {
  const { encoding, dialect = {}, export: tool, formulas } = resource;
  const known = encoding === undefined ? undefined : ENCODINGS.get(encoding.toLowerCase());
  if (encoding !== undefined && known === undefined) {
    const names = [...new Set(ENCODINGS.values())].map((name) => `'${name}'`).join(", ");
    problems.push({ path: [...path, "encoding"], message: `requires one of ${names}; got '${encoding}'` });
  }
  return {
    ...(known === undefined ? {} : { encoding: known }),
    ...(dialect.delimiter === undefined ? {} : { delimiter: dialect.delimiter }),
    ...headerOf(dialect, [...path, "dialect"], problems),
    ...(tool === undefined ? {} : { export: tool }),
    ...(dialect.sheetName === undefined ? {} : { sheet: dialect.sheetName }),
    ...(formulas === undefined ? {} : { formulas }),
  };
}

/** A layout as the properties of a resource. */
export function resourceLayout({
  encoding,
  delimiter,
  preamble = 0,
  headerRows = 1,
  export: tool,
  sheet,
  formulas,
}: Layout): {
  readonly encoding?: string;
  readonly export?: string;
  readonly formulas?: string;
  readonly dialect?: Readonly<Record<string, unknown>>;
} {
  const rows = Array.from({ length: headerRows }, (_, i) => preamble + 1 + i);
  const dialect = {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(preamble === 0 && headerRows === 1 ? {} : { headerRows: rows }),
    ...(sheet === undefined ? {} : { sheetName: sheet }),
  };
  return {
    ...(encoding === undefined ? {} : { encoding }),
    ...(tool === undefined ? {} : { export: tool }),
    ...(formulas === undefined ? {} : { formulas }),
    ...(Object.keys(dialect).length === 0 ? {} : { dialect }),
  };
}
