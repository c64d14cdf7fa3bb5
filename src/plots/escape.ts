const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", $: "&#36;" };

/** What turns all that follows the other way round, digits too: 81% behind it is read as %18. */
const OVERRIDES = /[\u202d\u202e]/g;

/**
 * Text from data as plotly draws it letter by letter. Plotly reads labels as HTML: without this `a<b` loses its end and
 * a link in a churn reason becomes a live one; between two $ it reads a formula, where a page has MathJax as JupyterLab
 * does. Line breaks become spaces.
 */
export function escapeLabel(text: unknown): string {
  return String(text ?? "")
    .replace(OVERRIDES, "")
    .replace(/\s+/g, " ")
    .replace(/[&<>$]/g, (character) => ENTITIES[character]!);
}

/** Text in lines of about so many letters, broken between words; each line escaped. */
export function wrapLabel(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length > width && line !== "") {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  if (line !== "") lines.push(line);
  return lines.map(escapeLabel);
}
