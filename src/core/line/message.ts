// `message`: a formal message from desk to desk outside every matter, with its type and its heading. One
// that asks or proposes is answered once by each to whom it went; a refusal is an answer. spec/message.md

import { Type, type Static } from "typebox";
import { body, Of } from "../compact/fields.ts";
import { isWellHeaded } from "../compact/headed.ts";
import { LIMITS, Text, type ActId, type PartyId } from "../kernel/act.ts";
import { Heading } from "../kernel/heading.ts";
import type { Instant } from "../kernel/instant.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import type { LineContext, LineRule } from "./rule.ts";

export const MESSAGE_TYPES = ["notify", "ask", "clarify", "propose", "accept", "refuse", "stand-down"] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

/** The types that answer a message of each type; the reader of the others owes no word. */
export const ANSWERED_BY: Readonly<Record<MessageType, readonly MessageType[]>> = {
  notify: ["clarify", "refuse"],
  ask: ["clarify", "refuse"],
  propose: ["accept", "refuse"],
  clarify: [],
  accept: [],
  refuse: [],
  "stand-down": [],
};

const ANSWERS: readonly MessageType[] = ["clarify", "accept", "refuse"];

/** Whether a message of this type answers another. */
export const isAnswerType = (type: MessageType): boolean => ANSWERS.includes(type);

export const MessageBody = body({
  type: Type.Enum(MESSAGE_TYPES),
  /** The message that it answers, or to which it refers. */
  of: Type.Optional(Of),
  heading: Heading,
  text: Text,
});
export type MessageBody = Static<typeof MessageBody>;

export type MessageAnswer = { readonly act: ActId; readonly type: MessageType; readonly at: Instant };

export type SentMessage = {
  readonly act: ActId;
  readonly by: PartyId;
  readonly to: readonly PartyId[];
  readonly at: Instant;
  readonly type: MessageType;
  readonly answers: Readonly<Record<PartyId, MessageAnswer>>;
};

/** In their order, the newest of each author. */
export type Messages = readonly SentMessage[];

/** Whether this party may still answer this message. */
export const awaitsWord = ({ to, type, answers }: SentMessage, by: PartyId): boolean =>
  to.includes(by) && answers[by] === undefined && ANSWERED_BY[type].length > 0;

/** What this party has said to a message; null while it has said nothing, or the message is no longer kept. */
export const answerTo = (messages: Messages, of: ActId, by: PartyId): MessageAnswer | null =>
  messages.find(({ act }) => act === of)?.answers[by] ?? null;

type Given = { readonly by: PartyId; readonly to: readonly PartyId[]; readonly body: MessageBody };

function fitsWhatItAnswers({ by, to, body: { type, of } }: Given, messages: Messages): Verdict {
  const message = messages.find(({ act }) => act === of);
  if (message === undefined) return irregular("unknown-act");
  return firstRefusal(
    () => (message.to.includes(by) ? REGULAR : irregular("not-asked", { party: by })),
    () => (ANSWERED_BY[message.type].includes(type) ? REGULAR : irregular("wrong-answer")),
    () => (message.answers[by] === undefined ? REGULAR : irregular("already-answered")),
    () => (to.includes(message.by) ? REGULAR : irregular("answer-elsewhere", { party: message.by })),
  );
}

/** What a message only refers to needs to be a message, however old it is. */
function refersToMessage(of: ActId | undefined, { find }: LineContext): Verdict {
  if (of === undefined) return REGULAR;
  const about = find(of);
  if (about === undefined) return irregular("unknown-act");
  return about.kind === "message" ? REGULAR : irregular("wrong-kind-of-act", { kind: "message" });
}

/** The newest of each author: of one that writes more than is kept, its own oldest fall away. */
function kept(messages: Messages, by: PartyId): Messages {
  const own = messages.filter((message) => message.by === by);
  const oldest = own.length > LIMITS.messagesKept ? own[0] : undefined;
  return oldest === undefined ? messages : messages.filter((message) => message !== oldest);
}

export const message: LineRule<MessageBody> = {
  kind: "message",
  body: MessageBody,
  may: () => REGULAR,
  judge: (act, { messages }, context) =>
    firstRefusal(
      () => (act.to.length > 0 ? REGULAR : irregular("not-addressed")),
      () => (isAnswerType(act.body.type) ? fitsWhatItAnswers(act, messages) : refersToMessage(act.body.of, context)),
      () => isWellHeaded(context.compact, act.body),
    ),
  apply: (state, { id, by, to, at, body: { type, of } }) => {
    const answered = isAnswerType(type)
      ? state.messages.map((each) =>
          each.act === of ? { ...each, answers: { ...each.answers, [by]: { act: id, type, at } } } : each,
        )
      : state.messages;
    return { ...state, messages: kept([...answered, { act: id, by, to, at, type, answers: {} }], by) };
  },
};
