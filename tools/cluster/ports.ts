import { createServer, type Server } from "node:net";
import { Failure } from "../terminal/failure.js";
import { HOST } from "./configuration.js";

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject).listen(port, HOST, () => resolve(server));
  });
}

const portOf = (server: Server) => (server.address() as { readonly port: number }).port;

/** Ports that nobody listens on, all different: `wanted` first where it is told. */
export async function freePorts(count: number, wanted?: number): Promise<number[]> {
  const held: Server[] = [];
  try {
    for (let i = 0; i < count; i++) held.push(await listen(i === 0 ? (wanted ?? 0) : 0));
    return held.map(portOf);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Failure(
      `port ${wanted} cannot be listened on (${code}): --port names another one, none takes a free one`,
    );
  } finally {
    await Promise.all(held.map((server) => new Promise((done) => server.close(done))));
  }
}
