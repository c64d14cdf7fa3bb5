const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
  "#36": "$",
  nbsp: " ",
};

/** Marks that hold a drawn line in its direction: a cell of a table has a direction of its own. */
const DIRECTED = /[\u2066-\u2069\u202a-\u202e]/g;

/** A text of a figure without what only drawing needs: bold, breaks, the marks of a line's direction. */
export function plainLabel(text: unknown): string {
  return String(text ?? "")
    .replace(/(?<=[a-z])-<br\s*\/?>(?=[a-z])/g, "")
    .replace(/<br\s*\/?>/gi, " ")
    .replace(/<\/?[a-z][^>]*>/gi, "")
    .replace(/&(amp|lt|gt|quot|#39|#36|nbsp);/g, (_, name: string) => ENTITIES[name]!)
    .replace(DIRECTED, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** The label of a row, and what stands small under it: "Business" and "n = 958". */
export function labelParts(text: unknown): { readonly label: string; readonly detail: string } {
  const whole = String(text ?? "");
  const at = whole.search(/<span\b/);
  return at < 0
    ? { label: plainLabel(whole), detail: "" }
    : { label: plainLabel(whole.slice(0, at)), detail: plainLabel(whole.slice(at)) };
}
