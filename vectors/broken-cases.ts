// Case files that a verifier must refuse, each for one reason. spec/casefile.md

import { sha256Base64url } from "../src/crypto/hash.ts";
import type { CaseError } from "../src/ledger/case-types.ts";
import { base, broken, ledgerOf, minimal, resigned, type Draft, type Vector } from "./breaking.ts";
import { attached, busy } from "./case-stories.ts";
import { createStory, exportCase, keysOf, type Story } from "./story.ts";

const forgedAct = (name: string, about: string, reason: CaseError, token: string): Vector =>
  broken(
    reason,
    name,
    about,
    resigned((file) => void (ledgerOf(file, "borea").acts = [token])),
  );

const acts = base.ledger("borea");
const confirmed = acts[0];
if (confirmed === undefined) throw new Error("the minimal case holds a confirmation");
const { act: confirm } = confirmed;
const same = {
  matter: confirm.matter,
  body: confirm.body,
  seen: confirm.seen,
  at: confirm.at,
  seq: 1,
  prev: confirm.prev,
};
const flip = (text: string, at: number): string =>
  `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`;

/** What the form alone refuses. */
const ofForm = (): readonly Vector[] => [
  broken("not-json", "cut", "the last brace is cut off", minimal.slice(0, -2)),
  broken(
    "not-json",
    "surrogate",
    "half of a surrogate pair stands in the title",
    minimal.replace("A compact for", "\\ud800 compact for"),
  ),
  broken(
    "not-a-case",
    "unknown-field",
    "a field that case/1 does not have",
    resigned((file) => void Object.assign(file, { extra: 1 })),
  ),
  broken(
    "not-a-case",
    "party-name",
    "a ledger under a name that no party can have",
    resigned((file) => void (file.ledgers["Borea"] = ledgerOf(file, "borea"))),
  ),
  broken(
    "not-a-case",
    "no-instant",
    "exported on 30 February",
    resigned((file) => void (file.exported.at = "2026-02-30T10:00:00.000Z")),
  ),
  broken("not-canonical", "space", "a space after a colon", minimal.replace('"downrung":', '"downrung": ')),
  broken(
    "not-canonical",
    "key-twice",
    "a key that stands twice",
    minimal.replace('"downrung":', '"downrung":"case/1","downrung":'),
  ),
  broken(
    "not-canonical",
    "escape",
    "a letter written as an escape",
    minimal.replace("A compact for", "\\u0041 compact for"),
  ),
  broken("not-canonical", "no-newline", "no newline at the end", minimal.slice(0, -1)),
  broken(
    "bad-compact",
    "no-keys",
    "a party of the compact without keys",
    resigned((file) => void delete (file.compact as { parties: { borea: { keys?: unknown } } }).parties.borea.keys),
  ),
  broken(
    "unknown-party",
    "exporter",
    "exported by one who is no party",
    resigned((file) => void (file.exported.by = "delia"), "delia"),
  ),
  broken(
    "unknown-party",
    "odd-exporter",
    "exported by one named like what every object has",
    resigned((file) => void (file.exported.by = "constructor"), "delia"),
  ),
  broken(
    "unknown-party",
    "ledger",
    "a ledger of one who is no party",
    resigned((file) => void (file.ledgers["delia"] = { ...ledgerOf(file, "borea") })),
  ),
  broken(
    "wrong-export-signature",
    "changed",
    "the time of export is changed afterwards",
    minimal.replace('"at":"2026', '"at":"2027'),
  ),
  broken(
    "wrong-export-signature",
    "other-key",
    "signed by borea, said to be exported by aurelia",
    resigned(() => undefined, "borea"),
  ),
];

