// The world as it is: the system's clock and randomness, HTTP to the other nodes, and the threads of
// libuv for signatures when there are several to check.

import { randomBytes, verify } from "node:crypto";
import { Agent, request } from "node:http";
import { promisify } from "node:util";
import type { PartyId } from "../core/kernel/act.ts";
import type { Millis } from "../core/kernel/instant.ts";
import { createKem } from "../crypto/kem.ts";
import { HELLO_LIMITS } from "../line/hello.ts";
import { LETTER_LIMITS } from "../line/letter.ts";
import { RELAY_ANSWER_BYTES } from "../line/relay-answer.ts";
import type { Store } from "../store/store.ts";
import { HELLO_PATH, LETTER_PATH, RELAY_PATH, RELAYED_PATH } from "./http/line-server.ts";
import { WayFailure } from "./line-failure.ts";
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

type Post = {
  readonly path: string;
  readonly type: string;
  readonly body: Uint8Array;
  readonly timeout: Millis;
  /** The most bytes of an answer. */
  readonly most: number;
};

/** HTTP to the other nodes, one kept connection each. */
export function httpNetwork(peers: Readonly<Record<PartyId, string>>): Network & { readonly close: () => void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const post = (to: PartyId, { path, type, body, timeout, most }: Post): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const url = peers[to];
      if (url === undefined) {
        reject(new WayFailure("no-address", `no address is known for ${to}`));
        return;
      }
      const headers = { "content-type": type, "content-length": body.length };
      const options = { method: "POST", agent, headers, timeout, noDelay: true };
      const outgoing = request(new URL(path, url), options, (incoming) => {
        const chunks: Buffer[] = [];
        let size = 0;
        incoming.on("data", (chunk: Buffer) => {
          size += chunk.length;
          if (size > most) outgoing.destroy(new WayFailure("bad-answer", "the answer is too large"));
          else chunks.push(chunk);
        });
        incoming.on("end", () => {
          if (incoming.statusCode === 200) resolve(Buffer.concat(chunks));
          else reject(new WayFailure("bad-answer", `${to} answered ${incoming.statusCode ?? "nothing"}`));
        });
        incoming.on("error", reject);
      });
      outgoing.on("timeout", () =>
        outgoing.destroy(new WayFailure("no-answer", `${to} did not answer within ${timeout} ms`)),
      );
      outgoing.on("error", reject);
      outgoing.end(body);
    });
  const bring = (path: string, to: PartyId, letter: Uint8Array, timeout: Millis): Promise<Buffer> =>
    post(to, { path, type: "application/octet-stream", body: letter, timeout, most: LETTER_LIMITS.answerBytes });
  return {
    send: (to, letter, timeout) => bring(LETTER_PATH, to, letter, timeout),
    handOn: (to, letter, timeout) => bring(RELAYED_PATH, to, letter, timeout),
    relay: async (via, letter, timeout) => {
      const kept = { path: RELAY_PATH, type: "application/octet-stream", body: letter, timeout };
      return (await post(via, { ...kept, most: RELAY_ANSWER_BYTES })).toString("utf8");
    },
    hello: async (to, hello, timeout, of) => {
      const body = Buffer.from(hello, "utf8");
      const most = HELLO_LIMITS.bytes;
      return (
        await post(to, {
          path: of === undefined ? HELLO_PATH : `${HELLO_PATH}?of=${of}`,
          type: "application/json",
          body,
          timeout,
          most,
        })
      ).toString("utf8");
    },
    close: () => agent.destroy(),
  };
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
    kem: createKem(),
    store,
    verifyAll,
  };
}
