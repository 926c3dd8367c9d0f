// A thin act comes out as the very token that went in, and costs what spec/thin.md says.

import assert from "node:assert/strict";
import { createHmac, createPublicKey, hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { keysOf, START } from "../../vectors/story.ts";
import { LANGUAGES, LIMITS, MARKINGS, type Act, type Body, type Language } from "../core/kernel/act.ts";
import { printInstant } from "../core/kernel/instant.ts";
import { AGREEMENT_KINDS } from "../core/law/agreement.ts";
import { LINE_KINDS } from "../core/law/line-fold.ts";
import { MATTER_KINDS } from "../core/law/table.ts";
import { bodyFor } from "../core/testing/story.ts";
import { signToken } from "../ledger/sign-token.ts";
import { isSignedBy, readToken } from "../ledger/token.ts";
import { readBody, writeBody } from "./thin-body.ts";
import { varint } from "./thin-bytes.ts";
import { decodeAct, encodeAct, KINDS, type ThinReading, type ThinWriting } from "./thin-code.ts";
import { THIN_SEAL } from "./thin-seal.ts";
import { DICTIONARIES } from "./thin-words.ts";

const { act: key } = keysOf("aurelia");
const COMPACT = hash("sha256", "the compact", "base64url");
const PREV = hash("sha256", "the act before", "base64url");
const HELD = hash("sha256", "an act of borea", "base64url");
const SEED = hash("sha256", "seed", "buffer").subarray(0, 16);
const parties = ["cassia", "aurelia", "borea"];
const shared = { compact: COMPACT, mode: "drill", by: "aurelia", parties } as const;

const writing: ThinWriting = {
  ...shared,
  seed: SEED,
  placeOf: (id) => (id === HELD ? { by: "borea", seq: 31 } : undefined),
};
const reading: ThinReading = {
  ...shared,
  idAt: (by, seq) => (by === "aurelia" && seq === 41 ? PREV : by === "borea" && seq === 31 ? HELD : undefined),
};

const BASE: Omit<Act, "id"> = {
  kind: "notify",
  compact: COMPACT,
  by: "aurelia",
  seq: 42,
  prev: PREV,
  seen: { borea: 31, cassia: 12 },
  at: START,
  matter: "aurelia-3",
  to: ["borea", "cassia"],
  marking: "TLP:AMBER",
  body: {},
};
const tokenOf = (over: Partial<Act>): string =>
  signToken({ ...BASE, ...over }, { mode: "drill", seed: SEED, key }).token;

const notice = (language: Language, subject: string, statement: string, asks: string): Body => ({
  subject,
  precedence: "immediate",
  statement: { lang: language, text: statement },
  asks: { lang: language, text: asks },
});

/** Of matters that the dictionaries do not speak of, under a heading that names a norm and an act. */
const headed = (language: Language, subject: string, statement: string, asks: string): Body => ({
  ...notice(language, subject, statement, asks),
  heading: { names: { norms: ["f"] }, asks: "clarify" },
});
const FAR: readonly (readonly [Language, Body])[] = [
  [
    "en",
    headed(
      "en",
      "Dam gates opened",
      "At dawn somebody opened two spillway gates of the Marun dam remotely; villages below were warned in time.",
      "Tell us by Friday noon whether your contractors still hold accounts there.",
    ),
  ],
  [
    "fr",
    headed(
      "fr",
      "Vannes du barrage",
      "À l’aube, quelqu’un a ouvert à distance deux vannes du barrage de Marun ; les villages en aval ont été prévenus à temps.",
      "Dites-nous avant vendredi midi si vos sous-traitants y gardent des comptes.",
    ),
  ],
  [
    "es",
    headed(
      "es",
      "Compuertas abiertas",
      "Al amanecer alguien abrió a distancia dos compuertas de la presa de Marun; se avisó a tiempo a los pueblos río abajo.",
      "Dígannos antes del viernes al mediodía si sus contratistas aún tienen cuentas allí.",
    ),
  ],
  [
    "ru",
    headed(
      "ru",
      "Затворы плотины открыты",
      "На рассвете кто-то дистанционно открыл два затвора плотины Марун; жителей сёл ниже по течению предупредили вовремя.",
      "Сообщите до полудня пятницы, сохраняют ли там доступ ваши подрядчики.",
    ),
  ],
  [
    "ar",
    headed(
      "ar",
      "فتح بوابات السد",
      "عند الفجر فتح شخص ما عن بعد بوابتين من بوابات سد مارون، وتم تحذير القرى الواقعة أسفل النهر في الوقت المناسب.",
      "أخبرونا قبل ظهر الجمعة هل ما زال لمقاوليكم حسابات هناك.",
    ),
  ],
  [
    "zh",
    headed(
      "zh",
      "水坝闸门被打开",
      "黎明时分，有人远程打开了马伦水坝的两道泄洪闸，下游村庄及时得到预警。",
      "请在周五中午前告知贵方承包商是否仍持有那里的账户。",
    ),
  ],
];

/** Each names a norm or a line, says one thing and asks for one. */
const NOTICES: readonly (readonly [Language, Body])[] = [
  [
    "en",
    notice(
      "en",
      "Substations lost telemetry",
      "Twelve substations in the west lost telemetry at 09:40 UTC, from servers on your territory. Norm 13(c).",
      "Stop this activity and confirm by 12:00 UTC.",
    ),
  ],
  [
    "en",
    notice(
      "en",
      "Payment system down",
      "Since 06:10 UTC our interbank payment system rejects all transfers. We name the red line on financial systems.",
      "Was there a test on your side? Please answer within two hours.",
    ),
  ],
  [
    "en",
    notice(
      "en",
      "Firmware on harbour cranes",
      "We found altered firmware on cranes in three ports, and do not know who is responsible. Clause ports.",
      "Please check your side and share what you know.",
    ),
  ],
  [
    "fr",
    notice(
      "fr",
      "Perte de télémesure",
      "Douze postes électriques de l’ouest ont perdu la télémesure à 9 h 40 UTC, depuis des serveurs sur votre territoire. Norme 13 c).",
      "Veuillez faire cesser cette activité et confirmer avant midi UTC.",
    ),
  ],
  [
    "es",
    notice(
      "es",
      "Pérdida de telemetría",
      "Doce subestaciones del oeste perdieron la telemetría a las 09:40 UTC, desde servidores en su territorio. Norma 13 c).",
      "Les pedimos que cesen esta actividad y lo confirmen antes de las 12:00 UTC.",
    ),
  ],
  [
    "ru",
    notice(
      "ru",
      "Потеря телеметрии",
      "Двенадцать подстанций на западе потеряли телеметрию в 09:40 UTC из-за активности с серверов на вашей территории. Норма 13 c).",
      "Просим прекратить эту деятельность и подтвердить до 12:00 UTC.",
    ),
  ],
  [
    "ar",
    notice(
      "ar",
      "فقدان القياس عن بعد",
      "فقدت اثنتا عشرة محطة فرعية في الغرب القياس عن بعد في الساعة 09:40 من خوادم على أراضيكم. القاعدة 13 (ج).",
      "نطلب وقف هذا النشاط والتأكيد قبل الساعة 12:00.",
    ),
  ],
  [
    "zh",
    notice(
      "zh",
      "变电站失去遥测",
      "协调世界时09:40，西部十二座变电站失去遥测，活动来自贵国境内的服务器。准则13(c)。",
      "请立即停止该活动，并于12:00前确认。",
    ),
  ],
];

test("a notice with a subject, a sentence that names a norm, and a request costs at most 300 bytes sealed, in every language", (t) => {
  const sizes = [...NOTICES, ...FAR].map(([language, body]) => {
    const token = tokenOf({ body });
    return { language, sealed: encodeAct(token, writing).length + THIN_SEAL.overhead, token: token.length };
  });
  for (const { language, sealed, token } of sizes) t.diagnostic(`${language}: ${sealed} bytes; the token has ${token}`);
  for (const { language, sealed } of sizes) assert.ok(sealed <= 300, `${language}: ${sealed} bytes`);
});

test("a receipt and an acknowledgement cost less than half of that", (t) => {
  const receipt = tokenOf({
    kind: "receipt",
    matter: null,
    to: ["borea"],
    body: { level: "delivered", of: "borea", from: 30, through: 31 },
  });
  const acknowledge = tokenOf({ kind: "acknowledge", body: { of: HELD } });
  for (const token of [receipt, acknowledge]) {
    const sealed = encodeAct(token, writing).length + THIN_SEAL.overhead;
    t.diagnostic(`${sealed} bytes`);
    assert.ok(sealed <= 150, `${sealed} bytes`);
  }
});

function same(token: string, over: Partial<ThinWriting> = {}): Buffer {
  const bytes = encodeAct(token, { ...writing, ...over });
  const back = decodeAct(bytes, reading);
  assert.ok(back.ok, back.ok ? "" : back.because);
  assert.equal(back.token, token);
  return bytes;
}

test("the rebuilt token is signed as the author signed it", () => {
  const token = tokenOf({ body: NOTICES[0]?.[1] ?? {} });
  const back = decodeAct(encodeAct(token, writing), reading);
  assert.ok(back.ok);
  const read = readToken(back.token);
  assert.ok(read.ok && isSignedBy(read.jwt, createPublicKey(key)));
});

const anyText = fc.record({
  lang: fc.constantFrom(...LANGUAGES),
  text: fc.string({ unit: "binary", minLength: 1, maxLength: 200 }),
});
const anyDigest = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString("base64url"));
const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  anyText,
  anyDigest,
  fc.constantFrom(
    HELD,
    PREV,
    "borea",
    "delmar",
    "2026-11-22T10:00:00.000Z",
    "2026-02-30T10:00:00.000Z",
    "0999-01-01T00:00:00.000Z",
  ),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom('a "quoted" word', `"${HELD}"`, "\\", "\u0001\u000f", "«да» 中文 عربي é 🔌 \u2028"),
  fc.integer(),
  fc.boolean(),
  fc.jsonValue({ maxDepth: 3 }),
);
const anyBody = fc.dictionary(fc.stringMatching(/^[a-z][A-Za-z]{0,20}$/), anyValue, { maxKeys: 8 });
const anyAct: fc.Arbitrary<Partial<Act>> = fc.record({
  kind: fc.oneof(fc.constantFrom(...MATTER_KINDS, "receipt"), fc.stringMatching(/^[a-z][a-z-]{1,30}$/)),
  at: fc.oneof(fc.constant(START), fc.integer({ min: -1e12, max: 4e12 })),
  matter: fc.constantFrom(null, "aurelia-1", "borea-999999999", "delmar-1", "aurelia-1-1"),
  seen: fc.constantFrom({}, { borea: 1 }, { borea: 5, cassia: Number.MAX_SAFE_INTEGER }, { delmar: 2 }),
  to: fc.constantFrom([], ["borea"], ["cassia", "borea"], ["borea", "cassia"], ["delmar"]),
  marking: fc.constantFrom(...MARKINGS),
  body: anyBody,
});

