import { inDigits } from "../../src/language/digits.js";
import { figureInLanguage } from "../../src/notebook/figure-in-language.js";
import { gridHtml } from "../../src/notebook/grid.js";
import { pictureOf } from "../../src/notebook/picture/picture.js";
import type { Figure } from "../../src/plots/figure.js";
import { framed } from "../../src/plots/theme.js";
import type { Cell, Output } from "../../tools/run/notebook.js";
import { code, markdown, shown } from "../tools/written-notebook.js";

const ANSWER = "NPS مشتریان تجاری **۴۱ (۳۷ تا ۴۵)** است، ۱۲٫۵٪ بیشتر از سال ۱۴۰۴.";

/** A figure whose labels mix Persian, Latin letters, digits, percent and signs; to be made while Persian is chosen. */
function persianFigure(): Figure {
  const labels = ["تجاری (B2B)", "خصوصی", "نمایندگان شمال، ۲۰٪ کمتر"];
  const written = (value: number) => inDigits(`${value < 0 ? "\u200e−" : ""}${Math.abs(value)}`);
  const trace = (name: string, y: readonly number[], colour: string, pattern: string) => ({
    ...{ type: "bar", name, x: labels, y, text: y.map(written), textposition: "outside", textangle: 0 },
    ...{ marker: { color: colour, pattern: { shape: pattern } }, hovertemplate: "%{text} از NPS<extra></extra>" },
  });
  const frame = {
    title: "NPS مشتریان در سال ۱۴۰۵، بخش به بخش",
    subtitle: "مشتریان فعال · n = ۵٬۲۶۵ پاسخ",
    caption: "بازهٔ ۹۵٪ به روش ویلسون؛ ۱۲ پاسخ شمرده نشده · منبع: data/survey.csv",
    plotHeight: 230,
    aboveHeight: 40,
  };
  const layout = framed(frame, {
    showlegend: true,
    legend: { orientation: "h", x: 1, xanchor: "right", y: 1.02, yanchor: "bottom" },
    yaxis: { title: { text: "NPS، امتیاز" }, range: [-20, 60] },
  });
  const data = [
    trace("امسال", [41, 22, -8], "#0072b2", ""),
    trace("سال پیش (۱۴۰۴)", [29, 24, 6], "#e69f00", "/"),
  ] as unknown as Figure["data"];
  return figureInLanguage({ data, layout, text: "NPS: تجاری ۴۱، خصوصی ۲۲ و نمایندگان شمال −۸." });
}

async function figureOutput(): Promise<Output> {
  const { data, layout, text } = persianFigure();
  const { png, width, height } = await pictureOf({ data, layout, text });
  const plotly = { data, layout, config: {} };
  return shown(
    { "application/vnd.plotly.v1+json": plotly, "image/png": png.toString("base64"), "text/plain": text },
    { "image/png": { width, height } },
  );
}

function tableOutput(): Output {
  const html = gridHtml({
    caption: "NPS هر بخش، با بازهٔ ۹۵٪",
    columns: [
      { header: "بخش", align: "left", cells: ["تجاری (B2B)", "خصوصی", "نمایندگان شمال"] },
      { header: "NPS", align: "right", cells: ["\u200e+۴۱", "\u200e+۲۲", "\u200e−۸"] },
      { header: "بازه", align: "right", cells: ["۳۷ تا ۴۵", "۱۸ تا ۲۶", "−۱۹ تا ۳"] },
    ],
    remark: "۳ ردیف نخست از ۱۲",
  });
  return shown({ "text/html": html, "text/plain": "بخش NPS" });
}

/** A notebook in Persian with each kind of thing that a page holds; to be made while Persian is chosen. */
export async function persianCells(): Promise<Cell[]> {
  const figure = await figureOutput();
  return [
    markdown("# NPS مشتریان: چه کسی ما را پیشنهاد می‌کند؟\n\nمدیر فروش پیش از بودجهٔ ۱۴۰۶ می‌پرسد."),
    code('import { nps } from "vafa";', { count: 1 }),
    code("let level = 0.95; // سطح اطمینان", { tags: ["parameters"], count: 2 }),
    markdown(
      "## داده‌ها\n\nهر ردیف یک پاسخ است؛ `data/survey.csv` را ببینید. [دفتر دیگر](02-other.ipynb).\n\n- ۱۲ پاسخ شمرده نشده\n- CSAT در ۵ درجه",
    ),
    code("await table(rows)", { count: 3, outputs: [tableOutput()] }),
    markdown("## پاسخ"),
    code("await say(sentence)\nawait show(figure)", {
      tags: ["answer"],
      count: 4,
      outputs: [shown({ "text/markdown": ANSWER, "text/plain": ANSWER }), figure],
    }),
    markdown("## فرمول\n\n### NPS چیست؟\n\n$$\\hat p = \\frac{k}{n}$$"),
    code("console.log('done')", { count: 5, outputs: [{ output_type: "stream", name: "stdout", text: "done\n" }] }),
  ];
}
