import { join } from "node:path";
import { peerPython } from "../peer-python.js";
import { bundled } from "./bundled.js";
import { BY_HAND } from "./sql.js";
import { WORK_TABLES } from "./work-names.js";

export type SystemName = "Vafa" | "polars" | "pandas" | "DuckDB (Node)" | "DuckDB (Python)" | "lifelines" | "numpy";

/** How the program of a system is started, before what it is to do. */
export interface System {
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

export type Systems = Readonly<Record<SystemName, System>>;

/** The environment of the programs: without settings that some machines have to hold numpy back. */
function environment(): NodeJS.ProcessEnv {
  const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...env } = process.env;
  return { ...env, VAFA_BENCH_SQL: JSON.stringify(BY_HAND), VAFA_BENCH_TABLES: JSON.stringify(WORK_TABLES) };
}

/** Everything that stands side by side, ready to be started. */
export async function systems(): Promise<Systems> {
  const env = environment();
  const python = peerPython();
  const inPython = (name: string): System => ({ command: [python, join(import.meta.dirname, `${name}_peer.py`)], env });
  const inNode = async (name: "ours-program" | "by-hand-program"): Promise<System> => ({
    command: [process.execPath, await bundled(name)],
    env,
  });
  return {
    Vafa: await inNode("ours-program"),
    polars: inPython("polars"),
    pandas: inPython("pandas"),
    "DuckDB (Node)": await inNode("by-hand-program"),
    "DuckDB (Python)": inPython("duckdb"),
    lifelines: inPython("lifelines"),
    numpy: inPython("numpy"),
  };
}
