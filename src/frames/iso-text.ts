const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATETIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?$/;

/** Whether a text is written as the cells of a column of dates or date-times are. */
export const isIso = (text: string, type: "date" | "datetime"): boolean =>
  (type === "date" ? DATE : DATETIME).test(text);
