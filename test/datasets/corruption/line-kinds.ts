import type { Clean } from "./clean.js";
import { fileOf, lineOf } from "./clean.js";
import {
  inHeader,
  inOneLine,
  type Kind,
  oneOf,
  outsideQuotes,
  placesOf,
  replaced,
  rowsFrom,
  withAt,
  without,
} from "./corruption.js";

import { at } from "./quote-kinds.js";

/** Places strictly inside a record, outside of quotes. */
const inside = (line: string) => outsideQuotes(line).filter((place) => place > 0 && place < line.length);

const lines = ({ rows }: Clean) => rows.map(lineOf);

/** What becomes of line ends and of the header. */
export const lineKinds: Readonly<Record<string, Kind>> = {
  "newline dropped": (clean, draw) => {
    const row = draw.integer(clean.rows.length - 1);
    const all = lines(clean);
    const glued = [...all.slice(0, row), all[row]! + all[row + 1]!, ...all.slice(row + 2)];
    return { content: Buffer.from(fileOf(glued, clean.end)), at: [row + 1], lost: [row + 1, row + 2] };
  },
  "newline added": (clean, draw) => {
    const row = draw.integer(clean.rows.length);
    const all = lines(clean);
    const broken = withAt(all[row]!, oneOf(inside(all[row]!), draw)!, clean.end);
    return {
      content: Buffer.from(fileOf(replaced(all, row, broken), clean.end)),
      at: [row + 1, row + 2],
      lost: [row + 1],
    };
  },
  "carriage return added": at(inside, (line, place) => withAt(line, place, "\r")),
  "line cut off": inOneLine((line, draw) => line.slice(0, 1 + draw.integer(line.length - 1))),
  "file cut off": (clean, draw) => {
    const row = draw.integer(clean.rows.length);
    const all = lines(clean);
    const whole = fileOf(all.slice(0, row), clean.end);
    const rest = all[row]!.slice(0, 1 + draw.integer(all[row]!.length - 1));
    const rows = rowsFrom(row + 1, row + rest.split("\n").length);
    return { content: Buffer.from(whole + rest), at: rows, lost: rowsFrom(row + 1, all.length) };
  },
  "line doubled": (clean, draw) => {
    const row = draw.integer(clean.rows.length);
    const all = lines(clean);
    const doubled = [...all.slice(0, row), all[row]!, ...all.slice(row)];
    return { content: Buffer.from(fileOf(doubled, clean.end)), at: [row + 1, row + 2], lost: [row + 1] };
  },
  "mark of a second file": inOneLine((line) => `\uFEFF${line}`),
  "header: letter changed": inHeader((line, draw) => {
    const place = oneOf(placesOf(line.replace(/[a-z]/g, "a"), "a"), draw)!;
    return withAt(without(line, place), place, "xyz"[draw.integer(3)]!);
  }),
  "header: letter dropped": inHeader((line, draw) => {
    const place = oneOf(placesOf(line.replace(/[a-z]/g, "a"), "a"), draw)!;
    return without(line, place);
  }),
  "header: delimiter dropped": inHeader((line, draw) => without(line, oneOf(placesOf(line, ","), draw)!)),
  "header: line dropped": (clean) => {
    const [first, ...others] = lines(clean);
    return { content: Buffer.from(fileOf(others, clean.end, first!)), at: null, lost: [] };
  },
};
