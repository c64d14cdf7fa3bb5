import type { Executed } from "../run/run-notebooks.js";
export async function writeReports(_executed: readonly Executed[], _folder: string): Promise<void> {}
