// An escalation ladder as a system for the engine, as Promela for SPIN and as Murphi for Rumur: one model in
// three languages, so that the counts of states must agree. Parties climb rungs after a notice of some ticks,
// may withdraw it, offer and take an off-ramp, and a line between them fails and returns. A notice that has
// run out is urgent: it is answered before anything else happens.

import type { System } from "../src/check/engine.ts";

export type Size = { readonly parties: number; readonly rungs: number; readonly ticks: number };

/** Bits of a party's part of the word: its rung, its notice, its off-ramp. */
const RUNG = 3;
const NOTICE = 4;
const BITS = RUNG + NOTICE + 2;

const wide = (bits: number): number => (1 << bits) - 1;

const ladderFits = ({ parties, rungs, ticks }: Size): boolean =>
  parties * BITS < 32 && rungs <= wide(RUNG) + 1 && ticks + 1 <= wide(NOTICE);

/** One word a state: each party's part, then the line. */
export function ladderSystem({ parties, rungs, ticks }: Size): System {
  if (!ladderFits({ parties, rungs, ticks })) throw new Error("this ladder does not fit into one word a state");
  const none = ticks + 1;
  const lineBit = 1 << (parties * BITS);
  const noticeAt = Array.from({ length: parties }, (_, p) => p * BITS + RUNG);
  const start = noticeAt.reduce((word, at) => word | (none << at), lineBit);
  return {
    words: 1,
    most: parties * 6 + 2,
    start: (out) => {
      out[0] = start;
      return 1;
    },
    next: (pool, at, out) => {
      const s = pool[at] as number;
      let n = 0;
      let urgent = false;
      let running = false;
      let done = true;
      let offers = 0;
      let ticked = s;
      for (let p = 0; p < parties; p += 1) {
        const part = (s >>> (p * BITS)) & wide(BITS);
        const notice = (part >>> RUNG) & wide(NOTICE);
        const off = part >>> (RUNG + NOTICE);
        if (notice === 0) urgent = true;
        if (notice < none) {
          running = true;
          ticked -= 1 << (p * BITS + RUNG);
        }
        if (off !== 2 || (part & wide(RUNG)) !== 0) done = false;
        if (off >= 1) offers += 1;
      }
      const line = (s & lineBit) !== 0;
      for (let p = 0; p < parties; p += 1) {
        const base = p * BITS;
        const part = (s >>> base) & wide(BITS);
        const rung = part & wide(RUNG);
        const notice = (part >>> RUNG) & wide(NOTICE);
        const off = part >>> (RUNG + NOTICE);
        const cleared = s + ((none - notice) << (base + RUNG));
        if (notice === 0) out[n++] = cleared + (1 << base);
        if (notice < none && (!urgent || notice === 0)) out[n++] = cleared;
        if (urgent) continue;
        if (off === 0 && notice === none && rung < rungs - 1) {
          let provoked = false;
          for (let q = 0; q < parties; q += 1) {
            const other = (s >>> (q * BITS)) & wide(BITS);
            if (q !== p && other >>> (RUNG + NOTICE) < 2 && (other & wide(RUNG)) >= rung) provoked = true;
          }
          if (provoked) out[n++] = s - ((none - ticks) << (base + RUNG));
        }
        const offBase = base + RUNG + NOTICE;
        if (line && off === 0) out[n++] = s + (1 << offBase);
        if (off === 1) out[n++] = s - (1 << offBase);
        if (line && off < 2 && offers > (off >= 1 ? 1 : 0)) out[n++] = cleared + ((2 - off) << offBase);
        if (rung > 0 && notice === none) out[n++] = s - (1 << base);
      }
      if (urgent) return n;
      if (running) out[n++] = ticked;
      if (!done) out[n++] = s ^ lineBit;
      else out[n++] = s;
      return n;
    },
  };
}

/** What the passes ask of a state: whether a notice has run out, whether all is resolved, whether it is safe. */
export function ladderMarks({ parties, ticks }: Size) {
  const part = (s: number, p: number): number => (s >>> (p * BITS)) & wide(BITS);
  const every = (s: number, holds: (part: number) => boolean): boolean => {
    for (let p = 0; p < parties; p += 1) if (!holds(part(s, p))) return false;
    return true;
  };
  return {
    urgent: (s: number) => !every(s, (one) => ((one >>> RUNG) & wide(NOTICE)) !== 0),
    resolved: (s: number) => every(s, (one) => one >>> (RUNG + NOTICE) === 2 && (one & wide(RUNG)) === 0),
    /** A response comes only after notice, from one that has not taken the off-ramp. */
    safe: (s: number) => every(s, (one) => ((one >>> RUNG) & wide(NOTICE)) > ticks || one >>> (RUNG + NOTICE) < 2),
  };
}

