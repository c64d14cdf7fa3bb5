import { inOneLine, type Kind, oneOf, outsideQuotes, placesOf, withAt, without } from "./corruption.js";

const delimiters = (line: string) => outsideQuotes(line).filter((place) => line[place] === ",");

/** A record that is another at one of these places. */
export const at = (places: (line: string) => number[], change: (line: string, place: number) => string) =>
  inOneLine((line, draw) => {
    const place = oneOf(places(line), draw);
    return place === null ? null : change(line, place);
  });

/** What becomes of quotes and delimiters. */
export const quoteKinds: Readonly<Record<string, Kind>> = {
  "quote dropped": at((line) => placesOf(line, '"'), without),
  "quote added": inOneLine((line, draw) => withAt(line, draw.integer(line.length + 1), '"')),
  "quote moved": inOneLine((line, draw) => {
    const place = oneOf(placesOf(line, '"'), draw);
    if (place === null) return null;
    const to = place + (draw.integer(2) === 0 ? -1 : 1);
    return to < 0 || to >= line.length ? null : withAt(without(line, place), to, '"');
  }),
  "quote made typographic": at(
    (line) => placesOf(line, '"'),
    (line, place) => withAt(without(line, place), place, "“"),
  ),
  "delimiter dropped": at(delimiters, without),
  "delimiter added": at(outsideQuotes, (line, place) => withAt(line, place, ",")),
  "delimiters become semicolons": inOneLine((line) => {
    const places = new Set(delimiters(line));
    return Array.from(line, (letter, i) => (places.has(i) ? ";" : letter)).join("");
  }),
  "delimiter becomes a tab": at(delimiters, (line, place) => withAt(without(line, place), place, "\t")),
};
