import { afterAll, expect, test } from "vitest";
import { fakeTrino, type Said } from "../tables/fake-trino.js";
import { cell, drive } from "./drive.js";
import { errorOf, outcomeOf, resultOf } from "./read.js";

const named: Said = { columns: { Column: "varchar", Type: "varchar" }, data: [["segment", "varchar"]] };
const counted: Said = { columns: { segment: "varchar", n: "double" }, data: [["Business", 3]] };
const server = await fakeTrino((sql, attempt) => {
  if (sql.includes("version()")) return [{ columns: { v: "varchar" }, data: [["476"]] }];
  if (sql.startsWith("DESCRIBE")) return [named];
  return attempt === 0 ? [{ stats: { state: "RUNNING", totalSplits: 7 } }, "silence", counted] : [{}, counted];
});
afterAll(() => server.die());

const ran = await drive({
  connect: cell(
    `import { trino } from "vafa";
const db = await trino({ server: "${server.address}", user: "maryam", catalog: "lake", schema: "cx",
  onProgress: ({ splits }) => { if (splits === 7) console.log("it runs"); } });
db.version`,
  ),
  asked: cell('await db.table("survey").crosstab(["segment"])', { interrupt_on: "it runs" }),
  again: cell('(await db.table("survey").crosstab(["segment"])).map(({ n }) => n)'),
});

test("an interrupted cell cancels its query on the cluster; the next cell may ask again", () => {
  expect(errorOf(ran.connect)).toBeNull();
  expect(resultOf(ran.connect)).toBe("'476'");
  expect(outcomeOf(ran.asked)).toBe("KeyboardInterrupt: the cell was interrupted");
  expect(ran.asked.seconds).toBeLessThan(2);
  expect(server.cancelled()).toEqual(["/v1/statement/executing/q2/1"]);
  expect(errorOf(ran.again)).toBeNull();
  expect(resultOf(ran.again)).toBe("[ 3 ]");
});
