/** Throws where a name stands twice: `csi requires attributes of different names; got 'price' twice`. */
export function requireDifferent(caller: string, what: string, names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new TypeError(`${caller} requires ${what}; got '${twice}' twice`);
}
