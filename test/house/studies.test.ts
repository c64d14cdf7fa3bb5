import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const folder = join(root, "data/studies");
const readme = readFileSync(join(folder, "README.md"), "utf8");
const tables = readdirSync(folder).filter((name) => name.endsWith(".csv"));

describe.each(tables)("data/studies/%s", (name) => {
  const bytes = readFileSync(join(folder, name));

  test("stands in the README with its rows, its source and its SHA-256", () => {
    const cells =
      new RegExp(`^\\| ${name.replaceAll(".", "\\.")} \\|(.+)\\|$`, "m").exec(readme)?.[1]?.split("|") ?? [];
    const [rows, , from, hash] = cells.map((cell) => cell.trim());
    expect(rows).toBe(String(bytes.toString("utf8").trimEnd().split("\n").length - 1));
    expect(hash).toBe(`\`${createHash("sha256").update(bytes).digest("hex")}\``);
    expect(readme).toMatch(new RegExp(`^${from}\\. \\S`, "m"));
  });

  test("is read by a study", () => {
    const studies = join(root, "notebooks/studies");
    const notebooks = readdirSync(studies).filter((file) => file.endsWith(".ipynb"));
    const texts = notebooks.map((file) => readFileSync(join(studies, file), "utf8"));
    expect(texts.some((text) => text.includes(`data/studies/${name}`))).toBe(true);
  });
});
