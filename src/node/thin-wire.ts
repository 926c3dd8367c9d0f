// The wire under a thin link: a byte stream to a modem, a radio or a terminal server. A TCP address to call or to
// wait at, or the path of a device. A wire that breaks is opened again; what was lost on it the link asks for.

import { createReadStream, createWriteStream } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import type { Millis } from "../core/kernel/instant.ts";

/** `tcp://host:port` to call, `tcp-listen://host:port` to wait at, `/dev/…` for a device. */
export const WIRE_PATTERN = String.raw`^(tcp(-listen)?://[A-Za-z0-9.:\[\]-]+:[1-9][0-9]{0,4}|/[^\u0000]+)$`;

const REOPEN: Millis = 5_000;

export type WireEvents = {
  readonly onUp: () => void;
  readonly onBytes: (bytes: Uint8Array) => void;
  readonly onDown: () => void;
};

export type Wire = {
  /** Bytes that find no wire are lost, as they would be on one that is cut. */
  readonly write: (bytes: Uint8Array) => void;
  readonly close: () => void;
};

export type OpenWire = (events: WireEvents) => Wire;

export function wireAt(address: string): OpenWire {
  if (address.startsWith("/")) return openDevice(address);
  const { protocol, hostname, port } = new URL(address);
  const host = hostname.replaceAll(/^\[|\]$/g, "");
  return protocol === "tcp:" ? callAt(host, Number(port)) : waitAt(host, Number(port));
}

function callAt(host: string, port: number): OpenWire {
  return (events) => {
    let socket: Socket | undefined;
    let timer: NodeJS.Timeout | undefined;
    let closed = false;
    const open = (): void => {
      socket = connect({ host, port, noDelay: true });
      socket.on("connect", events.onUp);
      socket.on("data", events.onBytes);
      // What went wrong is told by the close that follows.
      socket.on("error", () => {});
      socket.on("close", () => {
        events.onDown();
        if (!closed) timer = setTimeout(open, REOPEN);
      });
    };
    open();
    return {
      write: (bytes) => {
        if (socket?.writable === true && !socket.connecting) socket.write(bytes);
      },
      close: () => {
        closed = true;
        clearTimeout(timer);
        socket?.destroy();
      },
    };
  };
}

function waitAt(host: string, port: number): OpenWire {
  return (events) => {
    let socket: Socket | undefined;
    const server = createServer((caller) => {
      // The newest caller is the line: the one before it may be dead without knowing.
      socket?.destroy();
      socket = caller;
      caller.setNoDelay(true);
      caller.on("data", events.onBytes);
      caller.on("error", () => {});
      caller.on("close", () => {
        if (socket === caller) events.onDown();
      });
      events.onUp();
    });
    server.on("error", events.onDown);
    server.listen(port, host);
    return {
      write: (bytes) => void (socket?.writable === true && socket.write(bytes)),
      close: () => {
        socket?.destroy();
        server.close();
      },
    };
  };
}

/** The device is set up outside: its speed and its modes belong to the system. */
function openDevice(path: string): OpenWire {
  return (events) => {
    const input = createReadStream(path);
    const output = createWriteStream(path, { flags: "r+" });
    input.on("open", events.onUp);
    input.on("data", (bytes) => events.onBytes(Buffer.from(bytes)));
    for (const stream of [input, output]) stream.on("error", events.onDown);
    input.on("close", events.onDown);
    return {
      write: (bytes) => void (output.writable && output.write(bytes)),
      close: () => {
        input.destroy();
        output.destroy();
      },
    };
  };
}
