// Tiles (c2sp.org/tlog-tiles): runs of up to 256 hashes of every eighth level, served as files. spec/ledger.md

import { appendLeaf, emptyRange, HASH_BYTES, rangeRoot, type Range } from "./range.ts";
import type { Tree } from "./tree.ts";

const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;
/** A tree below 2 ** 53 leaves has tiles on levels 0 to 6. */
const MAX_TILE_LEVEL = 6;

/** `width` is 256 for a full tile and 1 to 255 for a partial one. */
export type Tile = { readonly level: number; readonly n: number; readonly width: number };

export function tilePath({ level, n, width }: Tile): string {
  const groups = [String(n % 1000).padStart(3, "0")];
  for (let rest = Math.floor(n / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, "0")}`);
  }
  return `tile/${level}/${groups.join("/")}${width === TILE_WIDTH ? "" : `.p/${width}`}`;
}

const TILE_PATH = /^tile\/(\d)\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/;

/** The tile at a path, or undefined when no tile of a tree below 2 ** 53 leaves has that very path. */
export function parseTilePath(path: string): Tile | undefined {
  const [, level, groups, partial] = TILE_PATH.exec(path) ?? [];
  if (level === undefined || groups === undefined) return undefined;
  const n = Number(groups.replaceAll(/[x/]/g, ""));
  const tile = { level: Number(level), n, width: Number(partial ?? TILE_WIDTH) };
  if (tile.level > MAX_TILE_LEVEL || tile.width < 1 || tile.width > TILE_WIDTH) return undefined;
  return Number.isSafeInteger(n) && tilePath(tile) === path ? tile : undefined;
}

/** The tile's bytes. Throws when the tree does not hold them all. */
export const tileBytes = (tree: Tree, { level, n, width }: Tile): Buffer =>
  tree.subtrees(level * TILE_HEIGHT, n * TILE_WIDTH, width);

/** Every tile of a tree of that size, from level 0 upwards. */
export function* tilesOf(size: number): Generator<Tile> {
  for (let [level, hashes] = [0, size]; hashes > 0; level += 1, hashes = Math.floor(hashes / TILE_WIDTH)) {
    for (let n = 0; n * TILE_WIDTH < hashes; n += 1) {
      yield { level, n, width: Math.min(TILE_WIDTH, hashes - n * TILE_WIDTH) };
    }
  }
}

/**
 * True when the tiles of a checkpoint recompute to its root, with every tile above level 0 being the roots of the full
 * tiles below it. Only one level's roots are held at a time.
 */
export function tilesMatch(
  { size, root }: { readonly size: number; readonly root: Uint8Array },
  read: (tile: Tile) => Uint8Array | undefined,
): boolean {
  let edge: readonly Uint8Array[] = [];
  let expected: Buffer[] = [];
  let full: Buffer[] = [];
  let level = 0;
  for (const tile of tilesOf(size)) {
    if (tile.level > level) [level, expected, full] = [tile.level, full, []];
    const bytes = read(tile);
    if (bytes?.length !== tile.width * HASH_BYTES) return false;
    const above = Buffer.concat(expected.slice(tile.n * TILE_WIDTH, tile.n * TILE_WIDTH + tile.width));
    if (level > 0 && !above.equals(bytes)) return false;
    const range = rangeOf(bytes);
    if (tile.width === TILE_WIDTH) full.push(rangeRoot(range));
    else edge = [...range.hashes, ...edge];
  }
  return rangeRoot({ size, hashes: edge }).equals(root);
}

function rangeOf(hashes: Uint8Array): Range {
  let range = emptyRange;
  for (let at = 0; at < hashes.length; at += HASH_BYTES)
    range = appendLeaf(range, hashes.subarray(at, at + HASH_BYTES));
  return range;
}
