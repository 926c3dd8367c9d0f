// The drill's own switchboard: cuts and joins wires, kills and revives nodes. It belongs to the keeper
// of a drill on one machine and has nothing to do with what nodes say to each other.

import { createServer } from "node:http";
import { ConfigError } from "../node/config-error.ts";
import type { Cluster } from "./cluster.ts";

export type Control = { readonly close: () => Promise<void> };

/** Listens on loopback. Requests: GET /, POST /cut/A/B, /join/A/B, /kill/P, /revive/P. */
export async function startControl(port: number, cluster: () => Cluster | undefined): Promise<Control> {
  const server = createServer((request, response) => {
    const local = /^(localhost|127\.0\.0\.1):\d+$/.test(request.headers.host ?? "");
    const answer = (status: number, value: unknown): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    };
    if (!local || request.headers.origin !== undefined) {
      answer(403, { detail: "the switchboard answers only to the command line" });
      return;
    }
    act(cluster(), request.method ?? "", request.url ?? "").then(
      (value) => answer(200, value),
      (error: unknown) =>
        answer(error instanceof ConfigError ? 404 : 500, {
          detail: String(error instanceof Error ? error.message : error),
        }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) =>
      reject(new ConfigError(`port ${port} is in use; is another drill running?`, { cause })),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function act(cluster: Cluster | undefined, method: string, url: string): Promise<unknown> {
  if (cluster === undefined) throw new ConfigError("the nodes are still starting");
  const [, verb = "", a = "", b = ""] = url.split("/");
  if (method === "POST") {
    if (verb === "cut" || verb === "join") cluster.setWire(a, b, verb === "cut");
    else if (verb === "kill") await cluster.kill(a);
    else if (verb === "revive") await cluster.revive(a);
    else throw new ConfigError(`the switchboard does not know "${verb}"`);
  }
  return {
    wires: cluster.wires(),
    nodes: cluster.members.map(({ party, url: seat, pid }) => ({ party, url: seat, pid: pid() ?? null })),
  };
}
