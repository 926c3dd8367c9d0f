// Networks as notices name them: read strictly, compared as the system itself compares them.

import assert from "node:assert/strict";
import { BlockList, isIPv4, isIPv6 } from "node:net";
import { test } from "node:test";
import fc from "fast-check";
import { doMeet, meeting, networkOf, networksIn } from "./network.ts";

const meet = (one: string, other: string): boolean => {
  const [a, b] = [networkOf(one), networkOf(other)];
  assert.ok(a !== undefined && b !== undefined, `${one} ${other}`);
  return doMeet(a, b);
};

test("blocks of addresses, domains and systems are read, and nothing else", () => {
  const good = ["203.0.113.0/24", "203.0.113.7", "2001:db8::/32", "::1", "grid.example", "a.b-c.xn--p1ai", "AS64500"];
  for (const text of good) assert.ok(networkOf(text), text);
  const bad = [
    "0.0.0.0/0",
    "128.0.0.0/1",
    "10.0.0.0/7",
    "2000::/15",
    "256.0.0.1",
    "01.2.3.4",
    "1.2.3",
    "1.2.3.4/33",
    "1.2.3.4/",
    "1.2.3.4/08",
    "1.2.3.4/8/8",
    "1::2::3",
    "1:2:3:4:5:6:7:8::",
    "1:2:3",
    ":::",
    "2001:db8::/129",
    "as0",
    "AS4294967296",
    "localhost",
    "-a.example",
    "a..example",
    "grid.example.",
    "e.g",
    "3.5",
    "",
    "a".repeat(300),
  ];
  for (const text of bad) assert.equal(networkOf(text), undefined, text);
});

const octet = fc.integer({ min: 0, max: 255 });
const v4 = fc.tuple(octet, octet, octet, octet).map((parts) => parts.join("."));
const near4 = fc.tuple(fc.constant("198.51"), octet, octet).map((parts) => parts.join("."));
const v6 = fc.oneof(
  fc.ipV6().filter((text) => !text.includes(".")),
  fc
    .array(fc.integer({ min: 0, max: 65_535 }), { minLength: 8, maxLength: 8 })
    .map((g) => g.map((n) => n.toString(16)).join(":")),
);

test("an address lies in a block exactly when the system's own block list says so", () => {
  const agree = (address: string, base: string, length: number, family: "ipv4" | "ipv6"): void => {
    const list = new BlockList();
    list.addSubnet(base, length, family);
    assert.equal(meet(address, `${base}/${length}`), list.check(address, family), `${address} ${base}/${length}`);
  };
  fc.assert(
    fc.property(fc.oneof(v4, near4), fc.oneof(v4, near4), fc.integer({ min: 8, max: 32 }), (address, base, length) =>
      agree(address, base, length, "ipv4"),
    ),
    { numRuns: 1_000 },
  );
  fc.assert(
    fc.property(v6, v6, fc.integer({ min: 16, max: 128 }), (address, base, length) => {
      agree(address, base, length, "ipv6");
      agree(base, base, length, "ipv6");
    }),
    { numRuns: 500 },
  );
});

test("whatever text comes, it is an address exactly when the system says so, and meeting is symmetric", () => {
  const scraps = fc.array(fc.constantFrom("1", "25", "a", ":", "::", ".", "/", "f0", "0", "as", "-", "xn--"), {
    maxLength: 14,
  });
  const any = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    scraps.map((parts) => parts.join("")),
    v4,
    v6,
  );
  fc.assert(
    fc.property(any, any, (one, other) => {
      const [a, b] = [networkOf(one), networkOf(other)];
      if (isIPv4(one)) assert.equal(a?.is, "block", one);
      // A dotted tail and a zone are the system's own ways to write an address.
      if (isIPv6(one) && !/[.%]/.test(one)) assert.equal(a?.is, "block", one);
      if (a?.is === "block" && !one.includes("/")) assert.ok(isIPv4(one) || isIPv6(one), one);
      if (a !== undefined) assert.ok(doMeet(a, a), one);
      if (a !== undefined && b !== undefined) assert.equal(doMeet(a, b), doMeet(b, a));
      assert.ok(networksIn(`${one} ${other}`).length <= 64);
    }),
    { numRuns: 3_000 },
  );
});

test("a domain holds those below it and no name that only ends alike, and two kinds never meet", () => {
  assert.equal(meet("GRID.example", "west.grid.example"), true);
  assert.equal(meet("grid.example", "powergrid.example"), false);
  assert.equal(meet("AS64500", "as64500"), true);
  assert.equal(meet("AS64500", "AS64501"), false);
  assert.equal(meet("203.0.113.0/24", "grid.example"), false);
  assert.equal(meet("10.0.0.0/8", "10.20.0.0/16"), true);
  assert.equal(meet("::ffff/120", "0.0.255.255"), false);
  assert.deepEqual(meeting(["203.0.113.9", "AS1"], ["203.0.113.0/24"]), ["203.0.113.9"]);
});

test("the networks that a sentence names are found, whatever stands around them", () => {
  assert.deepEqual(
    networksIn("From 198.51.100.7 (AS64500), and “relay.grid.example”; 198.51.100.7 again. Since 09:30, i.e. 3.5 h."),
    ["198.51.100.7", "AS64500", "relay.grid.example"],
  );
  assert.deepEqual(networksIn("来自198.51.100.7，随后。"), ["198.51.100.7"]);
  const long = Date.now();
  networksIn("1.2.3.4/".repeat(10_000));
  networksIn("a.".repeat(10_000));
  assert.ok(Date.now() - long < 1_000, "no text takes long");
});
