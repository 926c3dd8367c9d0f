// What an answer to a proposed course has in common, whichever it is: who may give it, to what, and once.
// spec/message.md

import { onMatter } from "../compact/occasion.ts";
import type { Context, Occasion } from "../compact/rule.ts";
import type { Act, ActId, PartyId } from "../kernel/act.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Course, CourseAnswer, Matter } from "../kernel/matter.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";

const isAfter = ({ until }: Course, at: Instant): boolean => until !== null && at >= until;

/** Whether a party may still answer this course. */
export const awaitsAnswer = (course: Course, by: PartyId, at: Instant): boolean =>
  course.to.includes(by) && course.answers[by] === undefined && !isAfter(course, at);

export const mayAnswerCourse = ({ by, at }: Occasion, context: Context): Verdict =>
  onMatter(context, ({ matter }) =>
    matter.courses.some((course) => awaitsAnswer(course, by, at)) ? REGULAR : irregular("no-course", { party: by }),
  );

export function isAnswerable(of: ActId, { by, at }: Occasion, { matter }: Context): Verdict {
  const course = matter?.courses.find(({ act }) => act === of);
  if (course === undefined) return irregular("unknown-act");
  return firstRefusal(
    () => (course.to.includes(by) ? REGULAR : irregular("not-asked", { party: by })),
    () => (course.answers[by] === undefined ? REGULAR : irregular("already-answered")),
    () => (isAfter(course, at) ? irregular("course-over", { at: course.until ?? at }) : REGULAR),
  );
}

export const answered = (
  matter: Matter,
  of: ActId,
  { id, by, at }: Pick<Act, "id" | "by" | "at">,
  is: CourseAnswer["is"],
): Matter => ({
  ...matter,
  courses: matter.courses.map((course) =>
    course.act === of ? { ...course, answers: { ...course.answers, [by]: { act: id, is, at } } } : course,
  ),
});
