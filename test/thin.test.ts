// The thin route between real nodes: the direct line is cut, and acts come through a slow wire that loses frames,
// or are read aloud letter by letter. Both end in the same ledgers, once.

import assert from "node:assert/strict";
import { randomBytes, verify } from "node:crypto";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { test } from "node:test";
import Fastify, { type FastifyInstance } from "fastify";
import type { PartyId } from "../src/core/kernel/act.ts";
import { createKem } from "../src/crypto/kem.ts";
import type { PrivateKeys } from "../src/crypto/keys.ts";
import type { Desk } from "../src/node/http/desk.ts";
import { postThin } from "../src/node/http/post-thin.ts";
import type { ThinPacked, ThinRead } from "../src/node/http/thin-api.ts";
import { openIdentity } from "../src/node/identity.ts";
import { startNode, type Node } from "../src/node/node.ts";
import { openThinKeys } from "../src/node/thin-keys.ts";
import { startThin, type Thin } from "../src/node/thin.ts";
import { wireAt, type OpenWire, type WireEvents } from "../src/node/thin-wire.ts";
import type { World } from "../src/node/world.ts";
import { openSqlite } from "../src/store/sqlite.ts";
import { StoreFailure, type Store } from "../src/store/store.ts";
import { agree, reportBody, text, type Agreement } from "./nodes.ts";

type Seat = { readonly node: Node; readonly thin: Thin; readonly store: Store };

type Table = {
  readonly seats: Readonly<Record<PartyId, Seat>>;
  readonly cut: (cut: boolean) => void;
  readonly fill: (party: PartyId, isFull: boolean) => void;
  /** The share of frames that the wire loses from now on. */
  readonly lose: (share: number) => void;
  readonly stop: () => void;
};

const kem = createKem();
const BITS = 57_600;

/** Aurelia and Borea, with a wire between them. */
function sit(agreement: Agreement = agree(), receiptWait?: number): Table {
  let isCut = false;
  let loss = 0;
  let isOver = false;
  const full = new Set<PartyId>();
  const ends = new Map<PartyId, WireEvents>();
  const seats: Record<PartyId, Seat> = {};

  const wireFrom =
    (own: PartyId, other: PartyId): OpenWire =>
    (events) => {
      ends.set(own, events);
      setImmediate(events.onUp);
      return {
        write: (bytes) => {
          const wait = (bytes.length * 8_000) / BITS;
          if (Math.random() >= loss) setTimeout(() => ends.get(other)?.onBytes(bytes), wait);
        },
        close: () => {},
      };
    };

  const open = (party: PartyId, other: PartyId): Seat => {
    const disk = openSqlite(":memory:");
    const store: Store = {
      ...disk,
      transact: (work) => {
        if (full.has(party)) throw new StoreFailure("disk-full", "the disk is full");
        disk.transact(work);
      },
    };
    const reach = (to: PartyId): Node => {
      const there = seats[to]?.node;
      if (isCut || there === undefined) throw new Error("nobody is there");
      return there;
    };
    const world: World = {
      store,
      clock: {
        now: () => Date.now(),
        after: (wait, work) => {
          const timer = setTimeout(() => void (isOver || work()), wait);
          return () => clearTimeout(timer);
        },
        soon: (work) => void setImmediate(() => void (isOver || work())),
      },
      chance: (count) => randomBytes(count),
      network: {
        send: async (to, letter) => reach(to).receive(letter, "direct"),
        hello: async (to, hello) => reach(to).hello(hello),
        relay: () => Promise.reject(new Error("nobody relays")),
        handOn: () => Promise.reject(new Error("nobody relays")),
      },
      kem,
      verifyAll: async (checks) => checks.map(({ message, key, signature }) => verify(null, message, key, signature)),
    };
    const keys = openThinKeys(party, world);
    const secret = agreement.privateKeys[party] as PrivateKeys;
    const identity = openIdentity(party, agreement.compact, secret, agreement.document);
    const node = startNode(identity, world, { onSession: keys.keep, hasThin: (to) => to === other });
    const config = [{ party: other, bitsPerSecond: BITS, open: wireFrom(party, other) }];
    const thin = startThin(node, keys, config, receiptWait);
    return { node, thin, store };
  };
  seats["aurelia"] = open("aurelia", "borea");
  seats["borea"] = open("borea", "aurelia");
  return {
    seats,
    cut: (cut) => {
      isCut = cut;
    },
    fill: (party, isFull) => void (isFull ? full.add(party) : full.delete(party)),
    lose: (share) => {
      loss = share;
    },
    stop: () => {
      isOver = true;
      for (const { node, thin, store } of Object.values(seats)) {
        thin.stop();
        node.stop();
        store.close();
      }
    },
  };
}

