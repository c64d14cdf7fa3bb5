/** Jupyter counts code points, JavaScript UTF-16 units: `offset` code points are that many units. */
export function unitsOf(text: string, offset: number): number {
  let units = 0;
  for (let seen = 0; seen < offset && units < text.length; seen++) units += text.codePointAt(units)! > 0xffff ? 2 : 1;
  return units;
}

/** How many code points the first `units` units of a text are. */
export function codePointsOf(text: string, units: number): number {
  return [...text.slice(0, units)].length;
}
