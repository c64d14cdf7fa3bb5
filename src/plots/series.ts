import { COLOURS } from "./theme.js";

/** Several estimates in one row are told apart by shape, by place and by colour; six are the most a reader can. */
export const LOOKS = [
  { colour: COLOURS.ink, symbol: "circle" },
  { colour: COLOURS.blue, symbol: "square" },
  { colour: COLOURS.vermilion, symbol: "diamond" },
  { colour: COLOURS.green, symbol: "triangle-up" },
  { colour: COLOURS.purple, symbol: "triangle-down" },
  { colour: COLOURS.orange, symbol: "cross" },
] as const;

/** Height of one of them, px. */
export const SERIES_HEIGHT = 32;
/** Share of a row's height over which its dots spread. */
export const SPREAD = 0.78;
