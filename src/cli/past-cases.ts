// `compact diff A B --replay DIR`: past case files judged under both wordings. A case that does not verify,
// or that cannot be judged because fields are withheld, is named and not counted.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Speech } from "../core/compact/clause.ts";
import type { CompactDocument } from "../core/compact/document.ts";
import { readCompact } from "../core/compact/read.ts";
import type { Act } from "../core/kernel/act.ts";
import { compareReplays, replayCase, type Difference, type Happening } from "../core/law/replay.ts";
import { verifyCaseFile } from "../ledger/casefile.ts";
import { ConfigError } from "../node/config-error.ts";

export type PastCase =
  | {
      readonly file: string;
      readonly matter: string;
      readonly acts: number;
      readonly differences: readonly Difference[];
    }
  | { readonly file: string; readonly leftOut: LeftOut };

/** Why a file was not judged; the sentence is `replay.left.<reason>`. */
export type LeftOut = "too-large" | "not-verified" | "withheld" | "other-parties";

/** How often each thing happened over all cases, under the one wording and under the other. */
export type Count = { readonly of: Happening; readonly first: number; readonly second: number };

export type Replayed = { readonly cases: readonly PastCase[]; readonly counts: readonly Count[] };

/** A case file larger than the format's own limit is not read. spec/casefile.md, rule 2 */
const LARGEST = 64 * 1024 * 1024;

export function replayPastCases(first: CompactDocument, second: CompactDocument, folder: string): Replayed {
  const files = filesIn(folder);
  const cases = files.map((file) => pastCase(first, second, join(folder, file), file));
  const differences = cases.flatMap((past) => ("leftOut" in past ? [] : past.differences));
  const counts = [...Map.groupBy(differences, ({ happening }) => kindOf(happening)).values()].flatMap(
    (alike): readonly Count[] => {
      const [one] = alike;
      const under = (which: Difference["under"]): number => alike.filter((each) => each.under === which).length;
      return one === undefined ? [] : [{ of: one.happening, first: under("first"), second: under("second") }];
    },
  );
  return { cases, counts };
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .toSorted();
  } catch (cause) {
    throw new ConfigError(`${folder} is no folder of case files; "downrung export MATTER -o FILE" writes one`, {
      cause,
    });
  }
}

function pastCase(first: CompactDocument, second: CompactDocument, path: string, file: string): PastCase {
  if (statSync(path).size > LARGEST) return { file, leftOut: "too-large" };
  const verified = verifyCaseFile(readFileSync(path, "utf8"));
  if (!verified.ok) return { file, leftOut: "not-verified" };
  if (verified.withheld > 0) return { file, leftOut: "withheld" };
  if (!areParties(verified.acts, first, second)) return { file, leftOut: "other-parties" };
  const until = verified.exported.at;
  const replays = [first, second].map((document) => {
    // Keys do not matter here: the acts were verified above.
    const reading = readCompact(document, verified.compact.id);
    if (!reading.ok) throw new ConfigError(reading.errors[0]?.message ?? "the compact does not read");
    return replayCase(reading.compact, verified.acts, until);
  });
  const [before, after] = replays;
  if (before === undefined || after === undefined) throw new Error("invariant: two wordings, two replays");
  return { file, matter: verified.matter, acts: verified.acts.length, differences: compareReplays(before, after) };
}

const areParties = (acts: readonly Act[], first: CompactDocument, second: CompactDocument): boolean =>
  acts.every(({ by }) => Object.hasOwn(first.parties, by) && Object.hasOwn(second.parties, by));

/** What is counted together: the same kind of thing, whoever it happened to and when. */
function kindOf(happening: Happening): string {
  switch (happening.is) {
    case "line-crossed":
      return `line-crossed ${happening.line}`;
    case "step-opened":
      return `step-opened ${happening.step}`;
    case "contact":
      return `contact ${happening.contact}`;
    case "lapsed":
      return `lapsed ${happening.step}`;
    case "irregular":
      return `irregular ${happening.kind} ${happening.rule}`;
    default:
      return happening.is;
  }
}

/** What the replay showed, in sentences. */
export function sayReplayed({ cases, counts }: Replayed, speech: Speech): readonly string[] {
  const say = (key: string, args: Readonly<Record<string, string | number>> = {}): string =>
    speech.name(`replay.${key}`, key, args);
  const judged = cases.filter((past) => !("leftOut" in past)).length;
  const lines = counts.flatMap(({ of, first, second }) => {
    const what = sayHappening(of, speech);
    return [
      ...(second > 0 ? [say("later", { what, n: second })] : []),
      ...(first > 0 ? [say("earlier", { what, n: first })] : []),
    ];
  });
  const left = cases.flatMap((past) =>
    "leftOut" in past ? [say("left-out", { file: past.file, because: say(`left.${past.leftOut}`) })] : [],
  );
  return [
    say("title"),
    say("cases", { n: judged }),
    ...(judged > 0 && lines.length === 0 ? [say("none")] : lines),
    ...left,
    ...(lines.length > 0 ? [say("caveat")] : []),
  ];
}

function sayHappening(happening: Happening, speech: Speech): string {
  const what = (name: string, rule = ""): string =>
    speech.name(`replay.what.${happening.is}`, happening.is, { name, rule });
  switch (happening.is) {
    case "line-crossed":
      return what(happening.line);
    case "step-opened":
    case "lapsed":
      return what(speech.name(`step.${happening.step}`, happening.step));
    case "contact":
      return what(speech.name(`contact.${happening.contact}`, happening.contact));
    case "irregular":
      return what(speech.name(`kind.${happening.kind}`, happening.kind), happening.rule);
    default:
      return what("");
  }
}
