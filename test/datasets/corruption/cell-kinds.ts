import { inCells, inOneCell, type Kind, oneOf, placesOf, replaced, withAt, without } from "./corruption.js";

const NUMERIC = ["customer", "day", "moment", "recommend", "weight"];
const REQUIRED = ["customer", "day", "moment", "recommend", "segment", "weight", "channel"];
const LOOK_ALIKE: Readonly<Record<string, string>> = { "0": "O", "1": "l", "5": "S", "8": "B" };

const digits = (cell: string) => placesOf(cell.replace(/\d/g, "0"), "0");
const letters = (cell: string) => placesOf(cell.replace(/[a-z]/g, "a"), "a");

/** What becomes of cells whose structure stays whole. */
export const cellKinds: Readonly<Record<string, Kind>> = {
  "digit becomes a letter": inOneCell(NUMERIC, (cell, draw) => {
    const place = oneOf(digits(cell), draw)!;
    return withAt(without(cell, place), place, LOOK_ALIKE[cell[place]!] ?? "abcxyz"[draw.integer(6)]!);
  }),
  "decimal point doubled": inOneCell(["weight"], (cell) => cell.replace(".", "..")),
  "decimal comma": inOneCell(["weight"], (cell) => cell.replace(".", ",")),
  "number out of its range": inOneCell(["recommend"], (_, draw) => ["11", "-1", "55", "100", "99"][draw.integer(5)]!),
  "a word for a number": inOneCell(
    ["recommend", "weight"],
    (_, draw) => ["N/A", "-", "نامشخص", "NaN", "1e999"][draw.integer(5)]!,
  ),
  "date that does not exist": inOneCell(["day", "moment"], (cell, draw) => {
    const day = ["2026-02-29", "2026-02-30", "2026-13-05", "2026-04-31", "2026-00-10", "26-01-05"][draw.integer(6)]!;
    return day + cell.slice(10);
  }),
  "category misspelt": inOneCell(["segment", "channel"], (cell, draw) => without(cell, oneOf(letters(cell), draw)!)),
  "cell emptied": inOneCell(REQUIRED, () => ""),
  "cell deleted": inCells((cells, draw) => {
    const place = draw.integer(cells.length);
    return cells.filter((_, position) => position !== place);
  }),
  "two cells swapped": inCells((cells, draw) => {
    const [one, other] = [draw.integer(cells.length), draw.integer(cells.length)];
    return replaced(replaced(cells, one, cells[other]!), other, cells[one]!);
  }),
  "cells moved to the left": inCells((cells) => [...cells.slice(1), ""]),
  "cells moved to the right": inCells((cells) => ["", ...cells.slice(0, -1)]),
};
