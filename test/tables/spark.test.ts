import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { type SparkEngine, sparkEngine } from "../../src/tables/spark/engine.js";
import { sparkFailure } from "../../src/tables/spark/failures.js";
import { type SparkOptions, settingsOf } from "../../src/tables/spark/options.js";
import { spark } from "../../src/tables/spark/spark.js";
import { sparkDialect } from "../../src/tables/sql/dialect.js";
import { EngineError } from "../../src/tables/sql/engine-error.js";
import { findPython } from "../../tools/setup/find-python.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";

const { folder, write } = temporaryFolder();
const heard = join(folder, "heard");
const SECRET = "s3cret-token";

/** What stands in for Spark's client: notes what it hears, and says of a question what the question asks for. */
const FAKE = `#!${findPython().executable}
import json, os, sys
say = lambda message: print(json.dumps(message), flush=True)
def note(text):
    with open(${JSON.stringify(heard)}, "a") as file: file.write(text + "\\n")
note(json.dumps({"argv": sys.argv, "environment": [value for name, value in os.environ.items() if not name.startswith("VAFA_")]}))
first = sys.stdin.readline()
note(first)
if "nobody" in first:
    say({"failed": {"type": "SparkConnectGrpcException", "status": "UNAVAILABLE", "message": "refused ${SECRET}"}})
    sys.exit(1)
say({"ready": "4.3.0"})
for line in sys.stdin:
    note(line)
    request = json.loads(line)
    if "sql" not in request: continue
    wanted = request["sql"].removeprefix("SELECT ")
    if wanted == "never": continue
    if wanted == "die": sys.exit("a word of parting with ${SECRET}")
    for message in json.loads(wanted): say({"id": request["id"], **message})
`;
const python = write("fake-python", FAKE);
chmodSync(python, 0o755);

const open: SparkEngine[] = [];
afterEach(() => {
  for (const engine of open.splice(0)) engine.close();
});

function engineWith(options: Partial<SparkOptions> = {}): SparkEngine {
  process.env.VAFA_TEST_TOKEN = SECRET;
  const all = {
    remote: "sc://somewhere:15002",
    python,
    retries: 0,
    auth: { tokenFrom: "VAFA_TEST_TOKEN" },
    ...options,
  };
  const engine = sparkEngine(settingsOf(all), all);
  open.push(engine);
  return engine;
}
const says = (...messages: readonly unknown[]) => `SELECT ${JSON.stringify(messages)}`;
const bits = (...numbers: readonly number[]) => Buffer.from(new Float64Array(numbers).buffer).toString("base64");
const failing = (failed: object) => says({ failed: { type: "X", message: "[A.B] why", ...failed } });
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error as EngineError,
  );

