/** The languages in which everything that is shown can be read. */
export const LANGUAGES = ["en", "fa"] as const;

export type Language = (typeof LANGUAGES)[number];

/** A text of the project in English, with {0}, {1} … where values stand, and what is said in its place. */
export type Phrases = Readonly<Record<string, string>>;

let current: Language = "en";
let phrases: ReadonlyMap<string, string> = new Map();
let elsewhere: ReadonlyMap<string, string> = new Map();

/** The language in which things are shown from now on. */
export const currentLanguage = (): Language => current;

/** What is said in place of an English text; undefined where that is not known, or the language is English. */
export const phraseFor = (english: string): string | undefined => phrases.get(english);

/** Those of texts that results bring along (labels, notes, methods), for whoever looks for the one that fits a text. */
export const phrasesOfResults = (): ReadonlyMap<string, string> => elsewhere;

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
  const known = code === "fa" ? await import("./persian/persian.js") : { SAID: {}, OF_RESULTS: {} };
  elsewhere = new Map(Object.entries(known.OF_RESULTS));
  phrases = new Map([...elsewhere, ...Object.entries(known.SAID)]);
  current = code;
}
