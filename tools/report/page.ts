import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { words } from "../../src/language/words.js";
import { MARK } from "../run/publish.js";
import { ROOT } from "../setup/places.js";
import { escapeHtml } from "./markup.js";

const own = (name: string) => readFileSync(join(import.meta.dirname, name), "utf8");
const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** plotly.js packed once, unpacked by the page itself: 2 MB a page instead of 5. */
let packed: { readonly base64: string; readonly hash: string } | undefined;

function plotly(): { readonly base64: string; readonly hash: string } {
  if (packed) return packed;
  const text = readFileSync(createRequire(import.meta.url).resolve("plotly.js-dist-min/plotly.min.js"), "utf8");
  packed = { base64: gzipSync(text, { level: 9 }).toString("base64"), hash: hash(text) };
  return packed;
}

/** Only the scripts of this page run, known by their hashes; nothing is loaded from anywhere. */
function policy(scripts: readonly string[], fonts: string): string {
  const allowed = [
    "default-src 'none'",
    `script-src ${scripts.join(" ")}`,
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    ...(fonts === "" ? [] : ["font-src data:"]),
  ];
  return [...allowed, "base-uri 'none'", "form-action 'none'"].join("; ");
}

const DIRECTIONS: Readonly<Record<string, "rtl">> = { fa: "rtl", ar: "rtl", he: "rtl", ur: "rtl" };

/** The Persian typeface, in the page itself. */
function typeface(language: string): string {
  if (DIRECTIONS[language] !== "rtl") return "";
  const face = ([name, weight]: readonly [string, number]) => {
    const base64 = readFileSync(join(ROOT, "data", "fonts", `Vazirmatn-${name}.woff2`)).toString("base64");
    return `@font-face { font-family: Vazirmatn; font-weight: ${weight}; src: url(data:font/woff2;base64,${base64}) format("woff2"); }`;
  };
  return [["Regular", 400] as const, ["Bold", 700] as const].map(face).join("\n");
}

/** What plotly says on its own buttons, by what it says in English. */
const ofPlotly = () => ({
  "Download plot as a PNG": words`Download plot as a PNG`,
  Zoom: words`Zoom`,
  Pan: words`Pan`,
  "Zoom in": words`Zoom in`,
  "Zoom out": words`Zoom out`,
  "Reset axes": words`Reset axes`,
  "Double-click to zoom back out": words`Double-click to zoom back out`,
  "Double-click on legend to isolate one trace": words`Double-click on legend to isolate one trace`,
  "Taking snapshot - this may take a few seconds": words`Taking snapshot - this may take a few seconds`,
  "Snapshot succeeded": words`Snapshot succeeded`,
});

/** What the script of a page says on its buttons. */
const buttons = () => ({
  "data-show-code": words`Show code`,
  "data-hide-code": words`Hide code`,
  "data-dark": words`Dark`,
  "data-light": words`Light`,
  "data-dark-colours": words`Dark colours`,
  "data-light-colours": words`Light colours`,
  "data-scrolls": words`Scrolls sideways`,
  "data-plotly": JSON.stringify(ofPlotly()),
});

export interface Page {
  readonly title: string;
  readonly description: string;
  readonly language: string;
  readonly body: string;
  /** The page draws figures: it holds plotly.js, once. */
  readonly figures: boolean;
}

/** A whole page, in one file that needs no network. */
export function pageHtml({ title, description, language, body, figures }: Page): string {
  const fonts = typeface(language);
  const style = `${fonts}${own("report.css")}`;
  const script = own("report.js");
  const library = figures ? plotly() : null;
  const scripts = [hash(script), ...(library ? [library.hash] : [])];
  const said = Object.entries(buttons())
    .map(([name, text]) => ` ${name}="${escapeHtml(text)}"`)
    .join("");
  const data = library ? `<script type="text/plain" id="plotly">${library.base64}</script>\n` : "";
  return `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${DIRECTIONS[language] ?? "ltr"}"${said}>
<head>
<meta charset="utf-8">
${MARK}
<meta http-equiv="Content-Security-Policy" content="${policy(scripts, fonts)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escapeHtml(description)}">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
${body}
${data}<script>${script}</script>
</body>
</html>
`;
}
