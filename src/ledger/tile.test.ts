import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { leafHash } from "./range.ts";
import { parseTilePath, tileBytes, tilePath, tilesMatch, tilesOf, type Tile } from "./tile.ts";
import { createTree } from "./tree.ts";

const SIZE = 70_000;
const tree = createTree();
for (let index = 0; index < SIZE; index += 1) tree.append(leafHash(`act ${index}`));

const at = (size: number) => ({ size, root: tree.root(size) });
const read = (tile: Tile): Uint8Array => tileBytes(tree, tile);

test("a tile's path groups its number by three digits and names a partial width", () => {
  assert.equal(tilePath({ level: 0, n: 1_234_067, width: 256 }), "tile/0/x001/x234/067");
  assert.equal(tilePath({ level: 1, n: 0, width: 17 }), "tile/1/000.p/17");
  assert.equal(tilePath({ level: 2, n: 1000, width: 1 }), "tile/2/x001/000.p/1");
});

test("every tile's path is read back, and no other path names it", () => {
  const tile = fc.record({
    level: fc.integer({ min: 0, max: 6 }),
    n: fc.oneof(fc.nat(2000), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })),
    width: fc.integer({ min: 1, max: 256 }),
  });
  fc.assert(fc.property(tile, (each) => assert.deepEqual(parseTilePath(tilePath(each)), { ...each })));
  for (const path of [
    "",
    "tile/0/",
    "tile/7/000",
    "tile/00/000",
    "tile/0/0",
    "tile/0/x000/001",
    "tile/0/001/067",
    "tile/0/x001/x067",
    "tile/0/001.p/0",
    "tile/0/001.p/256",
    "tile/0/001.p/01",
    "tile/0/001.p/300",
    "/tile/0/001",
    "tile/0/../001",
    "tile/0/x999/x999/x999/x999/x999/999",
    "tile/entries/000",
  ]) {
    assert.equal(parseTilePath(path), undefined, path);
  }
});

test("a tree of 70,000 acts has 273 full tiles of leaves and a partial one, and three tiles above", () => {
  const tiles = [...tilesOf(SIZE)];
  assert.equal(tiles.filter(({ level, width }) => level === 0 && width === 256).length, 273);
  assert.deepEqual(
    tiles.slice(273).map((tile) => tilePath(tile)),
    ["tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"],
  );
  assert.deepEqual([...tilesOf(256)].map(tilePath), ["tile/0/000", "tile/1/000.p/1"]);
  assert.deepEqual([...tilesOf(0)], []);
});

test("tiles recompute to the checkpoint of every size that they serve", () => {
  for (const size of [0, 1, 2, 255, 256, 257, 511, 512, 1000, 65_535, 65_536, 65_537, SIZE]) {
    assert.ok(tilesMatch(at(size), read), `${size}`);
  }
});

test("one hash changed in any tile, a tile missing or cut, or another root is noticed", () => {
  const size = 65_536 + 300;
  const damage = (path: string, change: (bytes: Buffer) => Uint8Array | undefined) => (tile: Tile) =>
    tilePath(tile) === path ? change(tileBytes(tree, tile)) : tileBytes(tree, tile);
  const turn = (bytes: Buffer): Buffer => bytes.fill(bytes.readUInt8(5) ^ 1, 5, 6);
  for (const tile of [...tilesOf(size)].filter(({ level, n }) => level > 0 || n % 128 === 0 || n > 255)) {
    assert.ok(!tilesMatch(at(size), damage(tilePath(tile), turn)), tilePath(tile));
  }
  assert.ok(
    !tilesMatch(
      at(size),
      damage("tile/0/010", () => undefined),
    ),
  );
  assert.ok(
    !tilesMatch(
      at(size),
      damage("tile/0/010", (bytes) => bytes.subarray(32)),
    ),
  );
  assert.ok(!tilesMatch({ size, root: tree.root(size - 1) }, read));
});

test("a tile that the tree does not hold yet is a broken invariant", () => {
  assert.throws(() => tileBytes(tree, { level: 0, n: 273, width: 113 }), RangeError);
});
