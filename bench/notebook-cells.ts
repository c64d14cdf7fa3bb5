/** A small notebook: what is imported, the data, a score by segment, and two figures with their pictures. */
export interface NotebookCells {
  readonly imports: string;
  readonly data: string;
  readonly score: string;
  readonly plot: string;
  readonly again: string;
}

/** Ours. With `nonce` no cell was ever compiled and no figure was ever drawn before. */
export function oursCells(nonce?: number): NotebookCells {
  const remark = nonce === undefined ? "" : `// ${nonce}\n`;
  const where = nonce === undefined ? "" : `, { title: "Net promoter score ${nonce}" }`;
  return {
    imports: `${remark}import { demoSchemas, load, nps, npsPlot, show, table } from "vafa";\nimport * as dfd from "danfojs-node";`,
    data: `${remark}const survey = await load("data/survey.csv", demoSchemas.survey);\nsurvey`,
    score: `${remark}const score = await nps(survey, { score: "recommend", by: "segment" });\nawait table(score);`,
    plot: `${remark}await show(npsPlot(score${where}));`,
    again: `${remark}const channels = await nps(survey, { score: "recommend", by: "channel" });\nawait show(npsPlot(channels${where}));`,
  };
}

const scored = (by: string, name: string) =>
  `${name} = survey.dropna(subset=["recommend"]).assign(
    promoter=lambda d: d.recommend >= 9, detractor=lambda d: d.recommend <= 6
).groupby("${by}").agg(promoters=("promoter", "mean"), detractors=("detractor", "mean"), n=("promoter", "size"))
${name}["nps"] = 100 * (${name}.promoters - ${name}.detractors)
${name}["margin"] = 196 * np.sqrt((${name}.promoters + ${name}.detractors - (${name}.nps / 100) ** 2) / ${name}.n)
`;

const drawn = (name: string) =>
  `go.Figure(go.Bar(x=${name}.nps, y=${name}.index, orientation="h", error_x=dict(array=${name}.margin)),
    layout=dict(title="Net promoter score", xaxis_title="points"))`;

/** The same with pandas and plotly; no still picture is made there. */
export const PANDAS_CELLS: NotebookCells = {
  imports: "import numpy as np\nimport pandas as pd\nimport plotly.graph_objects as go",
  data: 'survey = pd.read_csv("data/survey.csv")\nsurvey',
  score: `${scored("segment", "score")}score`,
  plot: drawn("score"),
  again: `${scored("channel", "channels")}${drawn("channels")}`,
};