/** What is wrong with one act. */
const ofActs = (): readonly Vector[] => [
  broken(
    "bad-act",
    "disclosure",
    "a disclosure that the act does not declare",
    resigned(
      (file) =>
        void (ledgerOf(file, "borea").acts[0] +=
          `${Buffer.from('["AAAAAAAAAAAAAAAAAAAAAA","x",1]').toString("base64url")}~`),
    ),
  ),
  forgedAct(
    "drill",
    "a drill act under a real compact",
    "wrong-mode",
    base.forge("borea", "confirm", { ...same, mode: "drill" }).token,
  ),
  broken(
    "wrong-compact",
    "changed",
    "one word of the compact is changed",
    resigned((file) => void Object.assign(file.compact as object, { title: "Another compact" })),
  ),
  forgedAct(
    "other",
    "an act under another compact",
    "wrong-compact",
    base.forge("borea", "confirm", { ...same, compact: confirm.id }).token,
  ),
  forgedAct(
    "taken",
    "an act of aurelia in the ledger of borea",
    "wrong-author",
    base.ledger("aurelia")[0]?.token ?? "",
  ),
  forgedAct(
    "key",
    "an act of borea signed with aurelia's key",
    "wrong-signature",
    base.forge("borea", "confirm", { ...same, key: keysOf("aurelia").act }).token,
  ),
  forgedAct(
    "flipped",
    "one character of the signature is changed",
    "wrong-signature",
    flip(confirmed.token, confirmed.token.indexOf("~") - 20),
  ),
  forgedAct(
    "log-key",
    "an act signed with its author's log key",
    "wrong-signature",
    base.forge("borea", "confirm", { ...same, key: keysOf("borea").log }).token,
  ),
  forgedAct(
    "stranger",
    "an act that has seen acts of one who is no party",
    "unknown-party",
    base.forge("borea", "confirm", { ...same, seen: { aurelia: 1, delia: 3 } }).token,
  ),
  broken(
    "wrong-place",
    "removed",
    "the first act of aurelia is removed",
    resigned((file) => void ledgerOf(file, "aurelia").acts.shift()),
  ),
  broken(
    "wrong-place",
    "swapped",
    "the acts of aurelia are put in another order",
    resigned((file) => void ledgerOf(file, "aurelia").acts.reverse()),
  ),
  broken(
    "wrong-place",
    "twice",
    "an act stands twice",
    resigned((file) => void ledgerOf(file, "borea").acts.push(confirmed.token)),
  ),
  forgedAct(
    "first",
    "the first act of a ledger follows another than the compact",
    "wrong-chain",
    base.forge("borea", "confirm", { ...same, prev: confirm.id }).token,
  ),
  broken(
    "wrong-chain",
    "replaced",
    "an act is replaced by one of another chain",
    resigned(
      (file) =>
        void (ledgerOf(file, "aurelia").acts[1] = base.forge("aurelia", "assess", {
          seq: 2,
          prev: confirm.id,
          matter: "aurelia-1",
        }).token),
    ),
  ),
];

const otherSize = base.noteOf("borea", { size: 2, root: base.tree("borea").root(1) }, ["borea"]);
const otherRoot = base.noteOf("borea", { size: 1, root: base.tree("aurelia").root(1) }, ["borea"]);
const alone = base.noteOf("borea", { size: 1, root: base.tree("borea").root() }, []);

/** What is wrong with a ledger: its checkpoint, its start, its end. */
const ofLedgers = (): readonly Vector[] => {
  const checkpoint = (note: string) => (file: Draft) => void (ledgerOf(file, "borea").checkpoint = note);
  const swap = (file: Draft): void => checkpoint(ledgerOf(file, "aurelia").checkpoint ?? "")(file);
  const two = busy();
  const [late, mediated] = [exportCase(two, "borea", "borea-1"), exportCase(two, "cassia", "borea-1")];
  return [
    broken("bad-checkpoint", "swapped", "the checkpoint of aurelia in the ledger of borea", resigned(swap)),
    broken(
      "bad-checkpoint",
      "no-cosignature",
      "the party's own quantum-safe cosignature is missing",
      resigned(checkpoint(alone)),
    ),
    broken("bad-checkpoint", "no-note", "no signed note", resigned(checkpoint("borea\n"))),
    broken("wrong-root", "other-tree", "a checkpoint over other acts", resigned(checkpoint(otherRoot))),
    broken("wrong-root", "larger", "a checkpoint over more acts than the file holds", resigned(checkpoint(otherSize))),
    broken(
      "wrong-root",
      "last-removed",
      "the last act of aurelia is removed",
      resigned((file) => void ledgerOf(file, "aurelia").acts.pop()),
    ),
    broken(
      "wrong-root",
      "before",
      "one hash in `before` is changed",
      resigned((file) => void (ledgerOf(file, "borea").before = ["A".repeat(43)]), "borea", late),
    ),
    broken(
      "wrong-root",
      "before-missing",
      "no hash in `before` though two acts come first",
      resigned((file) => void (ledgerOf(file, "borea").before = []), "borea", late),
    ),
    broken(
      "wrong-root",
      "no-checkpoint",
      "a ledger that starts late and has no checkpoint",
      resigned((file) => void (ledgerOf(file, "borea").checkpoint = null), "borea", late),
    ),
    broken(
      "no-opening",
      "other-matter",
      "the file is said to be about a matter that no act opens",
      resigned((file) => void (file.matter = "aurelia-2")),
    ),
    broken(
      "late-start",
      "hidden",
      "the mediator's ledger starts after acts that came after the opening",
      resigned((file) => startLater(file, two, "cassia"), "cassia", mediated),
    ),
    broken(
      "hidden-acts",
      "ledger-left-out",
      "the exporter had seen acts of borea and leaves its ledger out",
      resigned((file) => void delete file.ledgers["borea"]),
    ),
  ];
};

