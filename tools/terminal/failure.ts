/** What went wrong, in one line that says where and how to mend it: exit code 1. */
export class Failure extends Error {
  override readonly name: string = "Failure";
  /** What --debug shows beside it: the whole of what somebody else said. */
  readonly detail: string;

  constructor(message: string, detail = "") {
    super(message);
    this.detail = detail;
  }
}

/** A command called the wrong way: exit code 2. */
export class WrongUsage extends Failure {
  override readonly name = "WrongUsage";
}

/** The first line of what somebody else said, short enough for one line of a terminal. */
export function firstLine(text: string, longest = 300): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a traceback are control characters
  const plain = text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, "");
  const line = plain.split(/\r?\n/).find((each) => each.trim() !== "") ?? "";
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line.trim();
}

/** Several lines as one. */
export function inOneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, " ").trim();
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
