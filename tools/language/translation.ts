import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { Place } from "../run/find-notebooks.js";
import { Failure, firstLine, messageOf } from "../terminal/failure.js";

const SHAPE = z.strictObject({
  /** Cells of prose by their id. */
  prose: z.record(z.string(), z.string()),
  /** Texts in the code, as they stand there, each once however often it stands there. */
  texts: z.array(z.strictObject({ en: z.string(), fa: z.string() })).default([]),
});

/** What a notebook says in another language. */
export type Translation = z.infer<typeof SHAPE>;

/** Beside the notebook, in a folder named after the language: notebooks/fa/01-nps.yaml. */
export const translationFile = (place: Place, language: string): string =>
  join(dirname(place.file), language, `${place.stem.split("/").at(-1)}.yaml`);

export const hasTranslation = (place: Place, language: string): boolean => existsSync(translationFile(place, language));

function parsed(file: string, name: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Failure(`${name}: ${firstLine(messageOf(error))}`);
  }
}

export function readTranslation(place: Place, language: string): Translation {
  const file = translationFile(place, language);
  if (!existsSync(file))
    throw new Failure(`${place.name} has not been translated: there is no ${language}/ beside it that holds it`);
  const read = SHAPE.safeParse(parsed(file, `${language}/${place.stem}.yaml`));
  if (read.success) return read.data;
  const { path, message } = read.error.issues[0]!;
  throw new Failure(`${language}/${place.stem}.yaml: ${path.join(".") || "it"}: ${message}`);
}
