/** The languages in which everything that is shown can be read. */
export const LANGUAGES = ["en", "fa"] as const;

export type Language = (typeof LANGUAGES)[number];

/** A text of the project in English, with {0}, {1} … where values stand, and what is said in its place. */
export type Phrases = Readonly<Record<string, string>>;

interface Chosen {
  readonly code: Language;
  /** Everything that can be said in it, by the English text. */
  readonly phrases: ReadonlyMap<string, string>;
  /** Of these, the texts that results bring along: labels, notes, methods. */
  readonly ofResults: ReadonlyMap<string, string>;
}

const ENGLISH: Chosen = { code: "en", phrases: new Map(), ofResults: new Map() };

/** On the global object: a kernel that reads changed sources anew goes on in the language that was chosen. */
const CHOSEN = Symbol.for("vafa.language");

const chosen = (): Chosen => (globalThis as { [CHOSEN]?: Chosen })[CHOSEN] ?? ENGLISH;

/** The language in which things are shown from now on. */
export const currentLanguage = (): Language => chosen().code;

/** What is said in place of an English text; undefined where that is not known, or the language is English. */
export const phraseFor = (english: string): string | undefined => chosen().phrases.get(english);

/** What is said in place of texts that results bring along, for whoever looks for the one that fits. */
export const phrasesOfResults = (): ReadonlyMap<string, string> => chosen().ofResults;

async function persian(): Promise<Chosen> {
  const { OF_RESULTS, SAID } = await import("./persian/persian.js");
  const ofResults = new Map(Object.entries(OF_RESULTS));
  return { code: "fa", phrases: new Map([...ofResults, ...Object.entries(SAID)]), ofResults };
}

/**
 * Chooses the language of everything that is shown from here on: what figures and tables say, numbers, dates, the direction
 * of reading. Data stay as they are. What has no Persian words stays English.
 *
 * @param code `en` or `fa`
 * @throws language requires en or fa; got 'de'
 * @example await language("fa");
 */
export async function language(code: Language): Promise<void> {
  if (!LANGUAGES.includes(code)) throw new TypeError(`language requires ${LANGUAGES.join(" or ")}; got '${code}'`);
  (globalThis as { [CHOSEN]?: Chosen })[CHOSEN] = code === "fa" ? await persian() : ENGLISH;
}
