/** Edits (insert, delete, replace, swap neighbours) that turn one name into the other: optimal string alignment. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, substitution);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j]!, rows[i - 2]![j - 2]! + 1);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}

/** Letters only, so that 'Seats Used' is near 'seats_used'. */
const fold = (name: string) =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_\-.]+/gu, "");

/** The names closest to the one asked for, best first, at most three; [] when nothing resembles it. */
export function nearestNames(wanted: string, names: readonly string[]): string[] {
  const target = fold(wanted);
  const scored = names.map((name) => {
    const folded = fold(name);
    const contained = target.length > 2 && (folded.includes(target) || (folded.length > 2 && target.includes(folded)));
    const distance = editDistance(target.slice(0, 64), folded.slice(0, 64));
    return { name, distance: contained ? Math.min(distance, 1.5) : distance, length: Math.max(target.length, 1) };
  });
  return scored
    .filter(({ distance, length }) => distance <= Math.max(1, length * 0.4))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}
