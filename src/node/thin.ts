// Thin links at work: one for each peer that has a wire. While the direct line to the peer is cut, our acts go
// over it one by one in their order, and what comes goes through the same door as everything else. What the
// link says of itself only paces it: an act counts as delivered when its receipt is here. spec/thin.md

import type { PartyId } from "../core/kernel/act.ts";
import { HOUR, type Instant, type Millis } from "../core/kernel/instant.ts";
import { createDeframer, wrapFrame } from "../line/thin-frame.ts";
import { drop, next, onFrame, onNoise, put, type ThinLink } from "../line/thin-link.ts";
import { restoreLink, saveLink } from "../line/thin-save.ts";
import type { Node } from "./node.ts";
import { firstUnreceipted } from "./packing.ts";
import { createThinActs, type ThinActs, type ThinObstacle } from "./thin-acts.ts";
import type { ThinKeys } from "./thin-keys.ts";
import type { OpenWire, Wire } from "./thin-wire.ts";
import type { Cancel } from "./world.ts";

/** Acts that were carried and have no receipt after so long are carried again. */
const RECEIPT_WAIT: Millis = 15 * 60_000;

/** The state of a transfer is saved at most this often: the other end asks for what a crash forgot. */
const SAVE_EVERY: Millis = 2_000;

type Obstacle = ThinObstacle | "no-wire";

/** Keys that have come to their end are removed this often. */
const DESTROY_EVERY: Millis = HOUR;

export type ThinConfig = { readonly party: PartyId; readonly bitsPerSecond: number; readonly open: OpenWire };

/** How the thin route to a peer stands. */
export type ThinView = {
  readonly party: PartyId;
  readonly wire: "up" | "down" | "none";
  readonly obstacle: ThinObstacle | null;
  /** Our act that is under way, and how many of its frames the other end has. */
  readonly sending: { readonly seq: number; readonly frames: number; readonly arrived: number } | null;
};

export type Thin = {
  readonly acts: ThinActs;
  readonly views: () => readonly ThinView[];
  readonly stop: () => void;
};

type Line = {
  readonly party: PartyId;
  link: ThinLink;
  wire: Wire;
  up: boolean;
  /** How far the other end has said that our acts came, and since when. */
  carried: number;
  carriedAt: Instant;
  timer: Cancel;
  /** Why nothing could be sent when last there was something; noted once. */
  obstacle: Obstacle | null;
  saved: string;
  savedAt: Instant;
};

