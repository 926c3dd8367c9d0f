// The officers of a run amend their compact now and then, while everything around them fails: somebody
// proposes other clocks, whoever likes signs, and the checkers see whether all nodes have one law.

import type { Body, Draft } from "../core/kernel/act.ts";
import { printInstant } from "../core/kernel/instant.ts";
import type { AgreementKind } from "../core/law/agreement.ts";
import type { Node } from "../node/node.ts";
import type { Random } from "./random.ts";

/** Two wordings at a time are enough to contradict each other. */
const MOST_OPEN = 2;

/** The compact is seldom on anyone's mind, but a proposal that waits is soon answered. */
export function wantsToAmend({ identity, ledgers, world }: Node, random: Random): boolean {
  const { proposals } = ledgers().fold.agreement(world.clock.now());
  const waits = proposals.some(
    ({ state, signatures }) => state.is === "open" && signatures.every(({ by }) => by !== identity.party),
  );
  return random.chance(waits ? 0.4 : 0.08);
}

/** What an officer does about the compact, or undefined when nothing comes to mind. `marker` stands in its texts. */
export function draftAboutCompact(node: Node, random: Random, marker: string): Draft | undefined {
  const { identity, world } = node;
  const now = world.clock.now();
  const { fold } = node.ledgers();
  const agreement = fold.agreement(now);
  const compact = fold.compactAt(now);
  const open = agreement.proposals.filter(({ state }) => state.is === "open");
  const draft = (kind: AgreementKind, body: Body): Draft => ({
    kind,
    matter: null,
    to: identity.peers,
    marking: compact.marking,
    body,
  });
  const text = { lang: "en", text: marker } as const;
  const mine = open.filter(({ signatures }) => signatures.some(({ by }) => by === identity.party));
  const waiting = open.filter((proposal) => !mine.includes(proposal));
  const roll = random.between(0, 99);
  if (waiting.length > 0 && roll < 85) return draft("sign-compact", { of: random.pick(waiting).id });
  if (roll >= 95) return draft("comment-compact", { of: compact.id, clause: "ladder/confirm", text });
  if (open.length >= MOST_OPEN) return undefined;
  return draft("propose-compact", { ...proposalOf(node, random), reason: text });
}

/** The present wording with other clocks, in force a little later: sometimes sooner than anyone can sign. */
function proposalOf(node: Node, random: Random): Body {
  const now = node.world.clock.now();
  const { fold } = node.ledgers();
  const document = fold.agreement(now).versions.at(-1)?.document ?? node.identity.document;
  const parties = Object.entries(document.parties).map(([id, { keys: _keys, ...party }]) => [id, party] as const);
  const wording = {
    ...document,
    version: document.version + 1,
    parties: Object.fromEntries(parties),
    "cooling-off": { longest: `${random.between(1, 24)}h`, each: random.between(1, 3) },
    closing: { latest: `${random.between(1, 48)}h` },
    ladder: document.ladder.map((step) =>
      step.step === "confirm"
        ? { ...step, owes: step.owes.map((owed) => ({ ...owed, latest: `${random.between(1, 48)}h` })) }
        : step,
    ),
  };
  return { document: wording, from: printInstant(now + random.between(500, 12_000)) };
}