test("whatever an act says, its token comes out the same to the letter", () => {
  fc.assert(
    fc.property(anyAct, fc.boolean(), (over, seeded) => {
      same(tokenOf(over), { seed: seeded ? SEED : null });
    }),
    { numRuns: 300 },
  );
});

test("every kind that the law knows comes out the same, and short", () => {
  for (const kind of MATTER_KINDS) {
    const token = tokenOf({ kind, body: bodyFor(kind, HELD) });
    // Digests are chance to every code, and a body of evidence is mostly digests.
    assert.ok(same(token).length < token.length / (kind === "add-evidence" ? 3 : 4), kind);
  }
});

test("addressees in an order of their own and a long text in Chinese are still said shortly", () => {
  const token = tokenOf({
    to: ["cassia", "borea"],
    body: { statement: { lang: "zh", text: "一二三四五六七八九十".repeat(40) } },
  });
  assert.ok(same(token).length < token.length / 5);
});

test("every kind that the law knows has a number of its own, and the specification names it", () => {
  const known = ["receipt", ...MATTER_KINDS, ...LINE_KINDS, ...AGREEMENT_KINDS];
  assert.deepEqual(
    known.filter((kind) => !KINDS.includes(kind)),
    [],
  );
  assert.equal(new Set(KINDS).size, KINDS.length);
  const spec = readFileSync(new URL("../../spec/thin.md", import.meta.url), "utf8");
  assert.deepEqual(
    KINDS.filter((kind, i) => !new RegExp(String.raw`\| ${i + 1} ${kind} +\|`).test(spec)),
    [],
  );
});

