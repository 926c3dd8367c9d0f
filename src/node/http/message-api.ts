// What the console and the command line read of formal messages, as types. spec/message.md

import type { Layout } from "../../core/line/layout.ts";
import type { MessageAnswer, SentMessage } from "../../core/line/message.ts";
import type { EntryView } from "./api.ts";

/** `GET /api/messages/:id`: an act as a formal message, under the compact in force when it was signed. */
export type MessageView = { readonly layout: Layout; readonly entry: EntryView };

/** A message outside every matter, with the answers to it. Null where the law keeps none, or no longer. */
export type MessageLine = MessageView & { readonly answers: Readonly<Record<string, MessageAnswer>> | null };

/** `GET /api/messages`: the newest first. */
export type MessagesView = {
  readonly messages: readonly MessageLine[];
  /** Those that this party may still answer. */
  readonly waiting: readonly SentMessage[];
};
