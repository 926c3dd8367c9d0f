// Writing an act: write, check, sign. The law says beside the form what would follow; the node has the
// last word, and its problems are shown here with everything typed still in place.

import { useRef, useState, type ReactNode } from "react";
import type { ActId } from "../../src/core/kernel/act.ts";
import { DAY } from "../../src/core/kernel/instant.ts";
import type { Matter } from "../../src/core/kernel/matter.ts";
import { addresseesOf, subjectsOf } from "../../src/core/law/views.ts";
import type { MatterKind } from "../../src/core/law/table.ts";
import { isOfMediation } from "../../src/core/mediation/rules.ts";
import type { ActRequest, ActSigned, EntryView, MatterView, NodeView, Problem } from "../../src/node/http/api.ts";
import { post } from "../api/client.ts";
import { nodeNow } from "../api/clock.ts";
import { dropDraft, keepDraft, readDraft, type Values } from "../api/drafts.ts";
import { readMatter, useStore } from "../api/store.ts";
import { Dialog } from "../parts/dialog.tsx";
import { kindName, mainText, measureName } from "../words/law.ts";
import { nameOf, useNode, useTickingVoice, type Voice } from "../words/voice.tsx";
import { writeBody, type Written } from "./body.ts";
import type { Choices } from "./fields.tsx";
import { foresee, type Foresight, type Intent } from "./foresee.ts";
import { formOf, nameOfField, type Field } from "./forms.ts";
import { firstExchangeValues } from "./exchange-forms.ts";
import { firstMediationValues } from "./mediation-forms.ts";
import { firstNoticeValues } from "./notice-forms.ts";
import { Check, Signed, Write } from "./stages.tsx";

type Stage =
  | { readonly is: "write"; readonly asked: boolean }
  | { readonly is: "check"; readonly problem: Problem | null | undefined; readonly busy: boolean }
  | { readonly is: "signed"; readonly act: ActSigned; readonly next: Foresight };

export type Draft = {
  readonly kind: string;
  readonly form: readonly Field[];
  readonly values: Values;
  readonly written: Written;
  readonly intent: Intent;
  readonly foresight: Foresight;
  readonly choices: Choices;
  readonly before: Matter | undefined;
  readonly restored: boolean;
};

type ComposeProps = {
  readonly kind: string;
  readonly view: MatterView | null;
  /** For an act outside every matter: what it may be about, and what is known of it before it is written. */
  readonly about?: { readonly subjects: Choices["subjects"]; readonly values: Values };
  readonly onClose: () => void;
};

const NO_ENTRIES: readonly EntryView[] = [];

function choicesOf(
  kind: string,
  view: MatterView | null,
  node: NodeView,
  voice: Voice,
  subjects: Choices["subjects"],
): Choices {
  const { compact, party } = node;
  if (view === null) return { subjects, parties: compact.parties.map(({ id }) => id).filter((id) => id !== party) };
  const entries = view.entries.filter(({ act }) => act.kind !== "receipt").map(({ act }) => act);
  const members = [view.matter.reporter, ...view.matter.addressees].filter((id) => id !== party);
  const inMatter = subjectsOf(view.matter, kind as MatterKind, party, entries).flatMap((id: ActId) => {
    const act = entries.find((entry) => entry.id === id);
    if (act === undefined) return [];
    const { measure } = act.body;
    const text =
      typeof measure === "string" ? measureName(voice, compact, measure) : (mainText(act)?.text.slice(0, 80) ?? "");
    const args = { kind: kindName(voice, act.kind), party: nameOf(compact, act.by), at: voice.clock(act.at), text };
    return [{ id, label: voice.say(text === "" ? "compose.subject.bare" : "compose.subject.item", args) }];
  });
  return { subjects: inMatter, parties: members, matter: view.matter };
}

