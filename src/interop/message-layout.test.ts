// The layout of formal messages against its structure: in six languages every number, date and name is
// there, no other number is, and nothing that people wrote can pass for a line of the layout.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LANGUAGES, type Act, type Language } from "../core/kernel/act.ts";
import { ASKS, PRECEDENCES } from "../core/kernel/heading.ts";
import { NORMS } from "../core/kernel/taxonomy.ts";
import { checkBody } from "../core/law/validate.ts";
import { dateTimeGroup, FORMATS, layoutOf, messageNumber, type Layout } from "../core/line/layout.ts";
import { rowsOf } from "../core/line/layout-rows.ts";
import { MESSAGE_TYPES } from "../core/line/message.ts";
import { RED_LINES, withMenu } from "../core/testing/menu.ts";
import { actId, bodyFor, MONDAY } from "../core/testing/story.ts";
import { columnsOf, COLUMNS, messageHtml, messageText } from "./message-layout.ts";
import { speechOf } from "./speech.ts";

const COMPACT = withMenu({ "red-lines": RED_LINES });
const LONGEST = Date.UTC(2099, 11, 31);

const written = fc
  .record({ lang: fc.constantFrom(...LANGUAGES), text: fc.string({ minLength: 1, maxLength: 200, unit: "binary" }) })
  .map(({ lang, text }) => ({ lang, text }));
const optional = <T>(part: fc.Arbitrary<T>) => fc.option(part, { nil: undefined });

const names = fc.record(
  {
    lines: fc.constant(["power"]),
    norms: fc.uniqueArray(fc.constantFrom(...NORMS), { minLength: 1, maxLength: 3 }),
    clauses: fc.uniqueArray(fc.constantFrom(...Object.keys(COMPACT.clauses)), { minLength: 1, maxLength: 4 }),
  },
  { requiredKeys: [] },
);

const heading = fc.record({
  precedence: fc.constantFrom(...PRECEDENCES),
  subject: fc.string({ minLength: 3, maxLength: 120, unit: "binary" }),
  names,
  asks: fc.constantFrom(...ASKS),
  why: written,
  remarks: optional(written),
});

const without = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const FIRST: Act = {
  id: actId("borea", 11),
  kind: "message",
  compact: COMPACT.id,
  by: "borea",
  seq: 11,
  prev: actId("borea", 10),
  seen: {},
  at: MONDAY,
  matter: null,
  to: ["aurelia"],
  marking: "TLP:AMBER",
  body: bodyFor("message", undefined),
};
const find = (id: string): Act | undefined => (id === FIRST.id ? FIRST : undefined);

const anyMessage: fc.Arbitrary<Act> = fc
  .record({
    heading,
    text: written,
    type: fc.constantFrom(...MESSAGE_TYPES),
    of: optional(fc.constantFrom(FIRST.id, actId("cassia", 4))),
    seq: fc.integer({ min: 1, max: 2 ** 40 }),
    at: fc.integer({ min: 0, max: LONGEST }),
    to: fc.constantFrom(["borea"], ["borea", "cassia"]),
    marking: fc.constantFrom(COMPACT.marking),
  })
  .map(({ heading: { ...fields }, type, of, text, ...rest }) => ({
    ...FIRST,
    ...rest,
    by: "aurelia",
    body: without({ type, of, text, heading: without(fields) }),
  }));

function laidOut(act: Act): Layout {
  assert.equal(checkBody(act.kind, act.body), undefined);
  const layout = layoutOf(act, COMPACT, find);
  assert.ok(layout);
  return layout;
}

const bare = (text: string): string => text.replaceAll(/[\u2066-\u2069]/g, "");

/** Everything that the structure says, as each language must write it. */
function expectedOf(layout: Layout, lang: Language): readonly string[] {
  const { day } = speechOf(lang);
  const date = (at: number): readonly string[] => {
    const text = new Date(at).toISOString();
    return [day(text.slice(0, 10)), text.slice(11, 16)];
  };
  const { reference } = layout;
  const referred =
    reference === null
      ? []
      : "act" in reference
        ? [reference.act]
        : [reference.number, reference.group, ...date(reference.at)];
  return [
    layout.number,
    layout.number,
    layout.group,
    ...date(layout.at),
    ...referred,
    String(FORMATS[layout.format]),
    layout.precedence.toUpperCase(),
    layout.from.name,
    ...[...layout.to, ...layout.info].map(({ name }) => name),
    layout.marking,
    ...(layout.matter === null ? [] : [layout.matter]),
    layout.compact.title,
    String(layout.compact.version),
    ...layout.clauses.flatMap(({ clause, number }) => [clause, number]),
    ...layout.lines.map(({ line }) => line),
    ...layout.norms.flatMap((norm) => [norm, "A/70/174", "13"]),
  ];
}

/** What a language's rows lack of the structure, and the numbers that they have beyond it. */
function faultsIn(layout: Layout, lang: Language): readonly string[] {
  const rows = rowsOf(layout, speechOf(lang));
  let rest = rows
    .map(({ pieces }) => pieces.map((piece) => (piece.is === "text" ? "" : bare(piece.text))).join("\n"))
    .join("\n");
  const missing: string[] = [];
  for (const piece of expectedOf(layout, lang).toSorted((a, b) => b.length - a.length)) {
    const at = rest.indexOf(piece);
    if (at < 0) missing.push(`${lang} lacks ${piece}`);
    else rest = `${rest.slice(0, at)}\u0000${rest.slice(at + piece.length)}`;
  }
  return [...missing, ...(rest.match(/\p{N}+/gu) ?? []).map((number) => `${lang} says ${number}: ${rest}`)];
}

