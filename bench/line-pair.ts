// Two nodes and the line between them: one here, one in a process of its own, with a wire each way that
// can be cut.

import { fork } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freeBase, layOut } from "../src/cli/cluster.ts";
import { demoCompact } from "../src/cli/demo-root.ts";
import { layWire } from "../src/cli/wire.ts";
import { openFolder } from "../src/node/config.ts";
import { lineServer } from "../src/node/http/line-server.ts";
import { openIdentity } from "../src/node/identity.ts";
import { startNode, type Node } from "../src/node/node.ts";
import { httpNetwork, realWorld } from "../src/node/real-world.ts";
import { openSqlite } from "../src/store/sqlite.ts";
import { text } from "../test/nodes.ts";

const MAIN = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
const [HERE, THERE] = ["aurelia", "borea"] as const;

export type LinePair = {
  /** Signs an act for the other. */
  readonly sign: () => Promise<number>;
  /** Waits until the other's receipt for this act is in our own ledger. */
  readonly receipted: (seq: number) => Promise<void>;
  readonly isCut: () => boolean;
  readonly setCut: (cut: boolean) => void;
  readonly stop: () => Promise<void>;
};

/** Lays the two nodes in an empty folder. With `wired`, through wires that can be cut; else straight. */
export async function startPair(root: string, wired: boolean): Promise<LinePair> {
  const base = await freeBase();
  layOut({ root, base }, demoCompact(60), null);
  const [own, peer] = [openFolder(join(root, HERE)), openFolder(join(root, THERE))];
  const wireTo = Number(new URL(own.file.peers[THERE] ?? "").port);
  const wireFrom = Number(new URL(peer.file.peers[HERE] ?? "").port);
  const wires = wired ? [await layWire(wireTo, peer.file.line.port), await layWire(wireFrom, own.file.line.port)] : [];
  const network = httpNetwork({ [THERE]: `http://127.0.0.1:${wired ? wireTo : peer.file.line.port}` });
  const store = openSqlite(own.storePath);
  const node: Node = startNode(openIdentity(HERE, own.compact, own.keys, own.document), realWorld(store, network));
  const server = lineServer(node, () => {});
  await server.listen({ host: "127.0.0.1", port: wired ? own.file.line.port : wireFrom });
  const other = fork(MAIN, ["node", join(root, THERE)], {
    execArgv: ["--disable-warning=ExperimentalWarning"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await new Promise((resolve) => other.once("message", resolve));
  return {
    sign: async () => {
      const signed = await node.sign({
        kind: "ask",
        matter: `${HERE}-1`,
        to: [THERE],
        marking: "TLP:AMBER",
        body: { question: text("Is it yours?"), override: text("A measurement.") },
      });
      return signed.act.seq;
    },
    receipted: (seq) => receipted(node, seq),
    isCut: () => node.peers.lines().some(({ party, is }) => party === THERE && is === "cut"),
    setCut: (cut) => {
      for (const wire of wires) {
        if (cut) wire.cut();
        else wire.join();
      }
    },
    stop: async () => {
      node.stop();
      other.kill("SIGKILL");
      await Promise.all(wires.map((wire) => wire.close()));
      await server.close();
      network.close();
      store.close();
    },
  };
}

function receipted(node: Node, seq: number): Promise<void> {
  const is = (): boolean => node.ledgers().fold.receipts.of(HERE, seq, THERE).delivered !== undefined;
  return new Promise((resolve) => {
    if (is()) {
      resolve();
      return;
    }
    const stop = node.subscribe(() => {
      if (!is()) return;
      stop();
      resolve();
    });
  });
}
