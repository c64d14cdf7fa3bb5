import { constants } from "node:os";
import { Failure, firstLine, inOneLine, messageOf, WrongUsage } from "./failure.js";

const duties = new Set<() => void>();

/** Has `duty` done before the process ends on a signal or on a failure; the function returned takes it back. */
export function beforeEnd(duty: () => void): () => void {
  duties.add(duty);
  return () => duties.delete(duty);
}

function doDuties(): void {
  for (const duty of [...duties].reverse()) {
    duties.delete(duty);
    try {
      duty();
    } catch {
      // The process ends all the same; the other duties must still be done.
    }
  }
}

export type Signal = "SIGINT" | "SIGTERM" | "SIGHUP";

/** Ends the process as a signal does by itself, but for what must be done before. */
export function endAtOnce(signal: Signal): void {
  doDuties();
  process.exit(128 + constants.signals[signal]);
}

function report(name: string, error: unknown): void {
  const known = error instanceof Failure;
  process.stderr.write(`${name}: ${known ? inOneLine(error.message) : firstLine(messageOf(error))}\n`);
  if (!process.argv.includes("--debug") || !(error instanceof Error)) return;
  process.stderr.write(`${known && error.detail !== "" ? error.detail : error.stack}\n`);
}

/** Runs a command: exit 0 when it ends, 1 on a failure, 2 on wrong usage, 128 + n on a signal; no stack but for --debug. */
export async function command(
  name: string,
  main: () => Promise<void>,
  onSignal: (signal: Signal) => void = endAtOnce,
): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  try {
    await main();
  } catch (error) {
    doDuties();
    report(name, error);
    process.exit(error instanceof WrongUsage ? 2 : 1);
  }
}
