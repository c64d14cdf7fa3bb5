/** What no XML text holds; Excel writes it as _x000D_. A carriage return would become a newline. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are looked for
const FORBIDDEN = /_(?=x[\dA-Fa-f]{4}(?:_|[\x00-\x08\x0b-\x1f\uFFFE\uFFFF]))|[\x00-\x08\x0b-\x1f\uFFFE\uFFFF]/g;

const MEANT: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text as it stands in a workbook's XML: in an element or in an attribute. */
export function escaped(text: string): string {
  const allowed = text.replace(
    FORBIDDEN,
    (unit) => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
  );
  return allowed.replace(/[&<>"]/g, (mark) => MEANT[mark]!);
}
