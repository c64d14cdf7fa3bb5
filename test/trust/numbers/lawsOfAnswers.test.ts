import { OF_ANSWERS } from "../../metrics/every-metric.js";
import { holdLaws } from "./laws.js";

holdLaws(OF_ANSWERS);
