// Which keys verify which act. A party's keys change with its `adopt-keys`, and whether that act brings new
// keys follows from what it says that it had seen, and from nothing that comes later or elsewhere: so every
// node, and a stranger with a case file, finds the same keys in whatever order the acts come.
// spec/pairing.md
//
// The book grows with the acts, so it is a resource with methods; what it returns is immutable data.

import type { Act, ActId, PartyId } from "../kernel/act.ts";
import type { AdoptKeysBody, ChangedKeys, ChangeKeysBody, ConfirmKeysBody, ReplaceKeysBody } from "./key-bodies.ts";
import { confirmations, MOST_ADOPTIONS, type Founding, type PartyKeys } from "./key-changes.ts";

/** From this place of its ledger on a party signs with these keys. */
export type KeySpan = {
  readonly from: number;
  readonly keys: PartyKeys;
  /** Whether others said them, for a party that had lost its own. */
  readonly isReplaced: boolean;
};

/** A place in a ledger. */
export type ActPlace = { readonly by: PartyId; readonly seq: number };

/** What an `adopt-keys` brings, or why it brings nothing as far as is known here. */
export type Adoption = { readonly ok: true; readonly span: KeySpan } | { readonly ok: false; readonly because: string };

export type KeyBook = {
  /** The keys with which a party signs the act at this place, or a checkpoint of this size; undefined for a stranger. */
  readonly at: (party: PartyId, seq: number) => PartyKeys | undefined;
  /** All keys of a party, the founding ones first. */
  readonly spans: (party: PartyId) => readonly KeySpan[];
  readonly judge: (adopt: Act) => Adoption;
  /** The keys that this act of the party's own says, while it may still adopt them. */
  readonly said: (party: PartyId, act: ActId) => ChangedKeys | undefined;
  /** Takes an act that follows in its ledger and whose signature was found good. */
  readonly add: (act: Act, adoption?: Adoption) => void;
  /** The acts that adopt keys, and those on which that rests, as far as they are known here. */
  readonly restsOn: () => readonly ActPlace[];
  /** The same book, to which acts of one ledger may be added before they are known to be good. */
  readonly onTrial: () => KeyBook;
};

/** Keys said and not adopted yet. Of those that one party says for another the newest so many are kept. */
const MOST_SAID = 64;

type Said = {
  readonly id: ActId;
  readonly by: PartyId;
  readonly seq: number;
  readonly keys: ChangedKeys;
  /** How much of the party's own ledger its author had seen. */
  readonly after: number;
};

/** An act that changes whose signature stands after it. */
export const isAdoption = ({ kind, matter }: Pick<Act, "kind" | "matter">): boolean =>
  kind === "adopt-keys" && matter === null;

const ABOUT_KEYS: readonly string[] = ["change-keys", "replace-keys", "confirm-keys", "adopt-keys"];

/** An act that the book has to know. */
export const isAboutKeys = ({ kind, matter }: Pick<Act, "kind" | "matter">): boolean =>
  matter === null && ABOUT_KEYS.includes(kind);

/** What the acts say of one party's keys. */
type Page = { readonly spans: readonly KeySpan[]; readonly said: readonly Said[]; readonly adopted: readonly Act[] };

type Shared = {
  readonly founding: Founding;
  readonly pages: Map<PartyId, Page>;
  /** Where each party first confirmed the keys that an act says, by that act and the keys' holder. */
  readonly confirmed: Map<string, Map<PartyId, number>>;
  /** Where keys were said. */
  readonly places: Map<ActId, ActPlace>;
  /** On trial nothing is learned of whom others confirm: nobody's signature has been checked yet. */
  readonly isTrial: boolean;
};

/** A book with the founding keys in it. */
export function createKeyBook(founding: Founding): KeyBook {
  const pages = founding.parties.map(({ id, keys }): [PartyId, Page] => [
    id,
    { spans: [{ from: 0, keys, isReplaced: false }], said: [], adopted: [] },
  ]);
  return bookOver({ founding, pages: new Map(pages), confirmed: new Map(), places: new Map(), isTrial: false });
}

function bookOver(shared: Shared): KeyBook {
  const { pages } = shared;
  const spans = (party: PartyId): readonly KeySpan[] => pages.get(party)?.spans ?? [];
  return {
    at: (party, seq) => spans(party).findLast(({ from }) => from <= seq)?.keys,
    spans,
    judge: (adopt) => judge(shared, adopt),
    add: (act, adoption) => add(shared, act, adoption),
    said: (party, act) => pages.get(party)?.said.find(({ id, by }) => id === act && by === party)?.keys,
    restsOn: () => [...pages.values()].flatMap(({ adopted }) => adopted.flatMap((act) => restOf(shared, act))),
    onTrial: () => bookOver({ ...shared, pages: new Map(pages), isTrial: true }),
  };
}

