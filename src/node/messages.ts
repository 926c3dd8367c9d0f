// Formal messages as this node shows them: each laid out under the compact that was in force when it was
// signed. Pure reading; nothing is decided here. spec/message.md

import type { Act } from "../core/kernel/act.ts";
import type { Entry } from "../core/law/history.ts";
import { layoutOf } from "../core/line/layout.ts";
import { awaitsWord } from "../core/line/message.ts";
import { NodeFailure } from "./failure.ts";
import type { EntryView } from "./http/api.ts";
import type { MessageLine, MessagesView, MessageView } from "./http/message-api.ts";
import { actOf } from "./ledgers.ts";
import type { Node } from "./node.ts";
import { entryView } from "./views.ts";

/** Messages on one page at most. */
const SHOWN = 200;

const actWith =
  (node: Node) =>
  (id: string): Act | undefined => {
    const stored = node.world.store.actById(id);
    return stored === undefined ? undefined : actOf(stored);
  };

/** By its id, by `aurelia/7`, or by the number that stands in the message: `AURELIA/26/0007`. */
function actNamed(node: Node, name: string): Act | undefined {
  const numbered = /^([a-z][a-z0-9-]{1,30})\/(?:[0-9]{2}\/)?0*([1-9][0-9]{0,14})$/i.exec(name);
  if (numbered === null) return actWith(node)(name);
  const stored = node.world.store.act((numbered[1] ?? "").toLowerCase(), Number(numbered[2]));
  return stored === undefined ? undefined : actOf(stored);
}

function laidOut(node: Node, entry: EntryView): MessageView | undefined {
  const { act } = entry;
  const layout = layoutOf(act, node.ledgers().fold.compactAt(act.at), actWith(node));
  return layout === undefined ? undefined : { layout, entry };
}

function entryOf({ fold }: ReturnType<Node["ledgers"]>, { id, matter }: Act): Entry | undefined {
  const entries = matter === null ? fold.lineEntries() : fold.entries(matter);
  return entries.find((entry) => entry.id === id);
}

export function messageView(node: Node, name: string): MessageView {
  const act = actNamed(node, name);
  const entry = act === undefined ? undefined : entryOf(node.ledgers(), act);
  const view = entry === undefined ? undefined : laidOut(node, entryView(node, entry));
  if (view === undefined) throw new NodeFailure("unknown-act", "no formal message of this name is held here");
  return view;
}

export function messagesView(node: Node): MessagesView {
  const { fold } = node.ledgers();
  const { messages } = fold.line();
  const lines = fold
    .lineEntries()
    .filter(({ kind }) => kind === "message")
    .slice(-SHOWN)
    .flatMap((entry): readonly MessageLine[] => {
      const view = laidOut(node, entryView(node, entry));
      const answers = messages.find(({ act }) => act === entry.id)?.answers ?? null;
      return view === undefined ? [] : [{ ...view, answers }];
    });
  return {
    messages: lines.toReversed(),
    waiting: messages.filter((message) => awaitsWord(message, node.identity.party)).toReversed(),
  };
}
