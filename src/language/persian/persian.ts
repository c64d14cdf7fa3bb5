import type { Phrases } from "../language.js";
import { ALIVE_PLOTS } from "./alive-plots.js";
import { CHANGES, OF_CHANGES } from "./changes.js";
import { CHURN_PLOTS } from "./churn-plots.js";
import { COLUMNS } from "./columns.js";
import { COLUMNS_OF_DATA } from "./columns-of-data.js";
import { COLUMNS_OF_VALUE } from "./columns-of-value.js";
import { COMPARISON_PLOTS } from "./comparison-plots.js";
import { COVERAGE, OF_COVERAGE } from "./coverage.js";
import { CSI_PLOTS } from "./csi-plots.js";
import { DEMO } from "./demo.js";
import { DRIVER_PLOTS } from "./driver-plots.js";
import { GLOSSARY } from "./glossary.js";
import { ISSUES } from "./issues.js";
import { LABELS } from "./labels.js";
import { MAP_PLOTS } from "./map-plots.js";
import { METHODS } from "./methods.js";
import { NOTES } from "./notes.js";
import { NOTES_OF_DRIVERS } from "./notes-drivers.js";
import { NOTES_OF_LEAVING } from "./notes-leaving.js";
import { NOTES_OF_VALUE } from "./notes-value.js";
import { NUMBERS } from "./numbers.js";
import { PLOTS } from "./plots.js";
import { PROGRESS } from "./progress.js";
import { REASON_PLOTS } from "./reason-plots.js";
import { REPORT_FILES } from "./report-files.js";
import { SCORE_PLOTS } from "./score-plots.js";
import { SHARING } from "./sharing.js";
import { SIGNAL_PLOTS } from "./signal-plots.js";
import { STUDIES } from "./studies.js";
import { TABLES } from "./tables.js";
import { VALUE_PLOTS } from "./value-plots.js";

/** Texts that results and data bring along: they are looked up as they come, with what stands in them. */
export const OF_RESULTS: Phrases = {
  ...GLOSSARY,
  ...LABELS,
  ...METHODS,
  ...NOTES,
  ...NOTES_OF_DRIVERS,
  ...NOTES_OF_LEAVING,
  ...NOTES_OF_VALUE,
  ...ISSUES,
  ...COLUMNS,
  ...COLUMNS_OF_DATA,
  ...COLUMNS_OF_VALUE,
  ...DEMO,
  ...STUDIES,
  ...OF_COVERAGE,
  ...OF_CHANGES,
};

/** What figures, tables and numbers say of their own. */
export const SAID: Phrases = {
  ...NUMBERS,
  ...PLOTS,
  ...TABLES,
  ...PROGRESS,
  ...REPORT_FILES,
  ...CHANGES,
  ...SHARING,
  ...COMPARISON_PLOTS,
  ...CHURN_PLOTS,
  ...CSI_PLOTS,
  ...DRIVER_PLOTS,
  ...SIGNAL_PLOTS,
  ...ALIVE_PLOTS,
  ...MAP_PLOTS,
  ...REASON_PLOTS,
  ...SCORE_PLOTS,
  ...VALUE_PLOTS,
  ...COVERAGE,
};