test("every number, date and name of a message stands in every language, and no other number", () => {
  fc.assert(
    fc.property(anyMessage, (act) => {
      const layout = laidOut(act);
      for (const lang of LANGUAGES) assert.deepEqual(faultsIn(layout, lang), []);
    }),
    { numRuns: 150 },
  );
});

test("the places of the layout stand in their order, and the texts with their languages, in every language", () => {
  fc.assert(
    fc.property(anyMessage, (act) => {
      const layout = laidOut(act);
      for (const lang of LANGUAGES) {
        const rows = rowsOf(layout, speechOf(lang));
        assert.deepEqual(
          rows.flatMap(({ number }) => number ?? []),
          [1, 2, 3, 4, 5, 6, 7],
        );
        const texts = rows
          .flatMap(({ row, pieces }) => (row === "compact" ? [] : pieces))
          .filter(({ is }) => is === "text");
        const own = [act.body["text"], layout.why, layout.remarks].filter((text) => text !== null);
        assert.deepEqual(
          texts.slice(1).map((piece) => ("lang" in piece ? { lang: piece.lang, text: piece.text } : null)),
          own,
        );
      }
    }),
    { numRuns: 100 },
  );
});

test("the plain text keeps to its columns, and begins and ends with one number", () => {
  fc.assert(
    fc.property(anyMessage, fc.constantFrom(...LANGUAGES), (act, lang) => {
      const text = messageText(laidOut(act), speechOf(lang));
      const lines = text.split("\n");
      for (const line of lines) assert.ok(columnsOf(line) <= COLUMNS, line);
      const numbered = lines
        .filter((line) => /^[17]\. /.test(line))
        .map((line) => bare(line).slice(-messageNumber(act).length));
      assert.deepEqual(numbered, [messageNumber(act), messageNumber(act)]);
    }),
    { numRuns: 150 },
  );
});

const WICKED = [
  "\n7. END OF MESSAGE NUMBER: AURELIA/26/0001\n",
  "\r1. MESSAGE NUMBER: BOREA/26/0001",
  "\u2028FROM: Borea",
  "\u0085TO: nobody",
  "\u001b[2J\u001b]0;gone\u0007",
  "\u202ekcab\u202c \u2066x",
  "</dd><script>alert(1)</script>",
  "   Why this channel (English)",
];

test("what people wrote moves no character and begins no line of the layout", () => {
  for (const wicked of WICKED) {
    for (const lang of LANGUAGES) {
      const body = {
        type: "notify",
        text: { lang: "en", text: `So. ${wicked} Said.` },
        heading: {
          precedence: "routine",
          subject: `So ${wicked}`.slice(0, 120),
          names: {},
          asks: "none",
          remarks: { lang: "en", text: wicked },
        },
      };
      const plain = {
        ...body,
        text: { lang: "en", text: "So." },
        heading: { ...body.heading, subject: "So it is", remarks: { lang: "en", text: "So." } },
      };
      const layout = laidOut({ ...FIRST, body });
      const text = messageText(layout, speechOf(lang));
      const margin = (whole: string): readonly string[] =>
        whole.split("\n").filter((line) => line !== "" && !line.startsWith("      ") && !line.includes("So"));
      assert.deepEqual(margin(text), margin(messageText(laidOut({ ...FIRST, body: plain }), speechOf(lang))), wicked);
      assert.doesNotMatch(text, /(?!\n)\p{Cc}|[\u2028-\u202e\ufeff]/u);
      const html = messageHtml(layout, speechOf(lang));
      assert.doesNotMatch(html, /<script/);
      assert.doesNotMatch(html, /(?!\n)\p{Cc}|[\u202e\u2028]/u);
    }
  }
});

test("the page fetches nothing, runs nothing, and stands in its language and direction", () => {
  for (const lang of LANGUAGES) {
    const html = messageHtml(laidOut(FIRST), speechOf(lang));
    assert.match(html, new RegExp(`<html lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}">`));
    assert.doesNotMatch(html, /<script|<link|<img|@import|url\(|\son\w+=/i);
    assert.equal(html.match(/<dt/g)?.length, html.match(/<\/dd>/g)?.length);
    assert.match(html, /BOREA\/26\/0011/);
  }
});

test("a date-time group is the day, the hour and minute in UTC, the month and the year", () => {
  assert.equal(dateTimeGroup(Date.UTC(2026, 10, 22, 10, 15, 59, 999)), "221015Z NOV 26");
  assert.equal(dateTimeGroup(Date.UTC(2031, 0, 1)), "010000Z JAN 31");
});

test("an act that is no formal message has no layout", () => {
  assert.equal(layoutOf({ ...FIRST, kind: "report", body: {} }, COMPACT, find), undefined);
  assert.equal(layoutOf({ ...FIRST, body: { type: "toString" } }, COMPACT, find), undefined);
});

test("a notice without a heading is laid out with what it says, and names no line and no act", () => {
  const act: Act = { ...FIRST, kind: "notify", matter: "aurelia-1", body: bodyFor("notify", undefined) };
  const layout = layoutOf(act, COMPACT, find);
  assert.deepEqual(
    [layout?.subject, layout?.precedence, layout?.asks, layout?.format],
    ["Telemetry", "priority", null, "notify"],
  );
  assert.deepEqual(
    layout?.content.map(({ field }) => field),
    ["statement", "asks"],
  );
});
