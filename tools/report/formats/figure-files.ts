import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { writeCsv } from "../../../src/datasets/out/write-csv.js";
import type { FigureData } from "./notebook-data.js";
import { writableTable } from "./writable-table.js";

/** The folder of the figures' data, beside the page. */
export const figuresFolder = (stem: string): string => `${stem}.figures`;

const hasData = ({ table }: FigureData): boolean => table.rows > 0;

/** Writes the data of each figure as CSV. */
export async function writeFigures(figures: readonly FigureData[], folder: string): Promise<void> {
  const own = figures.filter(hasData);
  if (own.length > 0) await mkdir(folder, { recursive: true });
  for (const { csv, table } of own) await writeCsv(writableTable(table, csv), join(folder, csv));
}
