import Prism from "prismjs";
import "prismjs/components/prism-typescript.js";
import "prismjs/components/prism-json.js";
import { escapeHtml } from "./markup.js";

const LANGUAGES: Readonly<Record<string, string>> = {
  ts: "typescript",
  typescript: "typescript",
  js: "javascript",
  javascript: "javascript",
  json: "json",
};

/** Code with its words marked for colour; a language that is not known stays as it is. */
export function highlight(code: string, language = "typescript"): string {
  const name = LANGUAGES[language.toLowerCase()];
  const grammar = name ? Prism.languages[name] : undefined;
  return grammar ? Prism.highlight(code, grammar, name!) : escapeHtml(code);
}