function add(shared: Shared, act: Act, adoption?: Adoption): void {
  if (act.matter !== null) return;
  const { id, by, seq } = act;
  switch (act.kind) {
    case "change-keys": {
      const { keys } = act.body as ChangeKeysBody;
      // A later one takes its place: nobody can adopt the earlier one any more.
      return say(shared, by, { id, by, seq, keys, after: seq }, 1);
    }
    case "replace-keys": {
      const { party, keys } = act.body as ReplaceKeysBody;
      return say(shared, party, { id, by, seq, keys, after: act.seen[party] ?? 0 }, MOST_SAID);
    }
    case "confirm-keys": {
      const { of, with: holder } = act.body as ConfirmKeysBody;
      if (of === shared.founding.id || shared.isTrial) return;
      const name = `${of} ${holder}`;
      const places = shared.confirmed.get(name) ?? new Map<PartyId, number>();
      shared.confirmed.set(name, places);
      if (!places.has(by)) places.set(by, seq);
      return;
    }
    case "adopt-keys": {
      const found = adoption ?? judge(shared, act);
      const page = shared.pages.get(by);
      if (!found.ok || page === undefined) throw new Error(`invariant: act ${seq} of ${by} adopted keys of nobody`);
      shared.pages.set(by, { ...page, spans: [...page.spans, found.span], adopted: [...page.adopted, act] });
    }
  }
}

function restOf({ places, confirmed }: Shared, { by, seq, seen, body }: Act): readonly ActPlace[] {
  const { of } = body as AdoptKeysBody;
  const said = places.get(of);
  return [{ by, seq }, ...(said === undefined ? [] : [said]), ...readBefore(confirmed.get(`${of} ${by}`), seen)];
}

/** Where others confirmed, as far as the party had seen. */
const readBefore = (places: ReadonlyMap<PartyId, number> | undefined, seen: Act["seen"]): readonly ActPlace[] =>
  [...(places ?? [])].map(([by, seq]) => ({ by, seq })).filter(({ by, seq }) => seq <= (seen[by] ?? 0));

function say({ pages, places, isTrial }: Shared, party: PartyId, said: Said, most: number): void {
  const page = pages.get(party);
  if (page === undefined) return;
  if (!isTrial) places.set(said.id, { by: said.by, seq: said.seq });
  const own = page.said.filter(({ by }) => by === said.by);
  const others = page.said.filter(({ by }) => by !== said.by);
  pages.set(party, { ...page, said: [...others, ...own.slice(Math.max(0, own.length + 1 - most)), said] });
}

function judge({ founding, pages, confirmed }: Shared, act: Act): Adoption {
  const { by: party, seq, seen } = act;
  const { of } = act.body as AdoptKeysBody;
  const page = pages.get(party);
  const present = page?.spans.at(-1);
  const sees = (other: PartyId): number => (other === party ? seq - 1 : (seen[other] ?? 0));
  if (page === undefined || present === undefined) return { ok: false, because: `${party} is no party` };
  // Of each author the newest that the party had seen, and only if it was said of the keys that it has now.
  const newest = page.said.filter(
    (said) =>
      said.seq <= sees(said.by) &&
      !page.said.some(({ by, seq: later }) => by === said.by && later > said.seq && later <= sees(by)),
  );
  const said = newest.find(({ id }) => id === of);
  if (said === undefined || said.after < present.from) {
    return { ok: false, because: `no keys of ${party} were said by that act, as far as is known here` };
  }
  const isReplaced = said.by !== party;
  if (isReplaced && !isMember(founding, said.by)) return { ok: false, because: `${said.by} is no member` };
  if (!areNew(founding, page.spans, said.keys)) return { ok: false, because: "a key among them has served before" };
  if (page.spans.length > MOST_ADOPTIONS) return { ok: false, because: "it has changed its keys too often" };
  const readers = readBefore(confirmed.get(`${of} ${party}`), seen).map(({ by }) => by);
  const who = isReplaced ? [...readers, said.by] : readers;
  const counted = confirmations(founding, { by: said.by, party, confirmed: who });
  if (counted.confirmed.length < counted.needed) {
    return {
      ok: false,
      because: `its new keys are confirmed by ${counted.confirmed.length} that are known here, and ${counted.needed} are needed`,
    };
  }
  return { ok: true, span: { from: seq, keys: { ...present.keys, ...said.keys }, isReplaced } };
}

const isMember = ({ parties }: Founding, by: PartyId): boolean =>
  parties.some(({ id, role }) => id === by && role === "member");

/** No founding key of anybody, none that the party had before, and none for two uses. */
function areNew({ parties }: Founding, spans: readonly KeySpan[], keys: ChangedKeys): boolean {
  const sets = [...parties.map((each) => each.keys), ...spans.map((each) => each.keys)];
  const used = new Set(sets.flatMap((set) => Object.values(set)));
  const said = Object.values(keys);
  return said.every((key) => !used.has(key)) && new Set(said).size === said.length;
}