const list = (size: Size, each: (p: number) => string, by: string): string =>
  Array.from({ length: size.parties }, (_, p) => each(p)).join(by);

/** The same model for SPIN. */
export function promela(size: Size): string {
  const { rungs, ticks, parties } = size;
  const none = ticks + 1;
  const others = (p: number, each: (q: number) => string): string =>
    Array.from({ length: parties }, (_, q) => q)
      .filter((q) => q !== p)
      .map(each)
      .join(" || ");
  const rules = list(
    size,
    (p) => `
  :: d_step { !urgent && off[${p}] == 0 && notice[${p}] == ${none} && rung[${p}] < ${rungs - 1} &&
       (${others(p, (q) => `(off[${q}] < 2 && rung[${q}] >= rung[${p}])`)}) -> notice[${p}] = ${ticks} }
  :: d_step { notice[${p}] == 0 -> assert(off[${p}] < 2); rung[${p}]++; notice[${p}] = ${none} }
  :: d_step { notice[${p}] < ${none} && (!urgent || notice[${p}] == 0) -> notice[${p}] = ${none} }
  :: d_step { !urgent && line && off[${p}] == 0 -> off[${p}] = 1 }
  :: d_step { !urgent && off[${p}] == 1 -> off[${p}] = 0 }
  :: d_step { !urgent && line && off[${p}] < 2 && (${others(p, (q) => `off[${q}] >= 1`)}) ->
       off[${p}] = 2; notice[${p}] = ${none} }
  :: d_step { !urgent && rung[${p}] > 0 && notice[${p}] == ${none} -> rung[${p}]-- }`,
    "",
  );
  const tick = list(size, (p) => `if :: notice[${p}] < ${none} -> notice[${p}]-- :: else fi;`, " ");
  return `byte rung[${parties}], notice[${parties}], off[${parties}]; bit line = 1;
#define urgent (${list(size, (p) => `notice[${p}] == 0`, " || ")})
#define done (${list(size, (p) => `off[${p}] == 2 && rung[${p}] == 0`, " && ")})
init {
  d_step { ${list(size, (p) => `notice[${p}] = ${none};`, " ")} }
end: do${rules}
  :: d_step { !urgent && (${list(size, (p) => `notice[${p}] < ${none}`, " || ")}) -> ${tick} }
  :: d_step { !urgent && !done -> line = 1 - line }
  od
}
`;
}

/** The same model for Rumur, with the way down as its liveness property. */
export function murphi(size: Size): string {
  const none = size.ticks + 1;
  return `const last: ${size.parties - 1}; top: ${size.rungs - 1}; ticks: ${size.ticks}; none: ${none};
type party: 0..last;
var rung: array[party] of 0..top; notice: array[party] of 0..none; off: array[party] of 0..2; line: boolean;
function urgent(): boolean; begin return exists p: party do notice[p] = 0 end; end;
function resolved(): boolean; begin return forall p: party do off[p] = 2 & rung[p] = 0 end; end;
startstate begin for p: party do rung[p] := 0; notice[p] := none; off[p] := 0; end; line := true; end;
ruleset p: party do
  rule "notify" !urgent() & off[p] = 0 & notice[p] = none & rung[p] < top &
    (exists q: party do q != p & off[q] < 2 & rung[q] >= rung[p] end) ==> begin notice[p] := ticks; end;
  rule "respond" notice[p] = 0 ==> begin assert off[p] < 2; rung[p] := rung[p] + 1; notice[p] := none; end;
  rule "withdraw" notice[p] < none & (!urgent() | notice[p] = 0) ==> begin notice[p] := none; end;
  rule "offer" !urgent() & line & off[p] = 0 ==> begin off[p] := 1; end;
  rule "retract" !urgent() & off[p] = 1 ==> begin off[p] := 0; end;
  rule "accept" !urgent() & line & off[p] < 2 & (exists q: party do q != p & off[q] >= 1 end) ==>
    begin off[p] := 2; notice[p] := none; end;
  rule "down" !urgent() & rung[p] > 0 & notice[p] = none ==> begin rung[p] := rung[p] - 1; end;
end;
rule "tick" !urgent() & (exists p: party do notice[p] < none end) ==>
  begin for p: party do if notice[p] < none then notice[p] := notice[p] - 1; end; end; end;
rule "line" !urgent() & !resolved() ==> begin line := !line; end;
rule "rest" resolved() ==> begin end;
invariant "safe" forall p: party do notice[p] = none | off[p] < 2 end;
liveness "way down" resolved();
`;
}
