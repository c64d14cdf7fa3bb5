import { OF_CUSTOMERS } from "../../metrics/every-metric.js";
import { holdLaws } from "./laws.js";

holdLaws(OF_CUSTOMERS);
