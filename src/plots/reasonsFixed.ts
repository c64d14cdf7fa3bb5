import type { Data } from "plotly.js-dist-min";
import { number } from "../format/numbers.js";
import { words } from "../language/words.js";
import type { ReasonsFixedResult, ReasonsFixedRow } from "../metrics/reasonsFixed/reasonsFixed.js";
import type { Estimate } from "../metrics/result.js";
import { rowAxis, whyEmpty } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { caveats, fixesMeant, type ReasonsFixedWording, rowOfFix, timeOf, withFix } from "./reasonsFixedWords.js";
import { axisTitle, COLOURS, framed } from "./theme.js";
import { caption, rowHeight, rowLabel, subtitle } from "./wording.js";

/** One step of the way from what is lost today to what is still lost. */
interface Step {
  readonly name: string;
  readonly found: Estimate;
  /** Where the bar begins; it grows from there to the left or to the right. */
  readonly from: number;
  readonly way: 1 | -1;
  readonly colour: string;
}

/** How many customers, without decimals from a hundred on. */
export const customersOf = (found: Estimate): string =>
  number(found, { digits: found.estimate !== null && found.estimate < 100 ? 1 : 0 });

function stepsOf(row: ReasonsFixedRow): Step[] {
  const { lost, bySubtraction, elsewhere, later, stillLost, reasons } = row;
  const [all, promised, other] = [lost, bySubtraction, elsewhere].map(({ estimate }) => estimate ?? 0);
  const these = reasons.length === 1 ? words`this reason` : words`these reasons`;
  return [
    { name: words`Lost as things are`, found: lost, from: 0, way: 1, colour: COLOURS.grey },
    {
      name: words`Spared, by subtraction`,
      found: bySubtraction,
      from: all!,
      way: -1,
      colour: COLOURS.sky,
    },
    {
      name: words`Leave for another reason instead`,
      found: elsewhere,
      from: all! - promised!,
      way: 1,
      colour: COLOURS.vermilion,
    },
    {
      name: words`Leave for ${these} later`,
      found: later,
      from: all! - promised! + other!,
      way: 1,
      colour: COLOURS.orange,
    },
    { name: words`Still lost`, found: stillLost, from: 0, way: 1, colour: COLOURS.grey },
    { name: words`Kept`, found: row, from: all!, way: -1, colour: COLOURS.green },
  ];
}

function bars(steps: readonly Step[]): Partial<Data> {
  const end = ({ from, way, found }: Step, x: number | null) => from + way * (x ?? found.estimate ?? 0);
  const reach = (step: Step, isRight: boolean) => {
    const bound = (step.way === 1) === isRight ? step.found.upper : step.found.lower;
    return Math.abs(end(step, bound) - end(step, null));
  };
  return {
    type: "bar",
    orientation: "h",
    y: steps.map((_, i) => i),
    base: steps.map(({ from }) => from),
    x: steps.map(({ way, found }) => (found.estimate === null ? null : way * found.estimate)),
    marker: { color: steps.map(({ colour }) => colour) },
    error_x: {
      type: "data",
      symmetric: false,
      array: steps.map((step) => reach(step, true)),
      arrayminus: steps.map((step) => reach(step, false)),
      color: COLOURS.ink,
      thickness: 1.5,
      width: 4,
    },
    customdata: steps.map(({ name, found }) => escapeLabel(words`${name}: ${customersOf(found)}`)),
    hovertemplate: "%{customdata}<extra></extra>",
  } as Partial<Data>;
}

/**
 * What a fix does to the customers who leave, step by step: how many leave as things are, how many the reason's share of the list
 * promises to spare, how many of those leave for another reason instead or for it later, how many are still lost and how many kept.
 *
 * @param wording `fix` names the fix; all at once unless given
 * @throws a fix that the result does not have
 * @example
 * reasonsFixedPlot(await reasonsFixed(answers, options), { fix: "Faster delivery", within: "within a year" });
 */
export function reasonsFixedPlot(result: ReasonsFixedResult, wording: ReasonsFixedWording = {}): Figure {
  const row = rowOfFix(result, wording.fix, "reasonsFixedPlot");
  const steps = stepsOf(row);
  const labels = steps.map(({ name, found }, i) =>
    rowLabel(name, customersOf(found), { bold: i === steps.length - 1 }),
  );
  const time = timeOf(result, wording);
  const layout = framed(
    {
      title: wording.title ?? words`Customers lost ${time}, ${withFix(row, result)}`,
      subtitle: subtitle(result, wording, "customers"),
      caption: caption(result, wording, ...fixesMeant(row, result), ...caveats(result)),
      labels,
      plotHeight: steps.length * rowHeight(labels),
    },
    {
      yaxis: rowAxis(labels),
      xaxis: {
        rangemode: "tozero",
        title: axisTitle(words`customers`),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.ink,
      },
      annotations: whyEmpty(steps.map(({ found }) => found)),
    },
  );
  const said = steps.map(({ name, found }) => words`${name.toLowerCase()} ${customersOf(found)}`).join(words`; `);
  return { data: [bars(steps)], layout, text: words`Customers lost ${time}, ${withFix(row, result)}: ${said}.` };
}
