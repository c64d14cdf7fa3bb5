/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

import type { Page } from "playwright-core";

/** What has run in a page, and what of it leads somewhere that only data can have named. Runs in the page. */
export function found(host: string): { hits: string[]; links: string[] } {
  const hits = "__hit" in globalThis ? [`${document.title}: a script of the data has run`] : [];
  const links: string[] = [];
  const leads = /^\s*(javascript:|vbscript:|data:text|https?:|ftp:|mailto:|\/\/)/i;
  for (const element of document.querySelectorAll("*")) {
    if (/^(iframe|object|embed|form|base|template|foreignobject)$/i.test(element.localName))
      links.push(element.outerHTML.slice(0, 200));
    for (const { name, value } of element.attributes) {
      const isAddress = /(^|:)(href|src|srcset|action|formaction|data|poster|background)$/.test(name);
      if ((isAddress && (leads.test(value) || value.includes(host))) || /^on/.test(name))
        links.push(`${element.localName} ${name}=${value.slice(0, 200)}`);
      if (name === "style" && /url\(|expression|position:\s*fixed/i.test(value) && value.includes(host))
        links.push(`${element.localName} style=${value.slice(0, 200)}`);
    }
  }
  return { hits, links };
}

/** How the charts of a page wrote each text of the data, and how it is in the data. Runs in the page. */
export async function drawnOf(payloads: readonly string[]): Promise<{ place: string; drawn: string; data: string }[]> {
  interface Drawn extends HTMLElement {
    readonly _fullData: readonly { readonly name: string; readonly customdata: readonly unknown[] }[];
  }
  const plotly = (globalThis as unknown as { Plotly: { Fx: { hover: (plot: Element, points: object[]) => void } } })
    .Plotly;
  // What a chart cannot show: several blanks, line ends and marks that turn the rest round. A blank text is missing.
  const asShown = (text: string) => {
    const said = text
      .replace(/[\u202d\u202e]/g, "")
      .replace(/\s+/g, " ")
      .trim();
    return text === "" ? "(missing)" : said;
  };
  // Lines of one label are elements of their own, parted where there was a blank.
  const said = (element: Element | null | undefined) => {
    const lines = [...(element?.querySelectorAll("tspan.line") ?? [])];
    const parts = lines.length === 0 ? [element?.textContent ?? ""] : lines.map((line) => line.textContent ?? "");
    return parts
      .map((part) => part.replace(/\u200b$/, ""))
      .filter((part) => !/^n = /.test(part))
      .join(" ")
      .trim();
  };
  const plots = [...document.querySelectorAll<Drawn>("figure.chart .plot")];
  // Plotly shows no second point of a chart at once: both points of all charts, one after the other.
  const pointed = plots.map((): string[] => []);
  for (const curveNumber of [0, 1]) {
    for (const [i, plot] of plots.entries()) if (i % 2 === 1) plotly.Fx.hover(plot, [{ curveNumber, pointNumber: 0 }]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (const [i, plot] of plots.entries())
      pointed[i]!.push(...[...plot.querySelectorAll(".hoverlayer .hovertext text.name")].map(said));
  }
  return payloads.flatMap((payload, i) => {
    const [nps, indices] = [plots[2 * i]!, plots[2 * i + 1]!];
    const data = asShown(payload);
    const other = (text: string) => text === data;
    const ticks = [...nps.querySelectorAll(".ytick text")].map(said);
    const legend = [...indices.querySelectorAll(".legendtext")].map(said);
    const nearest = (texts: readonly string[]) => texts.find(other) ?? texts.join(" | ");
    return [
      { place: `tick ${i}`, drawn: nearest(ticks), data },
      { place: `legend ${i}`, drawn: nearest(legend), data },
      { place: `hover ${i}`, drawn: nearest(pointed[2 * i + 1]!), data },
    ];
  });
}

/** Every point hovered, every entry of a legend clicked, every fold opened, every cell pointed at and clicked. */
export async function pointAtEverything(page: Page): Promise<void> {
  await page.evaluate(async () => {
    interface Plot extends Element {
      readonly _fullData: readonly { readonly hoverinfo?: string; readonly xaxis: string; readonly yaxis: string }[];
    }
    const { Plotly } = globalThis as unknown as {
      Plotly?: { Fx: { hover: (plot: Element, points: object[], subplot: string[]) => void } };
    };
    const plots = [...document.querySelectorAll<Plot>(".js-plotly-plot")];
    // Plotly shows no second point of a chart at once.
    for (const pointNumber of [0, 1]) {
      for (let curveNumber = 0; curveNumber < 4; curveNumber++) {
        for (const plot of plots) {
          const trace = plot._fullData[curveNumber];
          if (trace === undefined || trace.hoverinfo === "skip") continue;
          Plotly?.Fx.hover(plot, [{ curveNumber, pointNumber }], [trace.xaxis + trace.yaxis]);
        }
        await new Promise((resolve) => setTimeout(resolve, 80));
      }
    }
    for (const details of document.querySelectorAll("details")) details.open = true;
    const all = document.querySelectorAll("main *, body > div *, header *, .legendtoggle");
    const seen = [...all].filter((element) => !element.closest("a[href], button, summary, .modebar"));
    for (const element of seen) {
      for (const type of ["mouseover", "mouseenter", "focus"])
        element.dispatchEvent(new Event(type, { bubbles: true }));
      if (!element.closest("svg") || element.matches(".legendtoggle"))
        element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    }
  });
  // With a real pointer and a real key, where there is something to be hit.
  for (const selector of ["figure.chart .ytick text", ".legendtoggle", "td", "pre"]) {
    const first = page.locator(selector).first();
    if ((await first.count()) > 0 && (await first.isVisible())) await first.click({ force: true });
  }
  await page.waitForTimeout(300);
}
