import { mkdirSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { faultsOf } from "../../tools/language/translate.js";
import { readTranslation, type Translation } from "../../tools/language/translation.js";
import { findNotebooks, type Place } from "../../tools/run/find-notebooks.js";
import { readNotebook } from "../../tools/run/notebook.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import { code, markdown, notebookOf } from "./written-notebook.js";

const NOTEBOOKS = join(import.meta.dirname, "../../notebooks");
const LANGUAGE = "fa";

const places = new Map(findNotebooks(NOTEBOOKS).map((place) => [place.stem, place]));

/** All translations, by the notebook they say they are of: studies/fa/x.yaml is that of studies/x. */
const translations = readdirSync(NOTEBOOKS, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => basename(dirname(file)) === LANGUAGE && file.endsWith(".yaml"))
  .map((file) => join(dirname(dirname(file)), basename(file, ".yaml")).replaceAll("\\", "/"));

const faultsIn = (place: Place) => faultsOf(readNotebook(place.file, place.name), readTranslation(place, LANGUAGE));

const NOTEBOOK = notebookOf([
  markdown("# Who?"),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: code of a notebook
  code('await say(`${who} and ${whom}, ${known ? "surely" : "perhaps"}`);'),
]);
const [TITLE, ANSWER] = NOTEBOOK.cells.map(({ id }) => id!) as [string, string];
// biome-ignore lint/suspicious/noTemplateCurlyInString: code of a notebook
const SENTENCE = '${who} and ${whom}, ${known ? "surely" : "perhaps"}';

const TRANSLATED: Translation = {
  prose: { [TITLE]: "# چه کسی؟" },
  texts: [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: code of a notebook
    { en: SENTENCE, fa: '${known ? "surely" : "perhaps"}: ${whom} و ${who}' },
    { en: "surely", fa: "به یقین" },
  ],
};

describe("translations of notebooks", () => {
  it("there is one for each notebook that another says it translates", () => {
    expect(translations.length).toBeGreaterThan(0);
    expect(translations.filter((stem) => !places.has(stem))).toEqual([]);
  });

  it.each(translations)("%s says the same cells, texts and expressions as its notebook", (stem) => {
    expect(faultsIn(places.get(stem)!)).toEqual([]);
  });

  it.each(translations)("%s says each text once, in Persian letters", (stem) => {
    const { prose, texts } = readTranslation(places.get(stem)!, LANGUAGE);
    const english = texts.map(({ en }) => en);
    expect(english.filter((en, i) => english.indexOf(en) !== i)).toEqual([]);
    const said = [...Object.values(prose), ...texts.map(({ fa }) => fa)];
    expect(said.filter((text) => /[يك٠-٩]/.test(text))).toEqual([]);
  });
});

describe("readTranslation(place, language)", () => {
  const { write, folder } = temporaryFolder();

  it("names the file whose YAML is broken, in one line", () => {
    mkdirSync(join(folder, "fa"));
    write("fa/broken.yaml", "prose: {\ntexts: []\n");
    const place: Place = { file: join(folder, "broken.ipynb"), name: "notebooks/broken.ipynb", stem: "broken" };
    expect(() => readTranslation(place, "fa")).toThrow(/^fa\/broken\.yaml: [^\n]+$/);
  });
});

describe("faultsOf(notebook, translation)", () => {
  const faults = (change: Partial<Translation>) => faultsOf(NOTEBOOK, { ...TRANSLATED, ...change });

  it("finds none where every cell is said and every text holds the same expressions in any order", () => {
    expect(faults({})).toEqual([]);
  });

  it("names the text in which an expression was left out, and one that was added", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: code of a notebook
    expect(faults({ texts: [{ en: SENTENCE, fa: "${whom} و ${who}" }] })).toEqual([
      `'${SENTENCE}' holds known ? "surely" : "perhaps" | who | whom, its translation who | whom`,
    ]);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: code of a notebook
    expect(faults({ texts: [{ en: "surely", fa: "به یقین ${who}" }] })).toEqual([
      "'surely' holds no expression, its translation who",
    ]);
  });

  it("names a cell that is not translated, and a translation of a cell that is called otherwise", () => {
    expect(faults({ prose: { heading: "# چه کسی؟" } })).toEqual([
      `the cell ${TITLE} is not translated`,
      "there is no cell heading",
    ]);
  });

  it("names a cell of code that is translated as if it were prose", () => {
    expect(faults({ prose: { ...TRANSLATED.prose, [ANSWER]: "پاسخ" } })).toEqual([`there is no cell ${ANSWER}`]);
  });

  it("names a text that no code says", () => {
    expect(faults({ texts: [{ en: "Surely", fa: "به یقین" }] })).toEqual(["no code says 'Surely' any more"]);
  });
});
