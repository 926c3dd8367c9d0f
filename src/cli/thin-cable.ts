// A thin cable for a drill: a TCP forwarder that lets so many bits a second through in each direction and
// loses some of what is put on it. It can be plugged in while the nodes run. spec/thin.md

import { createServer, connect, type Server, type Socket } from "node:net";

export type ThinCable = {
  /** Bytes that were put on it, and how many of them were lost. */
  readonly carried: () => { readonly bytes: number; readonly lost: number };
  readonly close: () => Promise<void>;
};

export type CableQuality = {
  readonly bitsPerSecond: number;
  /** The share of what a node writes at once that never arrives. */
  readonly loss: number;
  /** From 0 up to, and without, 1. */
  readonly chance: () => number;
};

/** Forwards what comes to `port` to `target`, slowly and with losses. */
export async function layThinCable(port: number, target: number, quality: CableQuality): Promise<ThinCable> {
  const { bitsPerSecond, loss, chance } = quality;
  const sockets = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  const count = { bytes: 0, lost: 0 };
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
  };

  /** What was put on the cable occupies it until its last bit is through. */
  const carry = (from: Socket, to: Socket): void => {
    let freeAt = Date.now();
    from.on("data", (chunk: Buffer) => {
      count.bytes += chunk.length;
      freeAt = Math.max(freeAt, Date.now()) + (chunk.length * 8_000) / bitsPerSecond;
      if (chance() < loss) {
        count.lost += chunk.length;
        return;
      }
      const timer = setTimeout(() => {
        timers.delete(timer);
        if (to.writable) to.write(chunk);
      }, freeAt - Date.now());
      timers.add(timer);
    });
  };

  const server: Server = createServer((near) => {
    keep(near);
    const far = connect(target, "127.0.0.1");
    keep(far);
    carry(near, far);
    carry(far, near);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    carried: () => ({ ...count }),
    close: async () => {
      for (const timer of timers) clearTimeout(timer);
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