async function until(what: string, holds: () => boolean, seconds = 40): Promise<void> {
  const end = Date.now() + seconds * 1_000;
  while (!holds()) {
    assert.ok(Date.now() < end, `not within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The endpoints alone, as the command line speaks to them. */
function deskOf({ node }: Seat): FastifyInstance {
  const app = Fastify();
  postThin(app, { node } as Desk);
  return app;
}

const report = {
  kind: "report",
  matter: null,
  to: ["borea", "cassia"],
  marking: "TLP:AMBER",
  body: reportBody(),
} as const;

/** Both nodes have met, and then the direct line is cut. */
async function cutAfterMeeting(table: Table): Promise<{ aurelia: Seat; borea: Seat }> {
  const { aurelia, borea } = table.seats;
  assert.ok(aurelia && borea);
  await until("both have met", () =>
    [aurelia, borea].every(({ thin, node }) =>
      node.peers
        .lines()
        .some(({ party, is }) => party !== "cassia" && is === "up" && thin.acts.obstacle(party) === null),
    ),
  );
  await until("all is receipted", () => aurelia.node.ledgers().head("borea") === borea.node.ledgers().head("borea"));
  table.cut(true);
  await until("the cut is seen", () =>
    [aurelia, borea].every(({ node }) =>
      node.peers.lines().some(({ party, is }) => party !== "cassia" && is === "cut"),
    ),
  );
  return { aurelia, borea };
}

test(
  "an act comes over the thin wire when the direct line is cut, and its receipt comes back, once each",
  { timeout: 90_000 },
  async () => {
    const table = sit();
    try {
      const { aurelia, borea } = await cutAfterMeeting(table);
      table.lose(0.1);
      const { act, token } = await aurelia.node.sign(report);
      const received = (): object => aurelia.node.ledgers().fold.receipts.of("aurelia", act.seq, "borea");
      await until("a receipt", () => "delivered" in received());
      assert.equal(borea.store.act("aurelia", act.seq)?.token, token);
      assert.equal(borea.node.ledgers().head("aurelia"), aurelia.node.ledgers().head("aurelia"));
      const sent = aurelia.node.trails
        .of("borea")
        .filter(({ route, outcome }) => route === "thin" && outcome === "sent");
      assert.ok(
        sent.some(({ through }) => through >= act.seq),
        "the trail says that it went by the thin route",
      );
      const { theirs = 0 } = borea.node.peers.standing("aurelia");
      assert.ok(theirs >= act.seq, "who says an act holds those before it, and needs none of them brought back");
      // The direct line comes back: nothing is told twice.
      const held = [...borea.store.all()].length;
      table.cut(false);
      await until("the line is up", () =>
        aurelia.node.peers
          .lines()
          .some(({ party, is, undelivered }) => party === "borea" && is === "up" && undelivered === 0),
      );
      assert.ok([...borea.store.all()].filter(({ by }) => by === "aurelia").length === act.seq);
      assert.ok([...borea.store.all()].length >= held);
    } finally {
      table.stop();
    }
  },
);

test("a receipt that the link carried and the node could not keep is brought again", { timeout: 60_000 }, async () => {
  const table = sit(agree(), 500);
  try {
    const { aurelia, borea } = await cutAfterMeeting(table);
    const { act } = await aurelia.node.sign(report);
    table.fill("aurelia", true);
    const receipt = (): number => borea.node.ledgers().head("borea");
    const before = receipt();
    const isBrought = (): boolean =>
      receipt() > before &&
      borea.node.trails.of("aurelia").some(({ route, through }) => route === "thin" && through >= receipt()) &&
      borea.thin.views().some(({ party, sending }) => party === "aurelia" && sending === null);
    await until("the link has carried the receipt", isBrought);
    assert.deepEqual(aurelia.node.ledgers().fold.receipts.of("aurelia", act.seq, "borea"), {});
    table.fill("aurelia", false);
    const received = (): object => aurelia.node.ledgers().fold.receipts.of("aurelia", act.seq, "borea");
    await until("a receipt", () => "delivered" in received());
    assert.equal(receipt(), before + 1, "it is the same receipt");
  } finally {
    table.stop();
  }
});

test("a wire that is fed with noise and with messages of strangers takes nothing", { timeout: 60_000 }, async () => {
  const table = sit();
  try {
    const { aurelia, borea } = await cutAfterMeeting(table);
    const before = [...borea.store.all()].length;
    const { act } = await aurelia.node.sign(report);
    const stored = aurelia.store.act("aurelia", act.seq);
    assert.ok(stored);
    const sealed = aurelia.thin.acts.seal(stored, "borea");
    for (let at = 0; at < sealed.length; at += 7) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.equal(borea.thin.acts.open(changed, ["aurelia"]).ok, false, `byte ${at}`);
    }
    assert.equal(aurelia.thin.acts.open(sealed, ["borea"]).ok, false, "it is for Borea, not for its sender");
    assert.equal([...borea.store.all()].length, before);
  } finally {
    table.stop();
  }
});

test(
  "an act read aloud letter by letter is taken as any other, and so is its receipt",
  { timeout: 60_000 },
  async () => {
    const table = sit();
    try {
      const { aurelia, borea } = await cutAfterMeeting(table);
      table.lose(1);
      const { act } = await aurelia.node.sign({ ...report, body: reportBody({ summary: text("Read aloud.") }) });
      const [hers, his] = [deskOf(aurelia), deskOf(borea)];
      const say = async (from: FastifyInstance, at: FastifyInstance, act: string, to: PartyId): Promise<ThinRead> => {
        const packed = await from.inject({ method: "POST", url: "/api/thin/pack", payload: { act, to } });
        assert.equal(packed.statusCode, 200, packed.body);
        const spoken = packed.json<ThinPacked>().lines.join("\n").toLowerCase();
        const taken = await at.inject({ method: "POST", url: "/api/thin/read", payload: { text: spoken } });
        assert.equal(taken.statusCode, 200, taken.body);
        return taken.json<ThinRead>();
      };
      const early = await say(hers, his, act.id, "borea");
      assert.equal(
        early.stopped?.code ?? "taken",
        borea.node.ledgers().head("aurelia") + 1 < act.seq ? "missing-act" : "taken",
      );
      for (let seq = borea.node.ledgers().head("aurelia") + 1; seq <= act.seq; seq += 1) {
        assert.equal((await say(hers, his, `aurelia/${seq}`, "borea")).stopped, null);
      }
      const last = borea.node.ledgers().head("borea");
      for (let seq = aurelia.node.ledgers().head("borea") + 1; seq <= last; seq += 1) {
        assert.equal((await say(his, hers, `borea/${seq}`, "aurelia")).from, "borea");
      }
      assert.ok("delivered" in aurelia.node.ledgers().fold.receipts.of("aurelia", act.seq, "borea"));
    } finally {
      table.stop();
    }
  },
);

test("nodes that have never spoken have no thin route, and say why", async () => {
  const table = sit();
  try {
    table.cut(true);
    const { aurelia } = table.seats;
    assert.ok(aurelia);
    await until("its first act", () => aurelia.node.ledgers().head("aurelia") > 0);
    const packed = await deskOf(aurelia).inject({
      method: "POST",
      url: "/api/thin/pack",
      payload: { act: "aurelia/1", to: "borea" },
    });
    assert.match(packed.body, /no key of the thin route/);
    const failed = (): boolean => aurelia.node.trails.of("borea").some(({ code }) => code === "no-thin-key");
    await until("the trail says so", failed);
  } finally {
    table.stop();
  }
});

test("a wire over TCP carries bytes both ways, and is opened again when it broke", { timeout: 30_000 }, async () => {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  const heard = { here: "", there: "" };
  let downs = 0;
  const events = (side: "here" | "there") => ({
    onUp: () => {},
    onDown: () => void (downs += 1),
    onBytes: (bytes: Uint8Array) => void (heard[side] += Buffer.from(bytes).toString()),
  });
  const waiting = wireAt(`tcp-listen://127.0.0.1:${port}`)(events("here"));
  const calling = wireAt(`tcp://127.0.0.1:${port}`)(events("there"));
  await until("bytes both ways", () => {
    if (heard.here === "") calling.write(Buffer.from("ping"));
    if (heard.there === "") waiting.write(Buffer.from("pong"));
    return heard.here !== "" && heard.there !== "";
  });
  waiting.close();
  await until("the break is seen", () => downs > 0);
  const again = wireAt(`tcp-listen://127.0.0.1:${port}`)(events("here"));
  heard.here = "";
  await until("it is open again", () => {
    calling.write(Buffer.from("ping"));
    return heard.here !== "";
  });
  calling.close();
  again.close();
});
