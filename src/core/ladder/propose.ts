// `propose`: a course of action, put to others of the matter. It binds nobody: no duty of the ladder comes
// of it, and what is agreed is then given as the acts that it was about. spec/message.md

import { Type, type Static } from "typebox";
import { body } from "../compact/fields.ts";
import { isWellHeaded } from "../compact/headed.ts";
import { isConcernedOrMediator, onMatter } from "../compact/occasion.ts";
import type { ActRule } from "../compact/rule.ts";
import { InstantText, LIMITS, Text, type PartyId } from "../kernel/act.ts";
import { Heading } from "../kernel/heading.ts";
import { parseInstant, type Instant } from "../kernel/instant.ts";
import { membersOf, type Course, type Matter } from "../kernel/matter.ts";
import { firstRefusal, irregular, REGULAR } from "../kernel/verdict.ts";

export const ProposeBody = body({
  heading: Heading,
  course: Text,
  /** Answered before this instant, or not at all. */
  until: Type.Optional(InstantText),
});
export type ProposeBody = Static<typeof ProposeBody>;

/** Those of the matter to whom it is put; the others see it. */
const askedIn = (matter: Matter, by: PartyId, to: readonly PartyId[]): readonly PartyId[] =>
  membersOf(matter).filter((party) => party !== by && to.includes(party));

export const isOpenCourse = ({ to, until, answers }: Course, at: Instant): boolean =>
  (until === null || at < until) && to.some((party) => answers[party] === undefined);

const endOf = ({ until }: ProposeBody): Instant | null => (until === undefined ? null : (parseInstant(until) ?? 0));

export const propose: ActRule<ProposeBody> = {
  kind: "propose",
  body: ProposeBody,
  may: (occasion, context) =>
    onMatter(context, isConcernedOrMediator(occasion), ({ matter }) => {
      const open = matter.courses.filter((course) => course.by === occasion.by && isOpenCourse(course, occasion.at));
      const full = open.length >= LIMITS.coursesOpen || matter.courses.length >= LIMITS.coursesInAll;
      return full ? irregular("too-many-courses", { most: LIMITS.coursesOpen }) : REGULAR;
    }),
  judge: (act, { compact, matter }) => {
    const asked = matter === undefined ? [] : askedIn(matter, act.by, act.to);
    const until = endOf(act.body);
    return firstRefusal(
      () => (asked.length > 0 ? REGULAR : irregular("no-addressee")),
      () => (until === null || until > act.at ? REGULAR : irregular("course-over", { at: until })),
      () => isWellHeaded(compact, act.body),
    );
  },
  apply: (matter, { id, by, to, at, body: fields }) => ({
    ...matter,
    courses: [...matter.courses, { act: id, by, to: askedIn(matter, by, to), at, until: endOf(fields), answers: {} }],
  }),
};
