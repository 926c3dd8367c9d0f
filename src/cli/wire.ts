// A wire between two nodes of a drill on one machine: a TCP forwarder that can be cut and joined again,
// so that a class can see what a cut cable does. The nodes know nothing of it.

import { createServer, connect, type Server, type Socket } from "node:net";

export type Wire = {
  readonly cut: () => void;
  readonly join: () => void;
  readonly isCut: () => boolean;
  readonly close: () => Promise<void>;
};

/** Forwards connections on `port` to `target`, both on this machine. */
export async function layWire(port: number, target: number): Promise<Wire> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("close", () => sockets.delete(socket));
    // A socket that breaks takes its other half along; that is all there is to know.
    socket.on("error", () => socket.destroy());
  };
  const server: Server = createServer((near) => {
    keep(near);
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(target, "127.0.0.1");
    keep(far);
    near.pipe(far);
    far.pipe(near);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const drop = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    cut: () => {
      isCut = true;
      drop();
    },
    join: () => {
      isCut = false;
    },
    isCut: () => isCut,
    close: async () => {
      drop();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
