import { execFileSync } from "node:child_process";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { utils, write } from "@e965/xlsx";
import * as danfo from "danfojs-node";
import { expect, test } from "vitest";

/** Asks a server that lives for as long as the question. */
async function answeredBy<T>(listener: RequestListener, ask: (address: string) => Promise<T>): Promise<T> {
  const server = createServer(listener);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    return await ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const sending =
  (body: string | Buffer): RequestListener =>
  (_, response) =>
    response.end(body);

const values = (frame: unknown) => (frame as danfo.DataFrame).values;

test("Danfo's own readers still fetch from the web, though request and node-fetch are stood in for", async () => {
  const csv = await answeredBy(sending("a,b\n1,x\n2,y\n"), (address) => danfo.readCSV(`${address}/a.csv`));
  expect(values(csv)).toEqual([
    [1, "x"],
    [2, "y"],
  ]);
  const json = await answeredBy(sending('[{"a":1},{"a":2}]'), (address) => danfo.readJSON(`${address}/a.json`));
  expect(values(json)).toEqual([[1], [2]]);
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([["a"], [3]]), "one");
  const sheet = write(book, { type: "buffer", bookType: "xlsx" }) as Buffer;
  const excel = await answeredBy(sending(sheet), (address) => danfo.readExcel(`${address}/a.xlsx`));
  expect(values(excel)).toEqual([[3]]);
});

test("a stream of JSON carries the headers it was asked with", async () => {
  let sent: string | undefined;
  const listener: RequestListener = ({ headers }, response) => {
    sent = headers.authorization;
    response.end('[{"a":1}]');
  };
  const rows: unknown[] = [];
  await answeredBy(listener, (address) => {
    const options = { method: "GET", headers: { authorization: "Bearer x" } };
    return danfo.streamJSON(`${address}/a.json`, (row) => rows.push(values(row)), options as never);
  });
  expect([sent, rows]).toEqual(["Bearer x", [[[1]]]]);
});

test("an address that is not there is refused with its status", async () => {
  const missing: RequestListener = (_, response) => {
    response.statusCode = 404;
    response.end();
  };
  const refused = answeredBy(missing, (address) => danfo.readCSV(`${address}/a.csv`));
  await expect(refused).rejects.toThrow("HTTP 404: Not Found");
});

test("importing Danfo loads no library for sheets: who reads none does not wait for it", () => {
  const program = `
    const danfo = require("danfojs-node");
    const isLoaded = () => Object.keys(require.cache).some((file) => file.includes("@e965"));
    const before = isLoaded();
    try { danfo.toExcel(new danfo.DataFrame([[1]], { columns: ["a"] }), { filePath: "no/such/folder.xlsx" }); } catch {}
    process.stdout.write(JSON.stringify([before, isLoaded()]));`;
  const written = execFileSync(process.execPath, ["-e", program]);
  expect(JSON.parse(String(written))).toEqual([false, true]);
});
