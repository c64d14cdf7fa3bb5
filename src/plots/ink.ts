import { COLOURS } from "./theme.js";

// Text is read from what it stands on: at least 4.5 to 1 (WCAG 2.2, 1.4.3).

const ENOUGH = 4.5;
const [WHITE, BLACK] = ["#ffffff", "#000000"] as const;

type Rgb = readonly [number, number, number];

const partsOf = (colour: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as unknown as Rgb;

const hex = (parts: readonly number[]) =>
  `#${parts.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;

function luminance(colour: string): number {
  const [r, g, b] = partsOf(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** A colour so far on the way from one to another, 0 to 1. */
export function between(from: string, to: string, share: number): string {
  const end = partsOf(to);
  return hex(partsOf(from).map((part, i) => part + share * (end[i]! - part)));
}

/** The colour of a scale at a place from 0 to 1, as plotly mixes it. */
export function colourAt(scale: readonly (readonly [number, string])[], place: number): string {
  const at = Math.min(1, Math.max(0, place));
  const next = Math.max(
    1,
    scale.findIndex(([end]) => end >= at),
  );
  const [[start, from], [end, to]] = [scale[next - 1]!, scale[next]!];
  return between(from, to, (at - start) / (end - start));
}

/** The colour of letters on a fill: the ink of figures, white where the fill is dark, black between the two. */
export function inkOn(fill: string): string {
  return [COLOURS.ink, WHITE].find((ink) => contrast(ink, fill) >= ENOUGH) ?? BLACK;
}

/** A series' colour as letters on white: the same hue, as much darker as reading takes. */
export function inkLike(colour: string): string {
  for (let share = 0; share < 1; share += 0.04) {
    const darker = between(colour, BLACK, share);
    if (contrast(darker, WHITE) >= ENOUGH) return darker;
  }
  return BLACK;
}