describe("a Spark connection", () => {
  const columns = ["double", "string", "boolean"].map((type, i) => ({ name: `c${i}`, type }));
  const answer = says(
    { columns },
    { rows: 2, data: [bits(0.1, Number.NaN), ["a", null], [true, null]] },
    { rows: 1, data: [bits(-1e300), ["تهران"], [false]] },
    { done: true },
  );

  test("query(sql) gives every value as it was sent, missing ones as null; arrays(sql) gives doubles in memory", async () => {
    const engine = engineWith();
    expect(await engine.version()).toBe("4.3.0");
    expect(await engine.query(answer)).toEqual([
      [0.1, null, -1e300],
      ["a", null, "تهران"],
      [true, null, false],
    ]);
    const [numbers] = await engine.arrays(answer);
    expect(numbers).toEqual(Float64Array.of(0.1, Number.NaN, -1e300));
    expect(await engine.query(says({ columns }, { done: true }))).toEqual([[], [], []]);
  });

  test("query(sql, most) reads no further once more rows than these have come", async () => {
    const endless = says({ columns }, { rows: 2, data: [bits(1, 2), ["a", "b"], [true, true]] });
    expect((await engineWith().query(endless, 1))[0]).toEqual([1, 2]);
    expect(readFileSync(heard, "utf8").trim().split("\n").at(-1)).toMatch(/^{"(cancel|id)":0/);
  });

  test("questions asked at the same time are each answered with their own rows", async () => {
    const engine = engineWith();
    const one = (n: number) =>
      engine.query(says({ columns: [columns[0]] }, { rows: 1, data: [bits(n)] }, { done: true }));
    expect(await Promise.all([one(1), one(2), one(3)])).toEqual([[[1]], [[2]], [[3]]]);
  });

  test("whoever aborts cancels the query on the server, and a query that runs too long is cancelled", async () => {
    const stop = new AbortController();
    const asked = failureOf(engineWith({ signal: stop.signal }).query("SELECT never"));
    setTimeout(() => stop.abort(), 300);
    expect(await asked).toMatchObject({ kind: "cancelled", code: "OPERATION_CANCELED" });
    const late = await failureOf(engineWith({ timeoutSeconds: 0.3 }).query("SELECT never"));
    expect(late).toMatchObject({ kind: "resources", code: "EXCEEDED_TIME_LIMIT" });
    expect(readFileSync(heard, "utf8").match(/^{"cancel":0}$/gm)!.length).toBeGreaterThanOrEqual(2);
  });

  test("a failure has the kind of what failed, and Spark's own name for it", async () => {
    const engine = engineWith();
    const kinds = [
      [{ condition: "DIVIDE_BY_ZERO", state: "22012" }, "query", "DIVIDE_BY_ZERO"],
      [{ condition: "INSUFFICIENT_PERMISSIONS", state: "42501" }, "refused", "INSUFFICIENT_PERMISSIONS"],
      [{ condition: "OPERATION_CANCELED", state: "HY008" }, "cancelled", "OPERATION_CANCELED"],
      [{ status: "UNAUTHENTICATED" }, "refused", "UNAUTHENTICATED"],
      [{ status: "INTERNAL", message: "Job aborted: ExecutorLostFailure (executor 1)" }, "unavailable", "INTERNAL"],
      [{ message: "java.lang.OutOfMemoryError: Java heap space" }, "resources", "X"],
      [{ type: "Rounded", message: "bigint ('n')" }, "refused", "ROUNDED_TYPE"],
    ] as const;
    for (const [failed, kind, code] of kinds) {
      expect(await failureOf(engine.query(failing(failed)))).toMatchObject({ name: "EngineError", kind, code });
    }
    const plain = sparkFailure(
      { type: "A", condition: "A.B", state: "42000", message: "[A.B] why. SQLSTATE: 42000\nplan" },
      "sc://x",
    );
    expect(plain.message).toBe("spark: why. (A.B)");
  });

  test("a client that ends is told of, and the next question gets a new one", async () => {
    const engine = engineWith();
    const died = await failureOf(engine.query("SELECT die"));
    expect(died).toMatchObject({ kind: "unavailable", code: "CLIENT_ENDED", retry: "may help" });
    expect(await engine.query(says({ columns: [] }, { done: true }))).toEqual([]);
    const noServer = await failureOf(engineWith({ remote: "sc://nobody:1" }).version());
    expect(noServer).toMatchObject({
      kind: "unavailable",
      message: expect.stringContaining("sc://nobody:1 cannot be reached"),
    });
    const nowhere = await failureOf(engineWith({ python: join(folder, "none") }).version());
    expect(nowhere!.message).toMatch(/does not start/);
  });

  test("the token goes to the client alone: no argument, no variable, no message holds it", async () => {
    const engine = engineWith();
    await engine.version();
    const [started, first] = readFileSync(heard, "utf8").trim().split("\n").slice(-2);
    expect([started!.includes(SECRET), first!.includes(SECRET)]).toEqual([false, true]);
    const failures = [failing({ message: `no: ${SECRET}` }), "SELECT die"].map((sql) => failureOf(engine.query(sql)));
    failures.push(failureOf(engineWith({ remote: "sc://nobody:1" }).version()));
    for (const error of await Promise.all(failures)) {
      expect(error).toBeInstanceOf(EngineError);
      expect(JSON.stringify([error!.message, error!.stack, error!.cause, { ...error }])).not.toContain(SECRET);
    }
  });

  test("spark(options) refuses a token in the notebook, a secret that is not set and what is no address", async () => {
    const refused = [
      [{ remote: "sc://host:1/;token=abc" }, "requires no token in the notebook"],
      [{ remote: "https://host" }, "requires a remote such as 'sc://spark.example.com:15002'"],
      [{ remote: "sc://host:1", auth: { tokenFrom: "VAFA_NOT_SET" } }, "is not set in this process"],
    ] as const;
    for (const [options, words] of refused) {
      const error = await failureOf(spark({ python, ...options }));
      expect(error!.message).toContain(words);
      expect(error!.message).not.toMatch(/abc|VAFA_NOT_SET/);
    }
  });
});

describe("the dialect of Spark SQL", () => {
  test("a literal is read back as it was by Spark's rules, a name within its quotes", () => {
    // Python's rules for these escapes are Spark's.
    for (const text of ["O'Brien", "a\\nb", '"q"', "\\", "'", "\\'", "تهران", "%_"]) {
      const literal = sparkDialect.literal(text);
      const read = spawnSync(findPython().executable, ["-c", `print(${literal}, end="")`], { encoding: "utf8" });
      expect(read.stdout).toBe(text);
    }
    expect(sparkDialect.identifier("a`b")).toBe("`a``b`");
  });

  test("large whole numbers are added as decimals made from whole numbers, not from the digits of a double", () => {
    expect(sparkDialect.wholeSum("x", 10)).toBe("sum(CAST(x AS BIGINT))");
    expect(sparkDialect.wholeSum("x", 1e15)).toBe("sum(CAST(CAST(x AS BIGINT) AS DECIMAL(38, 0)))");
  });
});
