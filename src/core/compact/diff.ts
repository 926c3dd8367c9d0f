// Two versions of a compact against each other: which clauses change, by their names, and which words
// within a sentence. What is compared is the clause and not its number, so that a clause that only moved
// has not changed. spec/clauses.md

import type { Clause } from "./clause.ts";
import type { CompactDocument } from "./document.ts";
import { isSame } from "./place.ts";

export type ClauseChange =
  | { readonly is: "added"; readonly id: string; readonly after: Clause }
  | { readonly is: "removed"; readonly id: string; readonly before: Clause }
  | { readonly is: "changed"; readonly id: string; readonly before: Clause; readonly after: Clause };

/** The clauses that differ, in the order of the later version. What is added or removed brings its own children with it. */
export function diffClauses(before: readonly Clause[], after: readonly Clause[]): readonly ClauseChange[] {
  const pairs = paired(before, after);
  const partner = new Map(pairs);
  const kept = new Set(partner.values());
  const changes: ClauseChange[] = [];
  let next = 0;
  // What was removed stands where it stood: before the next clause that both have.
  const removedUntil = (end: number): void => {
    for (; next < end; next += 1) {
      const gone = before[next];
      if (gone !== undefined && !kept.has(gone)) changes.push({ is: "removed", id: gone.id, before: gone });
    }
  };
  for (const clause of after) {
    const old = partner.get(clause);
    if (old === undefined) changes.push({ is: "added", id: clause.id, after: clause });
    else {
      removedUntil(before.indexOf(old));
      if (!sameSentence(old, clause)) changes.push({ is: "changed", id: clause.id, before: old, after: clause });
      changes.push(...diffClauses(old.children, clause.children));
    }
  }
  removedUntil(before.length);
  return changes;
}

const sameSentence = (a: Clause, b: Clause): boolean =>
  a.key === b.key && a.assumed === b.assumed && isSame(a.args, b.args);

const sameWhole = (a: Clause, b: Clause): boolean =>
  sameSentence(a, b) &&
  a.children.length === b.children.length &&
  a.children.every((child, i) => sameWhole(child, b.children[i] as Clause));

/** A clause of a list without names goes by its place, which says little of what it is. */
const isUnnamed = ({ id }: Clause): boolean => /\/\d+$/.test(id);

type Pair = readonly [after: Clause, before: Clause];

/** Which clause of the later list is which of the earlier: by name; without a name by what it says, and else by order. */
function paired(before: readonly Clause[], after: readonly Clause[]): readonly Pair[] {
  const named = after
    .filter((clause) => !isUnnamed(clause))
    .flatMap((clause): readonly Pair[] => {
      const old = before.find(({ id }) => id === clause.id);
      return old === undefined ? [] : [[clause, old]];
    });
  return [...named, ...pairedByContent(before.filter(isUnnamed), after.filter(isUnnamed))];
}

function pairedByContent(before: readonly Clause[], after: readonly Clause[]): readonly Pair[] {
  const same = longestCommon(before, after, sameWhole).map(([i, j]): Pair => [after[j] as Clause, before[i] as Clause]);
  const listOf = ({ id }: Clause): string => id.slice(0, id.lastIndexOf("/"));
  const taken = new Set(same.flat());
  const left = before.filter((clause) => !taken.has(clause));
  const rest = after
    .filter((clause) => !taken.has(clause))
    .flatMap((clause): readonly Pair[] => {
      const place = left.findIndex((old) => listOf(old) === listOf(clause));
      const [old] = place < 0 ? [] : left.splice(place, 1);
      return old === undefined ? [] : [[clause, old]];
    });
  return [...same, ...rest];
}

/** The longest common subsequence, as pairs of places. */
function longestCommon<T>(
  a: readonly T[],
  b: readonly T[],
  same: (x: T, y: T) => boolean,
): readonly (readonly [number, number])[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (row === undefined) continue;
      row[j] = same(a[i] as T, b[j] as T) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (same(a[i] as T, b[j] as T)) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

/** A piece of a sentence in a redline: as it was and stays, struck out, or put in. */
export type RedlinePiece = { readonly is: "same" | "struck" | "new"; readonly text: string };

/** Longer sentences are shown whole, old and new: finding words that stay would take longer than reading them. */
const LONGEST_TOKENS = 1500;

/** Two sentences as one: words for languages that separate them, characters for Chinese. */
export function redline(before: string, after: string): readonly RedlinePiece[] {
  if (before === after) return before === "" ? [] : [{ is: "same", text: before }];
  const [a, b] = [tokensOf(before), tokensOf(after)];
  const short = a.length <= LONGEST_TOKENS && b.length <= LONGEST_TOKENS;
  const common = short ? longestCommon(a, b, (x, y) => x === y) : [];
  const pieces: RedlinePiece[] = [];
  let [i, j] = [0, 0];
  for (const [x, y] of [...common, [a.length, b.length] as const]) {
    pieces.push({ is: "struck", text: a.slice(i, x).join("") }, { is: "new", text: b.slice(j, y).join("") });
    pieces.push({ is: "same", text: a[x] ?? "" });
    [i, j] = [x + 1, y + 1];
  }
  return tidied(pieces.filter(({ text }) => text !== ""));
}

const tokensOf = (text: string): readonly string[] =>
  text.match(/\p{Script=Han}|[\p{L}\p{N}\p{M}]+|\s+|[^\p{L}\p{N}\p{M}\s]/gu) ?? [];

/** A space alone between two changes belongs to both, so that a changed phrase reads as one. */
function tidied(pieces: readonly RedlinePiece[]): readonly RedlinePiece[] {
  let [struck, put] = ["", ""];
  const sum: RedlinePiece[] = [];
  const flush = (): void => {
    if (struck !== "") sum.push({ is: "struck", text: struck });
    if (put !== "") sum.push({ is: "new", text: put });
    [struck, put] = ["", ""];
  };
  pieces.forEach((piece, i) => {
    const between = piece.is === "same" && /^\s+$/.test(piece.text) && i > 0 && i < pieces.length - 1;
    if (piece.is === "struck") struck += piece.text;
    else if (piece.is === "new") put += piece.text;
    else if (between && struck !== "" && put !== "" && pieces[i + 1]?.is !== "same") {
      struck += piece.text;
      put += piece.text;
    } else {
      flush();
      const last = sum.at(-1);
      if (last?.is === "same") sum[sum.length - 1] = { is: "same", text: last.text + piece.text };
      else sum.push(piece);
    }
  });
  flush();
  return sum;
}

/** The sections of the document that a change touches, the version aside: every change has a new one. */
export function changedSections(before: CompactDocument, after: CompactDocument): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((name) => {
      const section = name as keyof CompactDocument;
      return section !== "version" && !isSame(before[section], after[section]);
    })
    .toSorted();
}