export function startThin(
  node: Node,
  keys: ThinKeys,
  config: readonly ThinConfig[],
  receiptWait: Millis = RECEIPT_WAIT,
): Thin {
  const { identity, world, trails } = node;
  const { clock, store, chance } = world;
  const acts = createThinActs(node, keys);
  let stopped = false;

  const lines = config.map((each) => openLine(each));

  function openLine({ party, bitsPerSecond, open }: ThinConfig): Line {
    const saved = store.meta(metaOf(party)) ?? "";
    const link = restoreLink(saved, { first: identity.party < party, bitsPerSecond, firstId: chance(1)[0] ?? 0 });
    const deframer = createDeframer();
    const line: Line = {
      party,
      link,
      up: false,
      carried: 0,
      carriedAt: clock.now(),
      timer: () => {},
      obstacle: null,
      saved,
      savedAt: 0,
      wire: { write: () => {}, close: () => {} },
    };
    line.wire = open({
      onUp: () => {
        line.up = true;
        look(line);
      },
      onDown: () => {
        line.up = false;
        look(line);
      },
      onBytes: (bytes) => {
        if (stopped) return;
        for (const frame of deframer.push(bytes)) hear(line, frame);
        look(line);
      },
    });
    return line;
  }

  const hear = (line: Line, frame: Buffer | null): void => {
    const now = clock.now();
    if (frame === null) {
      line.link = onNoise(line.link, now);
      return;
    }
    const heard = onFrame(line.link, frame, now, (message) => {
      const opening = acts.open(message, [line.party]);
      // Asking again brings no key.
      return opening.ok || opening.code === "no-thin-key";
    });
    line.link = heard.link;
    if (heard.carried !== null) {
      [line.carried, line.carriedAt] = [Math.max(line.carried, heard.carried), now];
    }
    if (heard.arrived !== null) void take(line, heard.arrived);
  };

  const take = async (line: Line, message: Uint8Array): Promise<void> => {
    const opening = acts.open(message, [line.party]);
    try {
      const taken = opening.ok ? await acts.take(opening.from, opening.coded) : null;
      const stop = opening.ok ? (taken?.stopped ?? null) : opening;
      if (stop !== null) {
        const { code, because } = stop;
        trails.note(line.party, { ...TRY, way: "in", through: 0, outcome: "refused", code, because });
      }
      if (taken?.again === true) bringReceiptAgain(line, taken.seq);
    } catch {
      // The disk refused, or the node is stopping: without a receipt the other end brings it again.
    }
    look(line);
  };

  /** The other end brings what we hold: our receipt for it was lost behind the link. */
  const bringReceiptAgain = (line: Line, seq: number): void => {
    const { delivered } = node.ledgers().fold.receipts.of(line.party, seq, identity.party);
    const receipt = delivered === undefined ? undefined : store.actById(delivered.act);
    if (receipt !== undefined) line.carried = Math.min(line.carried, receipt.seq - 1);
  };

  /** After a while without receipts, what wants one is carried again; receipts themselves do not. */
  const goBack = (line: Line, now: Instant): void => {
    if (line.carried === 0 || Math.abs(now - line.carriedAt) < receiptWait) return;
    line.carriedAt = now;
    const first = firstUnreceipted(identity, node.ledgers(), store, line.party, line.carried);
    if (first !== null) line.carried = first - 1;
  };

  /** The next of our acts, when the thin route is of use. */
  const choose = (line: Line, now: Instant): void => {
    const { party } = line;
    const held = acts.heldBy(party);
    if (line.link.out !== null && held >= line.link.out.label) line.link = drop(line.link);
    line.carried = Math.max(line.carried, held);
    if (line.link.out !== null || !node.routesTo(party).includes("thin")) return;
    goBack(line, now);
    const act = store.act(identity.party, line.carried + 1);
    if (act === undefined) return;
    const obstacle = line.up ? acts.obstacle(party) : "no-wire";
    const failed = obstacle !== null && obstacle !== line.obstacle;
    line.obstacle = obstacle;
    if (failed) {
      trails.note(party, { ...TRY, through: act.seq, outcome: "failed", code: obstacle, because: BECAUSE[obstacle] });
    }
    if (obstacle !== null) return;
    trails.note(party, { ...TRY, through: act.seq, outcome: "sent" });
    line.link = put(line.link, acts.seal(act, party), act.seq);
  };

  const look = (line: Line): void => {
    line.timer();
    if (stopped) return;
    const now = clock.now();
    choose(line, now);
    if (line.up) {
      const step = next(line.link, now);
      line.link = step.link;
      if (step.send !== null) line.wire.write(wrapFrame(step.send));
      const at = step.at ?? (line.carried > acts.heldBy(line.party) ? now + receiptWait : null);
      if (at !== null) line.timer = clock.after(Math.max(0, at - now), () => look(line));
    }
    save(line, now, false);
  };

  const save = (line: Line, now: Instant, always: boolean): void => {
    if (!always && Math.abs(now - line.savedAt) < SAVE_EVERY) return;
    const text = saveLink(line.link);
    if (text === line.saved) return;
    line.savedAt = now;
    try {
      store.transact((writing) => writing.putMeta(metaOf(line.party), text));
      line.saved = text;
    } catch {
      // It is saved with the next change; a transfer that is begun anew loses time and nothing else.
    }
  };

  let destroying: Cancel = () => {};
  const destroyKeys = (): void => {
    if (stopped) return;
    keys.destroy();
    destroying = clock.after(DESTROY_EVERY, destroyKeys);
  };
  destroyKeys();

  const unsubscribe = node.subscribe(({ event }) => {
    if (event === "act" || event === "line") for (const line of lines) look(line);
  });

  const viewOf = (party: PartyId): ThinView => {
    const line = lines.find((each) => each.party === party);
    const out = line?.link.out ?? null;
    return {
      party,
      wire: line === undefined ? "none" : line.up ? "up" : "down",
      obstacle: acts.obstacle(party),
      sending: out && { seq: out.label, frames: out.parts.length, arrived: out.acked.filter(Boolean).length },
    };
  };

  return {
    acts,
    views: () => identity.peers.map(viewOf),
    stop: () => {
      for (const line of lines) {
        line.timer();
        line.wire.close();
        save(line, clock.now(), true);
      }
      stopped = true;
      destroying();
      unsubscribe();
    },
  };
}

const metaOf = (party: PartyId): string => `thin-link ${party}`;

const TRY = { way: "out", route: "thin", via: null, code: null, because: null } as const;

const BECAUSE: Readonly<Record<Obstacle, string>> = {
  "no-wire": "the wire does not answer; look at the modem or the address in the node's folder",
  "no-thin-key": "no key of the thin route is held: the two nodes have not spoken directly for days",
};
