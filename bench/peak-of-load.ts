import { readFileSync } from "node:fs";
import * as danfo from "danfojs-node";
import { load } from "../src/datasets/load.js";
import { schemaWith } from "./answers.js";

/**
 * Reads a file of answers with the reader named and prints the most memory that this process has held, in MB: as Linux tells
 * it, since what Node tells begins with the memory of the process that started this one.
 */
const [reader, file] = process.argv.slice(2) as [string, string];
if (reader === "vafa") await load(file, schemaWith("satisfaction"));
if (reader === "danfo") await danfo.readCSV(file);
const [, kilobytes] = /^VmHWM:\s*(\d+)/m.exec(readFileSync("/proc/self/status", "utf8"))!;
process.stdout.write(`${Math.round(Number(kilobytes) / 1024)}\n`);
