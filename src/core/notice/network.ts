// Networks as a notice names them: a block of addresses, a domain, the number of an autonomous system.
// Whether two of them meet, and which of them a text speaks of. spec/notice.md

/** A network, or one address: `203.0.113.0/24`, `2001:db8::/32`, `grid.example`, `AS64500`. */
export type Network =
  | { readonly is: "block"; readonly bits: 32 | 128; readonly base: bigint; readonly length: number }
  | { readonly is: "domain"; readonly name: string }
  | { readonly is: "system"; readonly number: number };

/** No network is written longer; a domain name has at most 253 characters (RFC 1035). */
export const NETWORK_CHARACTERS = 253;

/** As much of a text is looked through for networks; a report's own summary is shorter. */
const LOOKED_THROUGH = 16_000;

/** So many networks are taken from one text. */
const NAMED_IN_TEXT = 64;

/** The shortest length of a block, by the bits of its addresses: a wider one is everybody's, and says nothing. */
const WIDEST = { 32: 8, 128: 16 } as const;

const OCTET = /^(?:0|[1-9]\d{0,2})$/;

function v4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => OCTET.test(part) && Number(part) <= 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

const groupsIn = (text: string): readonly string[] => (text === "" ? [] : text.split(":"));

/** RFC 4291 without a dotted tail: `::` stands for one run of zeros. */
function v6(text: string): bigint | undefined {
  const halves = text.split("::");
  const [head = [], tail] = halves.map(groupsIn);
  if (halves.length > 2 || !text.includes(":")) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => "0"), ...(tail ?? [])];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}

function block(text: string): Network | undefined {
  const [address = "", length, ...more] = text.split("/");
  const bits = address.includes(":") ? 128 : 32;
  const base = bits === 128 ? v6(address) : v4(address);
  const given = length === undefined ? bits : /^(?:0|[1-9]\d{0,2})$/.test(length) ? Number(length) : Infinity;
  if (base === undefined || more.length > 0 || given > bits || given < WIDEST[bits]) return undefined;
  const rest = BigInt(bits - given);
  return { is: "block", bits, base: (base >> rest) << rest, length: given };
}

const LABEL = String.raw`[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?`;
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$`);

/** Reads a network; undefined for any other text. */
export function networkOf(text: string): Network | undefined {
  if (text.length > NETWORK_CHARACTERS) return undefined;
  const system = /^as([1-9]\d{0,9})$/i.exec(text);
  if (system !== null) {
    const number = Number(system[1]);
    return number <= 4_294_967_295 ? { is: "system", number } : undefined;
  }
  const found = block(text);
  if (found !== undefined) return found;
  const name = text.toLowerCase();
  return DOMAIN.test(name) ? { is: "domain", name } : undefined;
}

const holds = (outer: Network, inner: Network): boolean => {
  if (outer.is === "block" && inner.is === "block") {
    const rest = BigInt(outer.bits - outer.length);
    return outer.bits === inner.bits && outer.length <= inner.length && outer.base >> rest === inner.base >> rest;
  }
  if (outer.is === "domain" && inner.is === "domain") {
    return inner.name === outer.name || inner.name.endsWith(`.${outer.name}`);
  }
  return outer.is === "system" && inner.is === "system" && outer.number === inner.number;
};

/** Whether one lies within the other. Two kinds never meet: whose a block is, no text says. */
export const doMeet = (one: Network, other: Network): boolean => holds(one, other) || holds(other, one);

/** Whether a network lies within one of those named. */
export function liesWithin(text: string, named: readonly string[]): boolean {
  const network = networkOf(text);
  return network !== undefined && networksOf(named).some((each) => holds(each, network));
}

const networksOf = (texts: readonly string[]): readonly Network[] =>
  texts.map(networkOf).filter((network) => network !== undefined);

/** The networks of the first list that meet one of the second. */
export function meeting(ones: readonly string[], others: readonly string[]): readonly string[] {
  const known = networksOf(others);
  return ones.filter((text) => {
    const network = networkOf(text);
    return network !== undefined && known.some((each) => doMeet(network, each));
  });
}

/**
 * How much of all addresses the narrowest of `ones` that meets one of `others` holds, from 0 to 1 in doublings; a
 * domain and a system count as one address, and where none meets it is 1.
 */
export const narrowest = (ones: readonly string[], others: readonly string[]): number =>
  Math.min(
    1,
    ...networksOf(meeting(ones, others)).map((met) => (met.is === "block" ? (met.bits - met.length) / met.bits : 0)),
  );

/** The networks that a text names, each once, in the order in which it names them. */
export function networksIn(text: string): readonly string[] {
  // Whatever is no letter of a network sets it apart, as in scripts that write without spaces.
  const words = (text.slice(0, LOOKED_THROUGH).match(/[A-Za-z0-9.:/-]+/g) ?? []).map((word) =>
    word.replace(/[.:/-]{1,3}$/, ""),
  );
  return [...new Set(words.filter((word) => networkOf(word) !== undefined))].slice(0, NAMED_IN_TEXT);
}
