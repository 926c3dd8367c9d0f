// Makes vectors/thin/*.json: `node vectors/make-thin.ts`. Thin acts with the tokens that they build, the same sealed,
// on the wire and read aloud; bytes that must be refused; and the dictionaries. What deflate makes of a text may
// differ from one library to the next, so the committed bytes are read and not made again. spec/thin.md

import { createHash, hash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { LANGUAGES, type Act, type Body } from "../src/core/kernel/act.ts";
import { signToken } from "../src/ledger/sign-token.ts";
import { encodeAct, type ThinCode } from "../src/line/thin-code.ts";
import { wrapFrame } from "../src/line/thin-frame.ts";
import { createLink, next, put } from "../src/line/thin-link.ts";
import { sealThin } from "../src/line/thin-seal.ts";
import { toVoice } from "../src/line/thin-voice.ts";
import { DICTIONARIES } from "../src/line/thin-words.ts";
import { keysOf, START } from "./story.ts";

const FOLDER = new URL("thin/", import.meta.url);
const { act: key } = keysOf("aurelia");
const seed = Buffer.from("000102030405060708090a0b0c0d0e0f", "hex");
const digest = (words: string): string => hash("sha256", words, "base64url");
const parties = ["aurelia", "borea", "cassia"];
const compact = digest("the compact");

/** What the reader holds: the author's act before, and one of its own. */
export const HELD = [
  { by: "aurelia", seq: 6, id: digest("the act before") },
  { by: "borea", seq: 31, id: digest("an act of borea") },
] as const;

const THIN_KEY = { from: "aurelia", to: "borea", name: "0011223344556677", key: hash("sha256", "thin key") };
const nonce = Buffer.from("a0a1a2a3a4a5a6a7", "hex");

const BASE: Omit<Act, "id"> = {
  kind: "notify",
  compact,
  by: "aurelia",
  seq: 7,
  prev: HELD[0].id,
  seen: { borea: 31, cassia: 12 },
  at: START,
  matter: "aurelia-1",
  to: ["borea", "cassia"],
  marking: "TLP:AMBER",
  body: {},
};

const text = (lang: string, words: string): Body => ({ lang, text: words });
const CASES: readonly (readonly [string, Partial<Act>, boolean])[] = [
  [
    "a notice in English that names a norm",
    {
      body: {
        subject: "Substations lost telemetry",
        precedence: "immediate",
        statement: text(
          "en",
          "Twelve substations in the west lost telemetry at 09:40 UTC, from servers on your territory.",
        ),
        asks: text("en", "Stop this activity and confirm by 12:00 UTC."),
        heading: { names: { norms: ["c"] }, asks: "clarify" },
      },
    },
    true,
  ],
  ["an acknowledgement of an act that the reader holds", { kind: "acknowledge", body: { of: HELD[1].id } }, true],
  [
    "a receipt, without a matter, to one party, last in the order of names",
    {
      kind: "receipt",
      matter: null,
      to: ["cassia"],
      body: { level: "delivered", of: "borea", from: 30, through: 31 },
    },
    true,
  ],
  [
    "a question in Chinese, with an instant and the id of an act that is not known to be held",
    {
      kind: "ask",
      body: {
        question: text("zh", "贵方是否进行了测试？"),
        since: "2026-11-22T09:40:00.000Z",
        about: digest("another act"),
      },
    },
    true,
  ],
  [
    "a statement in Arabic and Russian, quotation marks and an emoji",
    { body: { statement: text("ar", "«نعم» — «да» 🔌") } },
    true,
  ],
  ["a kind without a number, and an empty body", { kind: "salute", body: {} }, true],
  ["a token whose seed is not known, as it stands", { body: { subject: "Telemetry" } }, false],
];

export type ThinVector = {
  readonly name: string;
  readonly coded: string;
  readonly token: string;
  readonly sealed: string;
  readonly voice: readonly string[];
};
export type ThinInvalid = { readonly name: string; readonly code: ThinCode; readonly coded: string };
export type ThinFile = {
  readonly compact: string;
  readonly mode: "drill";
  readonly by: string;
  readonly parties: readonly string[];
  readonly held: readonly { readonly by: string; readonly seq: number; readonly id: string }[];
  readonly key: { readonly from: string; readonly to: string; readonly name: string; readonly key: string };
  readonly cases: readonly ThinVector[];
};

const writing = { compact, mode: "drill", by: "aurelia", parties } as const;
const thinKey = { ...THIN_KEY, name: Buffer.from(THIN_KEY.name, "hex"), key: Buffer.from(THIN_KEY.key, "hex") };

function vectorOf([name, over, seeded]: (typeof CASES)[number]): ThinVector {
  const { token } = signToken({ ...BASE, ...over }, { mode: "drill", seed, key });
  const placeOf = (id: string) => HELD.find((held) => held.id === id && held.by === "borea");
  const coded = encodeAct(token, { ...writing, seed: seeded ? seed : null, placeOf });
  const sealed = sealThin(coded, thinKey, compact, nonce);
  return { name, coded: coded.toString("hex"), token, sealed: sealed.toString("hex"), voice: toVoice(sealed) };
}

/** Each a good act with one thing wrong. */
function invalidOf([notice, acknowledged]: readonly ThinVector[]): readonly ThinInvalid[] {
  const bytes = Buffer.from(notice?.coded ?? "", "hex");
  const change = (at: number, byte: number): string => bytes.with(at, byte).toHex();
  return [
    { name: "nothing", code: "not-thin", coded: "" },
    { name: "version 1", code: "unknown-version", coded: change(0, 0x40) },
    { name: "form 2", code: "not-thin", coded: change(0, 0x20) },
    { name: "a marking that does not exist", code: "not-thin", coded: change(0, 0x0f) },
    { name: "a kind beyond the table", code: "not-thin", coded: change(1, 0xff) },
    { name: "cut in the signature", code: "not-thin", coded: bytes.subarray(0, 60).toString("hex") },
    { name: "cut in the body", code: "not-thin", coded: bytes.subarray(0, -3).toString("hex") },
    { name: "a byte after the end", code: "not-thin", coded: `${bytes.toString("hex")}00` },
    { name: "the act before is not held", code: "missing-act", coded: change(2, 9) },
    {
      name: "an act is named that is not held",
      code: "missing-act",
      coded: `${acknowledged?.coded.slice(0, -2) ?? ""}20`,
    },
  ];
}

function framesOf(): readonly { readonly frame: string; readonly wire: string }[] {
  const message = Buffer.from(Array.from({ length: 70 }, (_, i) => (i * 7) & 0xff));
  let link = put(createLink({ first: true, bitsPerSecond: 50, firstId: 9 }), message, 1);
  const frames: { frame: string; wire: string }[] = [];
  for (let now = 0; frames.length < 3; now = link.until) {
    const step = next(link, now);
    link = step.link;
    if (step.send !== null)
      frames.push({ frame: step.send.toString("hex"), wire: wrapFrame(step.send).toString("hex") });
  }
  return frames;
}

if (import.meta.main) {
  mkdirSync(FOLDER, { recursive: true });
  const write = (file: string, value: unknown): void =>
    writeFileSync(new URL(file, FOLDER), `${JSON.stringify(value, null, 2)}\n`);
  const cases = CASES.map(vectorOf);
  write("valid.json", { ...writing, held: HELD, key: THIN_KEY, cases });
  write("invalid.json", invalidOf(cases));
  write("frames.json", framesOf());
  write(
    "dictionaries.json",
    Object.fromEntries(
      LANGUAGES.map((language) => {
        const bytes = DICTIONARIES[language];
        return [
          language,
          { sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.toString("base64") },
        ];
      }),
    ),
  );
}
