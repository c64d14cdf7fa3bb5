import type { KanoCategory } from "../metrics/kano/kano.js";
import { COLOURS } from "./theme.js";

/** Categories are told apart by shape and place as well as by colour. */
export const KANO_LOOKS: Readonly<
  Record<KanoCategory, { readonly colour: string; readonly symbol: string; readonly ink: string }>
> = {
  "must-be": { colour: COLOURS.vermilion, symbol: "square", ink: "#ffffff" },
  "one-dimensional": { colour: COLOURS.blue, symbol: "circle", ink: "#ffffff" },
  attractive: { colour: COLOURS.green, symbol: "diamond", ink: "#ffffff" },
  indifferent: { colour: COLOURS.grey, symbol: "triangle-up", ink: COLOURS.ink },
  reverse: { colour: COLOURS.purple, symbol: "triangle-down", ink: "#ffffff" },
  questionable: { colour: COLOURS.lightGrey, symbol: "x", ink: COLOURS.ink },
};

/** In the order in which they are drawn. */
export const KANO_ORDER = Object.keys(KANO_LOOKS) as readonly KanoCategory[];