test("an act whose salts are not made from its seed is sent as it stands", () => {
  const token = tokenOf({ body: { subject: "Telemetry" } });
  const other = createHmac("sha256", "other").digest().subarray(0, 16);
  assert.ok(same(token, { seed: other }).length > same(token).length);
});

test("an act that builds on one that is not held is told so, and is no act yet", () => {
  const bytes = encodeAct(tokenOf({ kind: "acknowledge", body: { of: HELD } }), writing);
  const none = decodeAct(bytes, { ...reading, idAt: () => undefined });
  assert.equal(none.ok ? "" : none.code, "missing-act");
});

test("no byte of a thin act is free: whichever is changed, it is no act or not the author's", () => {
  const bytes = encodeAct(tokenOf({ body: NOTICES[0]?.[1] ?? {} }), writing);
  const publicKey = createPublicKey(key);
  const original = decodeAct(bytes, reading);
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
    const back = decodeAct(changed, reading);
    if (!back.ok) continue;
    const read = readToken(back.token);
    const passes = read.ok && isSignedBy(read.jwt, publicKey);
    assert.ok(!passes || (original.ok && back.token === original.token), `byte ${at}`);
  }
});

test("bytes of any kind are an act or refused, and never more than an act is long", () => {
  const good = encodeAct(tokenOf({ body: NOTICES[5]?.[1] ?? {} }), writing);
  const damaged = fc
    .tuple(fc.nat(good.length - 1), fc.uint8Array({ maxLength: 40 }), fc.nat(40))
    .map(([at, bytes, cut]) => Buffer.concat([good.subarray(0, at), bytes, good.subarray(at + cut)]));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 400 }), damaged), (bytes) => {
      const back = decodeAct(bytes, reading);
      assert.ok(!back.ok || back.token.length <= 65_536);
    }),
    { numRuns: 2_000 },
  );
});

