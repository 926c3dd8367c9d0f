// The world as it is: the system's clock and randomness, HTTP to the other nodes, and the threads of
// libuv for signatures when there are several to check.

import { randomBytes, verify } from "node:crypto";
import { Agent, request } from "node:http";
import { promisify } from "node:util";
import type { PartyId } from "../core/kernel/act.ts";
import type { Millis } from "../core/kernel/instant.ts";
import { ENVELOPE_LIMITS } from "../line/envelope.ts";
import type { Store } from "../store/store.ts";
import { LINE_PATH } from "./http/line-server.ts";
import type { Network, SignatureCheck, World } from "./world.ts";

/** Below so many signatures a thread costs more than it saves. */
const WORTH_A_THREAD = 4;

const verifyOnThread = promisify((check: SignatureCheck, done: (error: Error | null, result: boolean) => void) =>
  verify(null, check.message, check.key, check.signature, done),
);

async function verifyAll(checks: readonly SignatureCheck[]): Promise<readonly boolean[]> {
  if (checks.length < WORTH_A_THREAD) {
    return checks.map(({ message, key, signature }) => verify(null, message, key, signature));
  }
  return Promise.all(checks.map((check) => verifyOnThread(check)));
}

/** HTTP to the other nodes, one kept connection each. */
export function httpNetwork(peers: Readonly<Record<PartyId, string>>): Network & { readonly close: () => void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 2 });
  const send = (to: PartyId, envelope: string, timeout: Millis): Promise<string> =>
    new Promise((resolve, reject) => {
      const url = peers[to];
      if (url === undefined) {
        reject(new Error(`no address is known for ${to}`));
        return;
      }
      const body = Buffer.from(envelope, "utf8");
      const headers = { "content-type": "application/json", "content-length": body.length };
      const options = { method: "POST", agent, headers, timeout, noDelay: true };
      const outgoing = request(new URL(LINE_PATH, url), options, (incoming) => {
        const chunks: Buffer[] = [];
        let size = 0;
        incoming.on("data", (chunk: Buffer) => {
          size += chunk.length;
          if (size > ENVELOPE_LIMITS.bytes) outgoing.destroy(new Error("the answer is too large"));
          else chunks.push(chunk);
        });
        incoming.on("end", () => {
          if (incoming.statusCode === 200) resolve(Buffer.concat(chunks).toString("utf8"));
          else reject(new Error(`${to} answered ${incoming.statusCode ?? "nothing"}`));
        });
        incoming.on("error", reject);
      });
      outgoing.on("timeout", () => outgoing.destroy(new Error(`${to} did not answer within ${timeout} ms`)));
      outgoing.on("error", reject);
      outgoing.end(body);
    });
  return { send, close: () => agent.destroy() };
}

export function realWorld(store: Store, network: Network): World {
  return {
    clock: {
      now: () => Date.now(),
      after: (wait, work) => {
        const timer = setTimeout(work, wait);
        return () => clearTimeout(timer);
      },
      soon: (work) => {
        setImmediate(work);
      },
    },
    chance: (count) => randomBytes(count),
    network,
    store,
    verifyAll,
  };
}