/** A form begins with what is already known: the reader's language, the only question, the only party. */
function firstValues(form: readonly Field[], choices: Choices, voice: Voice): Values {
  return Object.fromEntries(
    form.flatMap((field): readonly (readonly [string, string])[] => {
      if (field.is === "text") return [[`${nameOfField(field)}.lang`, voice.lang]];
      if (field.is === "heading")
        return ["why", "remarks"].map((name) => [`heading.${name}.lang`, voice.lang] as const);
      if (field.is === "subject" && field.optional === true) return [];
      if (field.is === "subject") return [["of", choices.subjects[0]?.id ?? ""]];
      if (field.is === "to" && choices.parties.length === 1) return [["to", choices.parties[0] ?? ""]];
      if (field.is === "instant" && field.optional !== true)
        return [[field.name, new Date(nodeNow()).toISOString().slice(0, 16)]];
      return [];
    }),
  );
}

/** This time in so many days, as a browser's field has it. */
const inDays = (days: number): string => new Date(nodeNow() + days * DAY).toISOString().slice(0, 16);
const tomorrow = (): string => inDays(1);

export function Compose({ kind, view, about, onClose }: ComposeProps): ReactNode {
  const node = useNode();
  const [voice, now] = useTickingVoice();
  const form = formOf(kind);
  const matter = view?.matter.id ?? null;
  const choices = choicesOf(kind, view, node, voice, about?.subjects ?? []);
  const [kept] = useState(() => readDraft(matter, kind));
  const [values, setValues] = useState<Values>(() => ({
    ...firstValues(form, choices, voice),
    ...(isOfMediation(kind) ? firstMediationValues(form, view?.matter, node.party, voice.lang, tomorrow()) : {}),
    ...firstNoticeValues(kind, node.compact, nodeNow()),
    ...firstExchangeValues(form, voice.lang, inDays),
    ...kept,
    ...about?.values,
  }));
  const [stage, setStage] = useState<Stage>({ is: "write", asked: false });
  const lines = useStore((state) => state.watch?.lines);
  const { compact, party } = node;

  // A file may arrive while somebody types elsewhere, so each change builds on the newest values.
  const newest = useRef(values);
  const change = (name: string, value: string | readonly string[]): void => {
    newest.current = { ...newest.current, [name]: value };
    setValues(newest.current);
    keepDraft(matter, kind, newest.current);
  };
  const written = writeBody(form, values, compact.scheme);
  const to = written.to ?? addresseesOf(compact, view?.matter, party, written.body);
  const intent: Intent = { kind, by: party, at: now, matter, to, body: written.body };
  const whole = written.errors.length === 0;
  const foresight = foresee(compact, view?.matter, view?.entries ?? NO_ENTRIES, intent, whole);
  const draft: Draft = {
    kind,
    form,
    values,
    written,
    intent,
    foresight,
    choices,
    before: view?.matter,
    restored: kept !== undefined,
  };

  const sign = async (override: unknown): Promise<void> => {
    setStage({ is: "check", problem: undefined, busy: true });
    const body = override === undefined ? written.body : { ...written.body, override };
    const request: ActRequest = { kind, matter, ...(written.to === undefined ? {} : { to: written.to }), body };
    const answer = await post<ActSigned>("/api/acts", request);
    if (!answer.ok) return setStage({ is: "check", problem: answer.problem, busy: false });
    dropDraft(matter, kind);
    if (matter !== null) void readMatter(matter);
    setStage({ is: "signed", act: answer.value, next: foresight });
  };
  const discard = (): void => {
    dropDraft(matter, kind);
    onClose();
  };
  return (
    <Dialog title={voice.name(`kind.${kind}.do`, kindName(voice, kind))} wide onClose={onClose}>
      {view !== null && <p className="soft">{voice.say("compose.matter", { title: view.title })}</p>}
      {stage.is === "write" && (
        <Write
          {...{ draft, compact, voice, lines: lines ?? [], change, onClose }}
          asked={stage.asked}
          onDiscard={discard}
          onReview={() =>
            setStage(
              written.errors.length > 0
                ? { is: "write", asked: true }
                : { is: "check", problem: undefined, busy: false },
            )
          }
        />
      )}
      {stage.is === "check" && (
        <Check
          {...{ draft, compact, voice, lines: lines ?? [] }}
          problem={stage.problem}
          busy={stage.busy}
          onBack={() => setStage({ is: "write", asked: false })}
          onSign={(override) => void sign(override)}
        />
      )}
      {stage.is === "signed" && <Signed {...{ draft, compact, voice, onClose }} act={stage.act} next={stage.next} />}
    </Dialog>
  );
}
