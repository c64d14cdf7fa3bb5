import { OF_PURCHASES } from "../../metrics/every-metric.js";
import { holdLaws } from "./laws.js";

holdLaws(OF_PURCHASES);