function startLater(file: Draft, story: Story, party: string): void {
  const ledger = ledgerOf(file, party);
  const first = story.ledger(party).length;
  const { hashes } = story.tree(party).rangeAt(first - 1);
  Object.assign(ledger, {
    first,
    acts: ledger.acts.slice(-1),
    before: hashes.map((hash) => Buffer.from(hash).toString("base64url")),
  });
}

/** Ledgers that their author has signed so, and that no honest export can hold. */
const ofAuthors = (): readonly Vector[] => {
  const exported = (story: Story): string => exportCase(story, "aurelia", "aurelia-1");
  const late = (prev?: string): Story => {
    const story = createStory("real", ["aurelia", "borea"]);
    story.say("borea", "key");
    story.say("aurelia", "report", { matter: "aurelia-1" });
    story.say("borea", "confirm", { matter: "aurelia-1", ...(prev === undefined ? {} : { prev }) });
    for (const name of ["aurelia", "borea"]) story.checkpoint(name);
    return story;
  };
  const [honest, torn] = [late(), late(confirm.id)];
  const unopened = createStory("real", ["aurelia", "borea"]);
  unopened.say("aurelia", "report", { matter: "aurelia-1" });
  unopened.say("aurelia", "assess", { matter: "aurelia-2" });
  const odd = createStory("real", ["aurelia", "constructor"]);
  odd.say("aurelia", "report", { matter: "aurelia-1" });
  for (const kind of ["confirm", "assess", "close"]) odd.say("constructor", kind, { matter: "aurelia-1" });
  odd.checkpoint("constructor");
  return [
    broken(
      "wrong-chain",
      "after-before",
      "the first act shown does not follow the one whose hash ends `before`",
      resigned(
        (file) =>
          void Object.assign(ledgerOf(file, "borea"), {
            acts: [torn.ledger("borea")[1]?.token],
            checkpoint: torn.noteOf("borea", { size: 2, root: torn.tree("borea").root() }, ["borea"]),
          }),
        "aurelia",
        exported(honest),
      ),
    ),
    broken(
      "no-opening",
      "no-report",
      "an act names the matter, and none opens it",
      resigned((file) => void (file.matter = "aurelia-2"), "aurelia", exported(unopened)),
    ),
    broken(
      "late-start",
      "odd-name",
      "a party named like what every object has: its first two acts are left out",
      resigned((file) => startLater(file, odd, "constructor"), "aurelia", exported(odd)),
    ),
  ];
};

/** What is wrong with further statements. */
const ofStatements = (): readonly Vector[] => {
  const bytes = Buffer.from("never named").toString("base64url");
  const attachment = { digest: sha256Base64url("never named"), name: "a.txt", type: "text/plain", bytes };
  const fork = (kind: "acts" | "checkpoint", one: string, other: string, by = "borea") =>
    resigned((file) => void file.forks.push({ by, kind, one, other }));
  const [reported, assessed] = base.ledger("aurelia").map(({ token }) => token);
  const grown = [1, 2].map((size) => base.noteOf("aurelia", { size, root: base.tree("aurelia").root(size) }, []));
  return [
    broken("fork-not-proven", "same-act", "one act twice is no fork", fork("acts", confirmed.token, confirmed.token)),
    broken(
      "fork-not-proven",
      "one-chain",
      "one act follows the other",
      fork("acts", reported ?? "", assessed ?? "", "aurelia"),
    ),
    broken(
      "fork-not-proven",
      "grown",
      "one checkpoint grew out of the other",
      fork("checkpoint", grown[0] ?? "", grown[1] ?? "", "aurelia"),
    ),
    broken("fork-not-proven", "same-checkpoint", "one checkpoint twice is no fork", fork("checkpoint", alone, alone)),
    broken(
      "fork-not-proven",
      "unknown-tree",
      "two checkpoints of sizes that nothing here can compare",
      fork("checkpoint", alone, otherSize),
    ),
    broken(
      "wrong-signature",
      "fork",
      "a fork with an act that the party did not sign",
      fork("acts", confirmed.token, base.forge("borea", "refute", { ...same, key: keysOf("aurelia").act }).token),
    ),
    broken(
      "bad-checkpoint",
      "further",
      "a further checkpoint without the party's own cosignature",
      resigned((file) => void file.checkpoints.push({ by: "borea", note: alone })),
    ),
    broken(
      "bad-attachment",
      "not-named",
      "bytes that no act of the matter names",
      resigned((file) => void file.attachments.push(attachment)),
    ),
    broken(
      "bad-attachment",
      "changed",
      "bytes that do not have the digest that the act names",
      resigned((file) => void Object.assign(file.attachments[0] ?? {}, { bytes }), "aurelia", attached()),
    ),
  ];
};

export const brokenCases = (): readonly Vector[] => [
  ...ofForm(),
  ...ofActs(),
  ...ofLedgers(),
  ...ofAuthors(),
  ...ofStatements(),
];
