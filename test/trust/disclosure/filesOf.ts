import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { zipTexts } from "../../../tools/report/share/zip-texts.js";

/** Every file of a folder as text; of workbooks and decks what is in them, of pages and notebooks no pictures, no plotly.js and no styles. */
export function filesOf(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return new Map(
    files.map((name) => {
      const bytes = readFileSync(join(folder, name));
      const text = /\.(xlsx|pptx)$/.test(name) ? zipTexts(bytes).join("\n") : bytes.toString("utf8");
      const read = text
        .replace(/<script(?![^>]*type="application\/json")[^>]*>[\s\S]*?<\/script>/g, "")
        .replace(/<style[\s\S]*?<\/style>/g, "")
        .replace(/[A-Za-z0-9+/=]{200,}/g, "");
      return [name, read] as const;
    }),
  );
}
