/** What `process.exit` in a cell is: an error, not the end of the kernel. */
class ExitError extends Error {
  override readonly name = "ExitError";
}

const { exit, reallyExit } = process as typeof process & { reallyExit: unknown };

/** Ends the process, whatever `process.exit` means by now. */
export function endProcess(code: number): never {
  (process as { reallyExit?: unknown }).reallyExit = reallyExit;
  return exit.call(process, code);
}

/** A cell cannot end the kernel. */
export function guardProcess(): void {
  const refuse = (call: string) => {
    throw new ExitError(`${call} was called in a cell; the kernel goes on (restart it from the menu to end it)`);
  };
  process.exit = ((code?: number) => refuse(`process.exit(${code ?? ""})`)) as typeof process.exit;
  process.abort = (() => refuse("process.abort()")) as typeof process.abort;
  (process as { reallyExit?: unknown }).reallyExit = () => refuse("process.reallyExit()");
}
