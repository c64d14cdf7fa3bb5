import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LOOKS } from "../../src/plots/series.js";
import { COLOURS, SEGMENT_LOOKS } from "../../src/plots/theme.js";
import { findNotebooks } from "../../tools/run/find-notebooks.js";
import { readNotebook } from "../../tools/run/notebook.js";
import { ROOT } from "../../tools/setup/places.js";
import { apart, deltaE, labOf } from "./colourVision.js";

/** CIEDE2000 under which two fills side by side are no longer told apart at a glance; the least that is seen is about 1. */
const FLOOR = 10;

interface Trace {
  readonly name?: string;
  readonly type?: string;
  readonly mode?: string;
  readonly showlegend?: boolean;
  readonly xaxis?: string;
  readonly yaxis?: string;
  readonly line?: { readonly color?: string; readonly dash?: string; readonly width?: number };
  readonly fillcolor?: string;
  readonly marker?: {
    readonly color?: unknown;
    readonly symbol?: unknown;
    readonly pattern?: { readonly shape?: unknown };
  };
}

/** What an entry of a legend looks like. */
interface Look {
  readonly name: string;
  readonly colour: string | null;
  /** All that is seen of it without its colour. */
  readonly shape: string;
}

const HEX = /^#[0-9a-f]{6}$/i;

function lookOf({ name = "", type = "scatter", mode = "lines", line, fillcolor, marker }: Trace): Look {
  const hasLine = type === "scatter" && mode.includes("lines") && line?.width !== 0;
  const hasMarks = type !== "scatter" || mode.includes("markers");
  const colours = [hasLine && line?.color, hasMarks && marker?.color, fillcolor, line?.color];
  const colour = colours.find((one): one is string => typeof one === "string" && HEX.test(one)) ?? null;
  const parts = [
    type,
    type === "scatter" ? mode : "",
    hasLine && (line?.dash ?? "solid"),
    hasMarks && marker?.symbol,
    marker?.pattern?.shape,
  ];
  return { name, colour, shape: JSON.stringify([...parts, hasLine && line?.width]) };
}

/** The entries of a legend, which are told apart by what they look like alone. */
function legendOf({ data, layout }: { data: readonly Trace[]; layout: { showlegend?: boolean } }): Look[] {
  if (layout.showlegend !== true) return [];
  const looks = data.filter(({ showlegend }) => showlegend !== false).map(lookOf);
  return looks.filter(({ name }, i) => looks.findIndex((one) => one.name === name) === i);
}

/** Pairs of entries that only an eye for all colours tells apart. */
function confused(looks: readonly Look[]): string[] {
  return looks.flatMap((one, i) =>
    looks.slice(i + 1).flatMap((other) => {
      if (one.shape !== other.shape || one.colour === null || other.colour === null) return [];
      const difference = apart(one.colour, other.colour);
      return difference >= FLOOR ? [] : [`${one.name} and ${other.name}: ${difference.toFixed(1)}`];
    }),
  );
}

describe("deltaE(lab, lab)", () => {
  test("gives the differences of Sharma, Wu and Dalal 2005, table 1", () => {
    const published = [
      [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
      [[50, -1, 2], [50, 0, 0], 2.3669],
      [[50, 2.49, -0.001], [50, -2.49, 0.0011], 7.2195],
      [[50, 2.5, 0], [73, 25, -18], 27.1492],
      [[50, 2.5, 0], [61, -5, 29], 22.8977],
      [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
      [[22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619], 2.0373],
    ] as const;
    for (const [one, other, difference] of published) {
      expect(deltaE(one, other)).toBeCloseTo(difference, 4);
      expect(deltaE(other, one)).toBeCloseTo(difference, 4);
    }
  });

  test("of red and green is large for all cones and small for two of them", () => {
    const between = (vision: string) => deltaE(labOf("#b04030", vision), labOf("#6a7020", vision));
    expect(between("all cones")).toBeGreaterThan(35);
    expect(between("deuteranopia")).toBeLessThan(12);
  });
});

describe("the palette", () => {
  test("looks of segments and of series differ in dash or mark each from each, whatever their colours", () => {
    for (const looks of [SEGMENT_LOOKS, LOOKS]) {
      expect(new Set(looks.map(({ symbol }) => symbol)).size).toBe(looks.length);
    }
    expect(new Set(SEGMENT_LOOKS.map(({ dash }) => dash)).size).toBe(SEGMENT_LOOKS.length);
  });

  test("its colours are told apart with every kind of colour vision, but for blue and purple, which are never alone", () => {
    const names = ["blue", "orange", "green", "vermilion", "sky", "purple", "grey", "lightGrey", "ink"] as const;
    const close = names.flatMap((one, i) =>
      names.slice(i + 1).flatMap((other) => (apart(COLOURS[one], COLOURS[other]) < FLOOR ? [`${one} ${other}`] : [])),
    );
    expect(close).toEqual(["blue purple"]);
  });
});

describe("the figures of the notebooks", () => {
  const figures = findNotebooks(join(ROOT, "notebooks")).flatMap(({ file, name, stem }) =>
    readNotebook(file, name).cells.flatMap(({ outputs = [] }) =>
      outputs.flatMap(({ data = {} }) => {
        const plotly = data["application/vnd.plotly.v1+json"];
        return plotly === undefined ? [] : [{ stem, ...(plotly as Parameters<typeof legendOf>[0]) }];
      }),
    ),
  );

  test("name no two entries in a legend that colour alone tells apart, where colours are close to some reader", () => {
    const legends = figures.map((figure) => ({ stem: figure.stem, looks: legendOf(figure) }));
    expect(legends.filter(({ looks }) => looks.length > 1).length).toBeGreaterThan(20);
    expect(legends.flatMap(({ stem, looks }) => confused(looks).map((pair) => `${stem}: ${pair}`))).toEqual([]);
  });

  test("draw lines of one legend with a dash, a mark or a width each", () => {
    const alike = figures.flatMap((figure) => {
      const lines = legendOf(figure).filter(({ shape }) => /"lines/.test(shape));
      return lines.flatMap((one, i) =>
        lines
          .slice(i + 1)
          .filter((other) => one.shape === other.shape && one.colour !== other.colour)
          .map((other) => `${figure.stem}: ${one.name} and ${other.name}`),
      );
    });
    expect(alike).toEqual([]);
  });
});
