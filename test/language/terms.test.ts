import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { glossaryPage, SPELLINGS, TERMS } from "../../tools/language/terms.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

const filesIn = (folder: string, wanted: RegExp) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((name) => wanted.test(name));

const said = [...filesIn("notebooks", /[\\/]fa[\\/][^\\/]*\.yaml$/), ...filesIn("src/language/persian", /\.ts$/)].map(
  (name) => ({ name, text: readFileSync(join(root, name), "utf8") }),
);

/** Where it is said, with what stands around it. */
const uses = (pattern: string) =>
  said.flatMap(({ name, text }) =>
    [...text.matchAll(new RegExp(pattern, "g"))].map(
      ({ index = 0 }) => `${name}: ${text.slice(Math.max(0, index - 20), index + 20)}`,
    ),
  );

test("there are translations and phrases to hold to the terms", () => {
  expect(said.length).toBeGreaterThan(40);
});

test.each(TERMS.filter(({ rejected }) => rejected.length > 0))(
  "$english is said $persian and no other way",
  ({ rejected }) => {
    expect(rejected.flatMap(uses)).toEqual([]);
  },
);

test("each term is said somewhere, and stands in the list once", () => {
  expect(TERMS.filter(({ persian }) => uses(persian).length === 0)).toEqual([]);
  expect(new Set(TERMS.map(({ english }) => english)).size).toBe(TERMS.length);
});

test("no term is what another one rejects", () => {
  const wrong = TERMS.flatMap(({ persian }) =>
    TERMS.filter(({ rejected }) => rejected.some((pattern) => new RegExp(`^(?:${pattern})$`).test(persian))),
  );
  expect(wrong).toEqual([]);
});

test("words that can be spelt in several ways are spelt in one", () => {
  expect(SPELLINGS.flatMap(uses)).toEqual([]);
});

test("docs/glossary.md is what the list of terms says", async () => {
  await expect(glossaryPage()).toMatchFileSnapshot(join(root, "docs/glossary.md"));
});
