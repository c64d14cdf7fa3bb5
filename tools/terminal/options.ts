import { type ParseArgsConfig, parseArgs } from "node:util";
import { messageOf, WrongUsage } from "./failure.js";

/** The options of a command line; `usage` is what --help prints and a wrong call names. */
export function readOptions<T extends NonNullable<ParseArgsConfig["options"]>>(options: T, usage: string) {
  const common = { help: { type: "boolean" }, debug: { type: "boolean" } } as const;
  try {
    const { values } = parseArgs({ options: { ...options, ...common }, strict: true, allowPositionals: false });
    if ((values as { help?: boolean }).help) {
      process.stdout.write(`${usage}\n`);
      process.exit(0);
    }
    return values;
  } catch (error) {
    throw new WrongUsage(`${messageOf(error).replace(/\. To specify[\s\S]*$/, "")} (--help lists the options)`);
  }
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
