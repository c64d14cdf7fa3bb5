import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { javaHomeForSpark } from "../../tools/cluster/java.js";
import { sparkArguments } from "../../tools/cluster/spark/start-spark.js";
import { ROOT } from "../../tools/setup/places.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import { call } from "./command-line.js";

const { folder } = temporaryFolder();

test("Spark listens on this machine only, each worker a process, and 3 of them fit 4 GB", () => {
  const args = sparkArguments(15002, 3, folder);
  const settings = Object.fromEntries(args.flatMap((arg) => (arg.startsWith("spark.") ? [arg.split("=")] : [])));
  for (const name of ["spark.connect.grpc.binding.address", "spark.driver.host", "spark.driver.bindAddress"])
    expect(settings[name]).toBe("127.0.0.1");
  expect(settings["spark.ui.enabled"]).toBe("false");
  expect(args).toContain("local-cluster[3,1,512]");
  const heap = (name: string) => Number(/^(\d+)m$/.exec(settings[name]!)![1]);
  // Java takes 300 MB besides each heap.
  expect(heap("spark.driver.memory") + 3 * heap("spark.executor.memory") + 4 * 300).toBeLessThan(4096);
});

test("every package that --spark installs is pinned with its hashes", () => {
  for (const name of ["requirements.lock", "pyspark.lock"]) {
    const text = readFileSync(join(ROOT, "tools/cluster/spark", name), "utf8").replace(/\\\n/g, " ");
    for (const line of text.split("\n").filter((each) => /^\w/.test(each)))
      expect(line, line).toMatch(/^[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}/);
  }
});

test("without a Java from 17 on, Spark is refused with what to install", async () => {
  const before = process.env.PATH;
  process.env.PATH = folder;
  try {
    expect(() => javaHomeForSpark(folder)).toThrow(/^Spark needs a Java from 17 on: install one .*JAVA_HOME$/);
  } finally {
    process.env.PATH = before;
  }
  const both = await call("cluster", ["--spark", "--secure"]);
  expect(both).toMatchObject({ code: 2, stderr: "cluster: --secure is of Trino; got --spark beside it\n" });
});
