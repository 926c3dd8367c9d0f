// Makes vectors/messages/*.json: `node vectors/make-messages.ts`. Each is a compact, acts, one of them as a
// formal message: what stands in its places, and the plain text in six languages. spec/message.md outranks them.

import { mkdirSync, writeFileSync } from "node:fs";
import { LANGUAGES, type Act } from "../src/core/kernel/act.ts";
import { printInstant } from "../src/core/kernel/instant.ts";
import { layoutOf, type Layout } from "../src/core/line/layout.ts";
import { RED_LINES, RESPONSES, withMenu } from "../src/core/testing/menu.ts";
import { climbedTo, demoDocument, HEADING, type Story, type Told } from "../src/core/testing/story.ts";
import { messageText } from "../src/interop/message-layout.ts";
import { speechOf } from "../src/interop/speech.ts";

const FOLDER = new URL("messages/", import.meta.url);

/** A matter of its own: red lines to name, and a menu that they are bound to. */
const PARTS = { responses: RESPONSES, "red-lines": RED_LINES };

type Case = { readonly about: string; readonly tell: (story: Story) => Told };

const CASES: Readonly<Record<string, Case>> = {
  notice: {
    about: "A notice without a heading, as it was before there was one: it names nothing and asks in words alone.",
    tell: (story) => story.gives("aurelia", "notify", { to: ["borea"] }),
  },
  flash: {
    about: "A question sent as FLASH: it names a red line, a norm and a clause, and says why this channel.",
    tell: (story) => {
      const heading = {
        ...HEADING,
        precedence: "flash",
        names: { lines: ["power"], norms: ["f"], clauses: ["ladder/confirm"] },
        asks: "clarify",
        why: { lang: "ru", text: "Это происходит сейчас." },
        remarks: { lang: "zh", text: "我们希望双方在十二小时之内共同检查西部十二座变电站的继电保护装置。" },
      };
      return story.gives("aurelia", "ask", { to: ["borea"], body: { heading } });
    },
  },
  answered: {
    about:
      "A proposal outside every matter is accepted once, by the one to whom it was put; other answers are irregular.",
    tell: answered,
  },
  refusal: {
    about:
      "A refusal outside every matter: it refers to the message that it answers, and neither names nor asks anything.",
    tell: (story) => {
      const asked = story.gives("aurelia", "message", { matter: null, to: ["borea"] });
      story.passes("26h");
      const heading = { ...HEADING, names: {}, asks: "none" };
      const text = { lang: "fr", text: "Nous n’y répondrons pas.\n\n7. Fin du message numéro : BOREA/26/0001" };
      return story.gives("borea", "message", {
        matter: null,
        to: ["aurelia"],
        body: { type: "refuse", of: asked.id, heading, text },
      });
    },
  },
};

/** Answers that the law does not take, and the one that it does. */
function answered(story: Story): Told {
  const says = (by: string, type: string, of: string | null, to: readonly string[]): Told =>
    story.gives(by, "message", { matter: null, to, body: { type, ...(of === null ? {} : { of }) } });
  const course = says("aurelia", "propose", null, ["borea"]);
  says("borea", "clarify", course.id, ["aurelia"]);
  says("borea", "accept", null, ["aurelia"]);
  says("cassia", "accept", course.id, ["aurelia"]);
  says("borea", "accept", course.id, ["cassia"]);
  says("aurelia", "notify", course.id, []);
  const answer = says("borea", "accept", course.id, ["aurelia", "cassia"]);
  says("borea", "refuse", course.id, ["aurelia"]);
  return answer;
}

/** What stands in the places, with instants as the wire has them. */
function onPaper(layout: Layout): Readonly<Record<string, unknown>> {
  const { at, until, reference } = layout;
  return {
    ...layout,
    at: printInstant(at),
    until: until === null ? null : printInstant(until),
    reference: reference === null || "act" in reference ? reference : { ...reference, at: printInstant(reference.at) },
  };
}

function vectorOf({ about, tell }: Case): string {
  const story = climbedTo("notify", withMenu(PARTS));
  const { act, id } = tell(story);
  const find = (name: string): Act | undefined => story.acts.find((known) => known.id === name);
  const layout = layoutOf(act, story.compact, find);
  if (layout === undefined) throw new Error(`invariant: ${about} is no formal message`);
  const vector = {
    about,
    compact: { ...demoDocument(), ...PARTS },
    acts: story.acts.map(({ at, compact: _compact, ...rest }) => ({ ...rest, at: printInstant(at) })),
    message: id,
    expect: {
      rules: Object.fromEntries(story.fold.lineEntries().map((entry) => [entry.id, entry.refusal?.rule ?? null])),
      layout: onPaper(layout),
      text: Object.fromEntries(LANGUAGES.map((lang) => [lang, messageText(layout, speechOf(lang)).split("\n")])),
    },
  };
  return `${JSON.stringify(vector, null, 1)}\n`;
}

/** Every vector by its file's name. */
export const messageVectors = (): ReadonlyMap<string, string> =>
  new Map(Object.entries(CASES).map(([name, one]) => [`${name}.json`, vectorOf(one)]));

if (import.meta.main) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of messageVectors()) writeFileSync(new URL(name, FOLDER), text);
}
