import { type ParseArgsConfig, parseArgs } from "node:util";
import { messageOf, WrongUsage } from "./failure.js";

type Options = NonNullable<ParseArgsConfig["options"]>;

const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(", ");

/** The options of a command line, and the files it names, at most `most`; `usage` is what --help prints and a wrong call names. */
export function readCommandLine<T extends Options>(
  options: T,
  usage: string,
  most: number,
  args = process.argv.slice(2),
) {
  const common = { help: { type: "boolean" }, debug: { type: "boolean" } } as const;
  try {
    const read = parseArgs({ args, options: { ...options, ...common }, strict: true, allowPositionals: most > 0 });
    const { values, positionals: files } = read;
    if ((values as { help?: boolean }).help) {
      process.stdout.write(`${usage}\n`);
      process.exit(0);
    }
    if (files.length > most) throw new Error(`one file at a time; got ${quoted(files)}`);
    return { values, files };
  } catch (error) {
    throw new WrongUsage(`${messageOf(error).replace(/\. To specify[\s\S]*$/, "")} (--help lists the options)`);
  }
}

/** The options of a command that takes nothing but options. */
export function readOptions<T extends Options>(options: T, usage: string, args?: string[]) {
  return readCommandLine(options, usage, 0, args).values;
}

/** A positive number given as text. */
export function positive(text: string | undefined, name: string, otherwise: number): number {
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number) || number <= 0) {
    throw new WrongUsage(`${name} requires a number above 0; got ${JSON.stringify(text)}`);
  }
  return number;
}
