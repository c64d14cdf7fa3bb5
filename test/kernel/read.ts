import type { Message, Ran } from "./drive.js";

type Content = Readonly<Record<string, unknown>>;

/** An error as it was told to the notebook. */
export interface Told {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

interface Output {
  readonly data: Content;
  readonly metadata: Content;
  readonly transient: Content;
}

/** The messages of a cell itself. */
export const own = ({ messages }: Ran) => messages.filter(({ late }) => late !== true);

/** The one error message of a cell, or null. */
export function errorOf(ran: Ran): Told | null {
  const told = own(ran).filter(({ type }) => type === "error");
  if (told.length > 1) throw new Error(`a cell told ${told.length} errors`);
  return (told[0]?.content as unknown as Told | undefined) ?? null;
}

/** `ename: evalue` of a cell that failed, its value's text where it did not. */
export function outcomeOf(ran: Ran): string {
  const error = errorOf(ran);
  return error ? `${error.ename}: ${error.evalue}` : resultOf(ran);
}

export const tracebackOf = (ran: Ran): string => errorOf(ran)?.traceback.join("\n") ?? "";

export function streamOf(messages: readonly Message[], name: "stdout" | "stderr"): string {
  const texts = messages.filter(({ type, content }) => type === "stream" && content.name === name);
  return texts.map(({ content }) => String(content.text)).join("");
}

export const printed = (ran: Ran): string => streamOf(own(ran), "stdout");

/** What a cell displayed, in order; `update_display_data` too. */
export function displaysOf(ran: Ran, type = "display_data"): Output[] {
  return own(ran)
    .filter((message) => message.type === type)
    .map(({ content }) => content as unknown as Output);
}

/** The MIME types of a cell's value. */
export const bundleOf = (ran: Ran): Content => displaysOf(ran, "execute_result")[0]?.data ?? {};

/** A cell's value as text, "" where it has none. */
export const resultOf = (ran: Ran): string => String(bundleOf(ran)["text/plain"] ?? "");

export const typesOf = (ran: Ran): string[] => own(ran).map(({ type }) => type);
