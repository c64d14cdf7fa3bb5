/** Throws unless the option is one of these; the message lists them. */
export function requireOneOf(caller: string, what: string, known: readonly string[], got: unknown): void {
  if (known.includes(got as string)) return;
  const shown = got === undefined ? "none" : `'${got}'`;
  throw new RangeError(`${caller} requires a ${what} of ${known.map((name) => `'${name}'`).join(", ")}; got ${shown}`);
}
