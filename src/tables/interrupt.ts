/**
 * Where the Vafa kernel leaves, while a cell runs, the signal that aborts when its user interrupts it. The global object
 * is the meeting place because `src` knows nothing of a kernel.
 */
const INTERRUPT = Symbol.for("vafa.interrupt");

/**
 * Aborts when the cell that runs now is interrupted; undefined in a script. Ask for it where the work begins and keep it:
 * the next cell has a signal of its own.
 */
export function interruption(): AbortSignal | undefined {
  return (globalThis as { [INTERRUPT]?: AbortSignal })[INTERRUPT];
}
