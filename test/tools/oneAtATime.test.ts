import { existsSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { oneAtATime } from "../../tools/setup/one-at-a-time.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";

const { folder } = temporaryFolder();

test("oneAtATime(file, work) lets the second wait for the first, and tells so once", async () => {
  const file = join(folder, "turns", "lock");
  const order: string[] = [];
  let told = 0;
  const work = (name: string) => async () => {
    order.push(`${name} begins`);
    await wait(700);
    order.push(`${name} ends`);
  };
  const first = oneAtATime(file, work("first"), () => {});
  await Promise.all([first, oneAtATime(file, work("second"), () => told++)]);
  expect(order).toEqual(["first begins", "first ends", "second begins", "second ends"]);
  expect(told).toBe(1);
  expect(existsSync(file)).toBe(false);
});

test("oneAtATime(file, work) gives the file free when the work fails", async () => {
  const file = join(folder, "fails");
  await expect(
    oneAtATime(
      file,
      () => Promise.reject(new Error("no")),
      () => {},
    ),
  ).rejects.toThrow("no");
  expect(existsSync(file)).toBe(false);
});

const minutesAgo = (minutes: number) => new Date(Date.now() - 60_000 * minutes);

for (const [name, pid, minutes] of [
  ["has ended", "999999999", 0],
  ["died before it wrote its number", "", 5],
  ["left its number to another program", String(process.ppid), 5],
] as const) {
  test(`oneAtATime(file, work) passes over a holder that ${name}`, { timeout: 5000 }, async () => {
    const file = join(folder, `abandoned-${minutes}-${pid}`);
    writeFileSync(file, pid);
    utimesSync(file, minutesAgo(minutes), minutesAgo(minutes));
    expect(
      await oneAtATime(
        file,
        () => Promise.resolve("done"),
        () => {},
      ),
    ).toBe("done");
  });
}
