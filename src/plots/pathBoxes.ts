import { number } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { PlsBlock, PlsItem } from "../metrics/plsPathModel/plsPathModel.js";
import { escapeLabel, wrapLabel } from "./escape.js";
import type { Point } from "./pathRoutes.js";
import { COLOURS } from "./theme.js";

/** Radius of a corner, px. */
export const CORNER = 10;

const cut = (text: string, letters: number) => (text.length > letters ? `${text.slice(0, letters - 1)}…` : text);

/**
 * What stands in a box, escaped, line by line.
 *
 * @param letters about so many fit in a line of the name
 */
export function boxLines({ name, rSquared, score }: PlsBlock, items: readonly PlsItem[], letters: number): string[] {
  const small = (text: string, colour: string = COLOURS.ink) =>
    `<span style="font-size:10px;color:${colour}">${text}</span>`;
  return [
    ...wrapLabel(word(name), letters).map((line) => `<b>${line}</b>`),
    ...(rSquared === null ? [] : [small(words`R² ${number(rSquared.estimate)}`)]),
    ...(score === null || score.estimate === null ? [] : [small(number(score, { digits: 1 }))]),
    ...items.map(({ item, loading }) =>
      small(words`${escapeLabel(cut(word(item), letters + 4))} ${number(loading.estimate)}`, COLOURS.faintInk),
    ),
  ];
}

/** A box of width 1 with round corners, as a path; the corner is given across, since px and boxes are different units. */
export const roundedBox = ({ x, y }: Point, height: number, corner: number): string => {
  const [left, right, top, bottom] = [x - 0.5, x + 0.5, y - height / 2, y + height / 2];
  return [
    `M ${left + corner} ${top} L ${right - corner} ${top} Q ${right} ${top} ${right} ${top + CORNER}`,
    `L ${right} ${bottom - CORNER} Q ${right} ${bottom} ${right - corner} ${bottom}`,
    `L ${left + corner} ${bottom} Q ${left} ${bottom} ${left} ${bottom - CORNER}`,
    `L ${left} ${top + CORNER} Q ${left} ${top} ${left + corner} ${top} Z`,
  ].join(" ");
};
