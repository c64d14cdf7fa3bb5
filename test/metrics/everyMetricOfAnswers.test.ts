import { OF_ANSWERS } from "./every-metric.js";
import { holdEveryMetric } from "./every-metric-law.js";

holdEveryMetric(OF_ANSWERS);
