// Letters at the node's door: opened, read, taken one after the other, answered. Every route ends here, so
// that there is one record whatever the way was; what is refused is noted with its code. spec/seal.md

import type { PartyId } from "../core/kernel/act.ts";
import { printInstant, type Instant } from "../core/kernel/instant.ts";
import type { Route } from "../core/kernel/route.ts";
import { readEnvelope, type Envelope, type EnvelopeAnswer } from "../line/envelope.ts";
import { refusalBytes, type LetterCode } from "../line/letter.ts";
import type { Identity } from "./identity.ts";
import { openQuotas } from "./quotas.ts";
import type { KnownSession, OpenedLetter, Sealing } from "./sealing.ts";

/** A letter that was not taken. `from` is null when even that could not be believed. */
export type RefusedLetter = {
  readonly at: Instant;
  readonly route: Route;
  readonly from: PartyId | null;
  readonly code: LetterCode;
  readonly because: string;
};

/** So many refusals are remembered. */
const REMEMBERED = 256;

/** What became of a letter, and the answer for the way back. */
export type BroughtLetter =
  | { readonly ok: true; readonly from: PartyId; readonly said: EnvelopeAnswer; readonly answer: Uint8Array }
  | (Pick<RefusedLetter, "from" | "code" | "because"> & { readonly ok: false; readonly answer: Uint8Array });

export type Letters = {
  readonly bring: (letter: Uint8Array, route: Route) => Promise<BroughtLetter>;
  readonly receive: (letter: Uint8Array, route: Route) => Promise<Uint8Array>;
  readonly refused: () => readonly RefusedLetter[];
};

export type LettersParts = {
  readonly identity: Identity;
  readonly sealing: Sealing;
  readonly now: () => Instant;
  /** How many acts of each party are held here. */
  readonly heads: () => Readonly<Record<PartyId, number>>;
  readonly take: (envelope: Envelope, route: Route) => Promise<EnvelopeAnswer>;
  readonly onRefused: (refused: RefusedLetter) => void;
  /** Both sides know this session now. */
  readonly onSession: (peer: PartyId, session: KnownSession) => void;
};

export function createLetters(parts: LettersParts): Letters {
  const { identity, sealing, now, heads, take, onRefused, onSession } = parts;
  const quotas = openQuotas(now);
  const held = (party: PartyId): number => heads()[party] ?? 0;
  let noted: readonly RefusedLetter[] = [];

  const refuse = (route: Route, from: PartyId | null, code: LetterCode, because: string): BroughtLetter => {
    const refused = { at: now(), route, from, code, because };
    noted = [refused, ...noted.slice(0, REMEMBERED - 1)];
    onRefused(refused);
    return { ok: false, from, code, because, answer: refusalBytes(code) };
  };

  /** Too much came lately. Who waits for the answer is told when to come again; a relay keeps the letter. */
  const putOff = (opened: OpenedLetter & { ok: true }, route: Route, again: Instant, seq: number): BroughtLetter => {
    const because = `too much came from ${opened.from} lately; come again after ${printInstant(again)}`;
    const refused = refuse(route, opened.from, "over-quota", because);
    if (route !== "direct") return refused;
    const said = { heads: heads(), stopped: { code: "over-quota", seq: seq + 1, because } };
    return { ok: true, from: opened.from, said, answer: opened.answer(JSON.stringify(said), false) };
  };

  const bring = async (letter: Uint8Array, route: Route): Promise<BroughtLetter> => {
    const opened = await sealing.open(letter);
    if (!opened.ok) return refuse(route, opened.from, opened.code, opened.because);
    const { from } = opened;
    const read = readEnvelope(opened.text);
    if (!read.ok) return refuse(route, from, read.code, read.because);
    const { envelope } = read;
    const fits = envelope.from === from && envelope.to === identity.party && envelope.compact === identity.compact.id;
    if (!fits) return refuse(route, from, "not-an-envelope", "the envelope names other parties than its letter");
    const again = quotas.admit(from, envelope, letter.length);
    if (again !== null) return putOff(opened, route, again, held(from));
    const answer = await take(envelope, route);
    onSession(from, opened.session);
    // One that came too early may come again, once what it follows is here.
    const came = answer.stopped?.code !== "gap";
    return { ok: true, from, said: answer, answer: opened.answer(JSON.stringify(answer), came) };
  };

  const receive = async (letter: Uint8Array, route: Route): Promise<Uint8Array> => (await bring(letter, route)).answer;

  return { bring, receive, refused: () => noted };
}
