// Case files of a party that changes its keys: what a verifier must take, and what it must refuse.
// spec/pairing.md, spec/casefile.md

import { broken, ledgerOf, resigned, type Vector } from "./breaking.ts";
import { REPORT } from "./case-stories.ts";
import { createStory, keysOf, type Keys, type Story } from "./story.ts";

const OLD = keysOf("aurelia");
const NEW = keysOf("aurelia anew");

type Telling = {
  readonly isConfirmed?: boolean;
  /** Whether Aurelia had seen the confirmation when it adopted the keys. */
  readonly isSeen?: boolean;
  /** With which keys Aurelia goes on. */
  readonly taken?: Keys;
  /** With which key the adoption itself is signed. */
  readonly signer?: Keys;
  readonly again?: boolean;
};

/** Aurelia reports, says new keys, adopts them when Borea has read them with her, and closes the matter. */
function tell({ isConfirmed = true, isSeen = true, taken = NEW, signer = NEW, again = false }: Telling = {}): Story {
  const story = createStory("real", ["aurelia", "borea"]);
  story.say("aurelia", "report", { matter: "aurelia-1", body: REPORT });
  const { act: said } = story.say("aurelia", "change-keys", { body: { keys: NEW.public } });
  if (isConfirmed) {
    story.say("borea", "confirm-keys", { body: { of: said.id, with: "aurelia", over: "telephone" } });
  }
  const adopting = { body: { of: said.id }, key: signer.act, ...(isSeen ? {} : { seen: {} }) };
  story.say("aurelia", "adopt-keys", adopting);
  story.takeKeys("aurelia", taken);
  if (again) story.say("aurelia", "adopt-keys", { body: { of: said.id } });
  story.say("aurelia", "close", { matter: "aurelia-1", body: { outcome: "resolved" } });
  story.say("borea", "receipt", { body: { level: "read", of: "aurelia", from: 1, through: 4 } });
  return story;
}

/** The whole of both ledgers, every field shown, exported by Borea. */
const fileOf = (story: Story): string =>
  resigned((file) => {
    for (const party of ["aurelia", "borea"]) {
      const acts = story.ledger(party).map(({ token }) => token);
      file.ledgers[party] = { acts, before: [], checkpoint: story.checkpoint(party), first: 1 };
    }
    file.exported.by = "borea";
  }, "borea");

export const changedKeys = (): string => fileOf(tell());

/** One act without its fields: nobody can see what it said. */
const withheld = (party: string, place: number): string =>
  resigned(
    (file) => {
      const ledger = ledgerOf(file, party);
      ledger.acts = ledger.acts.map((token, at) => (at === place ? `${token.split("~")[0] ?? ""}~` : token));
    },
    "borea",
    changedKeys(),
  );

/** Only the log key is still the old one. */
const oldLog: Keys = { ...NEW, log: OLD.log, public: { ...NEW.public, log: OLD.public.log } };

export const brokenKeyCases = (): readonly Vector[] => [
  broken(
    "keys-not-confirmed",
    "nobody",
    "keys are adopted that nobody has confirmed",
    fileOf(tell({ isConfirmed: false })),
  ),
  broken(
    "keys-not-confirmed",
    "not-seen",
    "the adoption had not seen the confirmation",
    fileOf(tell({ isSeen: false })),
  ),
  broken("keys-not-confirmed", "withheld", "the confirmation is withheld", withheld("borea", 0)),
  broken("keys-not-confirmed", "keys-withheld", "the keys that were said are withheld", withheld("aurelia", 1)),
  broken("keys-not-confirmed", "twice", "keys that were adopted are adopted again", fileOf(tell({ again: true }))),
  broken("wrong-signature", "not-the-new-key", "the old key signs the adoption", fileOf(tell({ signer: OLD }))),
  broken(
    "wrong-signature",
    "key-given-up",
    "the old key signs an act after the adoption",
    fileOf(tell({ taken: OLD })),
  ),
  broken(
    "bad-checkpoint",
    "key-given-up",
    "the old log key signs a checkpoint after it",
    fileOf(tell({ taken: oldLog })),
  ),
];
