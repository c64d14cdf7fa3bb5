import { OF_PURCHASES } from "./every-metric.js";
import { holdEveryMetric } from "./every-metric-law.js";

holdEveryMetric(OF_PURCHASES);
