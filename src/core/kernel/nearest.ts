// The name that was probably meant: for advice beside an error, never for reading a name otherwise than
// it was written.

/** Longer words are not compared: nobody mistypes a name of that length into another. */
const LONGEST = 64;

/** `redLines`, `Red_lines` and `red lines` are all spelt `red-lines`. */
const plain = (word: string): string =>
  word
    .replaceAll(/([a-z])([A-Z])/g, "$1-$2")
    .replaceAll(/[_\s]+/g, "-")
    .toLowerCase();

/** The one of `names` that is nearest to `word`, when it is near enough to be a slip of the pen. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  if (word.length > LONGEST) return undefined;
  const asked = plain(word);
  const ranked = names
    .map((name) => ({ name, distance: distanceOf(asked, plain(name)) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  const allowed = Math.max(1, Math.floor(asked.length / 3));
  return best !== undefined && best.distance <= allowed && best.distance < asked.length ? best.name : undefined;
}

/** `; did you mean "x"?`, or nothing. */
export function meant(word: string, names: readonly string[]): string {
  const name = nearest(word, names);
  return name === undefined ? "" : `; did you mean "${name}"?`;
}

/** How many letters to add, drop, change or swap with their neighbour (optimal string alignment). */
function distanceOf(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? (before[j - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change, swap));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
