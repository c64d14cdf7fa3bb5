import * as danfo from "danfojs-node";
import { load } from "../src/datasets/load.js";
import { schemaWith } from "./answers.js";

/** Reads a file of answers with the reader named and prints the most memory that this process has held, in MB. */
const [reader, file] = process.argv.slice(2) as [string, string];
if (reader === "vafa") await load(file, schemaWith("satisfaction"));
if (reader === "danfo") await danfo.readCSV(file);
process.stdout.write(`${Math.round(process.resourceUsage().maxRSS / 1024)}\n`);
