// Makes vectors/casefiles/*.json: `node vectors/make-casefiles.ts`. index.json says of each file what a
// verifier must find. spec/casefile.md

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { CaseError, Verified } from "../src/ledger/case-types.ts";
import { verifyCaseFile } from "../src/ledger/casefile.ts";
import { brokenCases } from "./broken-cases.ts";
import { minimal, type Vector } from "./breaking.ts";
import {
  attached,
  busy,
  earlierCheckpoint,
  forkedActs,
  forkedChain,
  forkedCheckpoint,
  furtherCheckpoints,
  late,
  small,
} from "./case-stories.ts";
import { brokenKeyCases, changedKeys } from "./key-cases.ts";
import { exportCase, usedCosignatures } from "./story.ts";

const FOLDER = new URL("casefiles/", import.meta.url);

/** What every verifier must say of a valid case, in numbers that do not depend on how it says them. */
export type Found = {
  readonly acts: number;
  readonly otherActs: number;
  readonly receipts: number;
  readonly withheld: number;
  readonly ledgers: Readonly<Record<string, readonly [first: number, size: number]>>;
  readonly checkpoints: readonly string[];
  readonly forks: readonly string[];
  readonly missing: readonly string[];
  readonly unresolved: number;
  readonly attachments: number;
};

export const foundIn = (verified: Verified): Found => ({
  acts: verified.acts.length,
  otherActs: verified.otherActs,
  receipts: verified.receipts.length,
  withheld: verified.withheld,
  ledgers: Object.fromEntries(verified.ledgers.map(({ party, first, size }) => [party, [first, size]])),
  checkpoints: verified.checkpoints.map(({ party, size, stands }) => `${party} ${size} ${stands}`),
  forks: verified.forks.map(({ by, kind, at }) => `${by} ${kind} ${at}`),
  missing: verified.missing.map(({ party, held, seen }) => `${party} ${held} ${seen}`),
  unresolved: verified.unresolved.length,
  attachments: verified.attachments.length,
});

export type IndexEntry =
  | { readonly file: string; readonly about: string; readonly ok: true; readonly found: Found }
  | { readonly file: string; readonly about: string; readonly ok: false; readonly reason: CaseError };

function validOnes(): readonly Vector[] {
  const [two, forks] = [busy(), forkedCheckpoint()];
  const valid = (name: string, about: string, text: string): Vector => ({ file: `valid-${name}.json`, about, text });
  return [
    valid("minimal", "one report, one confirmation, one assessment", minimal),
    valid("drill", "the same under a drill compact", exportCase(small("drill"), "aurelia", "aurelia-1")),
    valid(
      "two-matters",
      "acts of another matter stand between those of the case, with every field withheld",
      exportCase(two, "aurelia", "aurelia-1"),
    ),
    valid(
      "late-first",
      "the matter opens after other acts: their hashes stand in `before`",
      exportCase(two, "borea", "borea-1"),
    ),
    valid("mediator", "exported by the mediator, whose ledger is part of it", exportCase(two, "cassia", "borea-1")),
    valid(
      "withheld",
      "statements and summaries are withheld from acts of the matter",
      exportCase(two, "aurelia", "aurelia-1", { shown: (_, field) => field !== "statement" && field !== "summary" }),
    ),
    valid("forked-acts", "borea signed two acts for one place in its ledger", forkedActs()),
    valid("forked-chain", "borea signed an act that does not follow its act before", forkedChain()),
    valid("earlier-checkpoint", "a further checkpoint from before the acts of the file", earlierCheckpoint()),
    valid("forked-checkpoints", "borea signed two checkpoints of one size", forks.pair),
    valid("forked-checkpoint-and-acts", "a further checkpoint of borea contradicts its own acts", forks.further),
    valid(
      "further-checkpoints",
      "one checkpoint of the past, one of acts that are not in the file",
      furtherCheckpoints(),
    ),
    valid(
      "late-acts",
      "acts after the checkpoint, a ledger without one, and acts that another party saw and the exporter did not",
      late(),
    ),
    valid("changed-keys", "aurelia adopts other keys in the middle of its ledger", changedKeys()),
    valid("attachment", "a file named by its digest is part of the case", attached()),
  ];
}

/** Every file by its name, with what a verifier must find. Throws when this verifier finds something else. */
export function makeCaseFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const index: IndexEntry[] = [];
  for (const { file, about, text, reason } of [...validOnes(), ...brokenCases(), ...brokenKeyCases()]) {
    const verdict = verifyCaseFile(text);
    const found = verdict.ok ? "ok" : verdict.reason;
    if (found !== (reason ?? "ok")) throw new Error(`${file}: ${found}, ${verdict.ok ? "" : verdict.because}`);
    files.set(file, text);
    index.push(
      verdict.ok
        ? { file, about, ok: true, found: foundIn(verdict) }
        : { file, about, ok: false, reason: verdict.reason },
    );
  }
  files.set("index.json", `${JSON.stringify(index, null, 2)}\n`);
  files.set("cosignatures.json", `${JSON.stringify(usedCosignatures(), null, 2)}\n`);
  return files;
}

if (import.meta.main) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [file, text] of makeCaseFiles()) writeFileSync(new URL(file, FOLDER), text);
}

export const readVector = (file: string): string => readFileSync(new URL(file, FOLDER), "utf8");