test("a body that inflates beyond an act's size is refused", async () => {
  const { deflateRawSync } = await import("node:zlib");
  const { DICTIONARIES } = await import("./thin-words.ts");
  const bomb = deflateRawSync(Buffer.alloc(40_000_000, 0x20), { dictionary: DICTIONARIES.en, level: 9 });
  const empty = writeBody("{}", { parties: [], placeOf: () => undefined });
  const head = encodeAct(tokenOf({ body: {} }), writing).subarray(0, -empty.length);
  const began = performance.now();
  for (const bytes of [Buffer.concat([Buffer.of(0x10, 2), bomb]), Buffer.concat([head, Buffer.of(2), bomb])]) {
    assert.equal(decodeAct(bytes, reading).ok, false);
  }
  assert.ok(performance.now() - began < 1_000);
});

test("a body nested beyond all measure is refused, and soon", () => {
  const deep = `{"a":${"[".repeat(30_000)}${"]".repeat(30_000)}}`;
  const body = writeBody(deep, { parties: [], placeOf: () => undefined });
  const head = encodeAct(tokenOf({ body: {} }), writing);
  const empty = writeBody("{}", { parties: [], placeOf: () => undefined });
  const began = performance.now();
  const back = decodeAct(Buffer.concat([head.subarray(0, -empty.length), body]), reading);
  assert.equal(back.ok, false);
  assert.ok(performance.now() - began < 1_000);
});

test("an instant in a body has one spelling in and out", () => {
  same(tokenOf({ kind: "report", body: { ...bodyFor("report", undefined), observed: printInstant(START) } }));
});

test("a length that says more than there is costs nothing, however often it is said", () => {
  const text = Buffer.alloc(LIMITS.actBytes, 0x05);
  const deflated = deflateRawSync(text, { dictionary: DICTIONARIES.en });
  const lengths = Array.from({ length: 4_000 }, () => varint(LIMITS.actBytes));
  const bytes = Buffer.concat([Buffer.of(2), deflated, ...lengths]);
  assert.ok(bytes.length < THIN_SEAL.bytes);
  const began = performance.now();
  assert.equal(readBody(bytes, { parties: [], idAt: () => undefined }), undefined);
  assert.ok(performance.now() - began < 200, "a text of hundreds of megabytes takes longer");
});
