// `notify` and `acknowledge`: the formal notice from desk to desk, and the word that it has arrived
// with a person. spec/ladder.md

import { Type, type Static } from "typebox";
import type { Compact } from "../compact/compact.ts";
import { body, Of } from "../compact/fields.ts";
import { isWellHeaded } from "../compact/headed.ts";
import { isConcerned, isDueOnItsStep, onMatter, stepsOwing } from "../compact/occasion.ts";
import type { ActRule } from "../compact/rule.ts";
import { LIMITS, Text } from "../kernel/act.ts";
import { NoticeHeading, PRECEDENCES } from "../kernel/heading.ts";
import { stepOf, type Matter } from "../kernel/matter.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";

export const NotifyBody = body({
  subject: Type.String({ minLength: 3, maxLength: LIMITS.titleCharacters }),
  precedence: Type.Enum(PRECEDENCES),
  statement: Text,
  /** What the notice asks the other side to do: a notice that asks for nothing is the documented failure. */
  asks: Text,
  heading: Type.Optional(NoticeHeading),
});
export type NotifyBody = Static<typeof NotifyBody>;

/** A notice belongs to the step that asks for it; what comes up later is asked, not notified again. */
function whileOpen(compact: Compact, matter: Matter): Verdict {
  const owing = stepsOwing(compact, "notify").map(({ id }) => id);
  const open = owing.some((step) => stepOf(matter, step).is === "open");
  return open ? REGULAR : irregular("step-not-open", { step: owing[0] ?? "notify" });
}

export const notify: ActRule<NotifyBody> = {
  kind: "notify",
  body: NotifyBody,
  may: (occasion, context) =>
    onMatter(
      context,
      ({ matter }) =>
        matter.reporter === occasion.by ? REGULAR : irregular("not-the-reporter", { party: matter.reporter }),
      isDueOnItsStep(occasion, "notify"),
      ({ compact, matter }) => whileOpen(compact, matter),
      ({ matter }) =>
        Object.keys(matter.notices).length < LIMITS.noticesInAll ? REGULAR : irregular("too-many-notices"),
    ),
  judge: (act, { compact, matter }) =>
    firstRefusal(
      () => (matter?.addressees.some((party) => act.to.includes(party)) ? REGULAR : irregular("no-addressee")),
      () => isWellHeaded(compact, act.body),
    ),
  apply: (matter, act) => ({ ...matter, notices: { ...matter.notices, [act.id]: act.by } }),
};

export const AcknowledgeBody = body({ of: Of, statement: Type.Optional(Text) });
export type AcknowledgeBody = Static<typeof AcknowledgeBody>;

export const acknowledge: ActRule<AcknowledgeBody> = {
  kind: "acknowledge",
  body: AcknowledgeBody,
  may: (occasion, context) =>
    onMatter(context, isConcerned(occasion), ({ matter }) =>
      Object.entries(matter.notices).some(
        ([notice, by]) => by !== occasion.by && !(matter.acknowledged[notice] ?? []).includes(occasion.by),
      )
        ? REGULAR
        : irregular("step-not-open", { step: "notify" }),
    ),
  judge: (act, { matter, find }) =>
    firstRefusal(
      () => (find(act.body.of) === undefined ? irregular("unknown-act") : REGULAR),
      () => (matter?.notices[act.body.of] === undefined ? irregular("wrong-kind-of-act", { kind: "notify" }) : REGULAR),
      () => (find(act.body.of)?.by === act.by ? irregular("own-act") : REGULAR),
      () =>
        (matter?.acknowledged[act.body.of] ?? []).includes(act.by)
          ? irregular("already-given", { party: act.by })
          : REGULAR,
    ),
  apply: (matter, act) => ({
    ...matter,
    acknowledged: {
      ...matter.acknowledged,
      [act.body.of]: [...(matter.acknowledged[act.body.of] ?? []), act.by],
    },
  }),
};
