// The forms of notices, and how what is typed becomes a body. spec/notice.md

import type { Compact } from "../../src/core/compact/compact.ts";
import { LIMITS } from "../../src/core/kernel/act.ts";
import { HOUR, type Instant } from "../../src/core/kernel/instant.ts";
import { SECTORS } from "../../src/core/kernel/taxonomy.ts";
import { irregular, REGULAR, type Verdict } from "../../src/core/kernel/verdict.ts";
import { announce, type AnnounceBody } from "../../src/core/notice/announce.ts";
import { networkOf } from "../../src/core/notice/network.ts";
import { NOTICE_LIMITS, PLANNED, type Notice } from "../../src/core/notice/notice.ts";
import type { Values } from "../api/drafts.ts";
import type { WordId } from "../words/say.ts";
import type { Intent } from "./foresee.ts";
import type { Field } from "./forms.ts";

/** Fields that no other form has. */
export type NoticeField =
  /** One on a line; commas do as well. */
  | { readonly is: "list"; readonly name: string; readonly of: "networks" | "any"; readonly most: number }
  /** An office and the way to it. */
  | { readonly is: "desk"; readonly name: string };

const from: Field = { is: "instant", name: "from", words: "notice-from" };
const until: Field = { is: "instant", name: "until", words: "notice-until" };
const reaches: readonly Field[] = [
  { is: "list", name: "networks", of: "networks", most: NOTICE_LIMITS.networks },
  {
    is: "choices",
    name: "sectors",
    words: "sector",
    of: SECTORS,
    most: NOTICE_LIMITS.sectors,
    label: "notice-sectors",
    optional: true,
  },
  { is: "techniques", name: "techniques", label: "notice-techniques" },
  { is: "list", name: "actors", of: "any", most: NOTICE_LIMITS.actors },
  { is: "text", name: "seen" },
  { is: "desk", name: "contact" },
  { is: "line", name: "stopWord", least: 3, most: 40, optional: true },
  { is: "text", name: "urgent", optional: true },
];
const title: Field = { is: "line", name: "title", least: 3, most: LIMITS.titleCharacters };
const ofNotice: Field = { is: "subject", asks: "compose.subject.plan" };

export const NOTICE_FORMS: Readonly<Record<string, readonly Field[]>> = {
  announce: [{ is: "choice", name: "what", words: "notice.what", of: PLANNED }, title, from, until, ...reaches],
  "amend-notice": [ofNotice, title, { ...from, optional: true }, { ...until, optional: true }, ...reaches],
  "end-notice": [ofNotice, { is: "text", name: "reason", optional: true }],
};

export const isOfNotices = (kind: string): boolean => Object.hasOwn(NOTICE_FORMS, kind);

type Part = { readonly fields: Readonly<Record<string, unknown>> } | { readonly id: WordId };

const one = (values: Values, name: string): string => {
  const value = values[name];
  return typeof value === "string" ? value.trim() : "";
};

const itemsIn = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[\n,;，、]/)
      .map((item) => item.trim())
      .filter((item) => item !== ""),
  ),
];

export function noticePart(field: NoticeField, values: Values): Part {
  const { name } = field;
  switch (field.is) {
    case "list": {
      const items = itemsIn(one(values, name));
      if (items.length > field.most) return { id: "field.error.some" };
      const strange = field.of === "networks" && items.some((item) => networkOf(item) === undefined);
      return strange ? { id: "field.error.network" } : { fields: { [name]: items } };
    }
    case "desk": {
      const [office, reach] = [one(values, `${name}.office`), one(values, `${name}.reach`)];
      return office === "" || reach === "" ? { id: "field.error.empty" } : { fields: { [name]: { office, reach } } };
    }
    default:
      return field satisfies never;
  }
}

/** An instant as a browser's field has it. */
const inField = (at: Instant): string => new Date(at).toISOString().slice(0, -1);

/** A new notice begins at the first full hour that is early enough, or in a drill as soon as it may. */
export function firstNoticeValues(kind: string, { notices: { ahead }, pace }: Compact, now: Instant): Values {
  if (kind !== "announce") return {};
  const hour = HOUR / pace;
  const begins = Math.ceil((now + ahead + hour) / hour) * hour;
  return { from: inField(begins), until: inField(begins + 4 * hour) };
}

/** A notice as its form shows it. What has begun keeps its beginning. */
export const valuesOf = ({ act, title: said, scope, seen, contact, stopWord }: Notice, now: Instant): Values => ({
  of: act,
  title: said,
  from: scope.from > now ? inField(scope.from) : "",
  until: inField(scope.until),
  networks: scope.networks.join("\n"),
  sectors: scope.sectors,
  techniques: scope.techniques.join(" "),
  actors: scope.actors.join("\n"),
  seen: seen.text,
  "seen.lang": seen.lang,
  "contact.office": contact.office,
  "contact.reach": contact.reach,
  stopWord: stopWord ?? "",
});

/** What the law says to a whole announcement. Whether an amendment fits its notice, the node says. */
export function noticeVerdict(compact: Compact, { kind, by, at, to, body }: Intent): Verdict {
  if (to.length === 0) return irregular("not-addressed");
  if (kind !== "announce") return REGULAR;
  const draft = { id: "draft", kind, compact: compact.id, by, seq: 1, prev: "", seen: {}, at, matter: null, to };
  return announce.judge({ ...draft, marking: compact.marking, body: body as AnnounceBody }, [], compact);
}
