import type { KanoCategory } from "../metrics/kano/kano.js";
import { COLOURS } from "./theme.js";

/** Categories are told apart by shape and place as well as by colour. */
export const KANO_LOOKS: Readonly<Record<KanoCategory, { readonly colour: string; readonly symbol: string }>> = {
  "must-be": { colour: COLOURS.vermilion, symbol: "square" },
  "one-dimensional": { colour: COLOURS.blue, symbol: "circle" },
  attractive: { colour: COLOURS.green, symbol: "diamond" },
  indifferent: { colour: COLOURS.grey, symbol: "triangle-up" },
  reverse: { colour: COLOURS.ink, symbol: "triangle-down" },
  questionable: { colour: COLOURS.lightGrey, symbol: "x" },
};

/** In the order in which they are drawn. */
export const KANO_ORDER = Object.keys(KANO_LOOKS) as readonly KanoCategory[];
