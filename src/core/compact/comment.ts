// `comment-compact`: any party says what it thinks of a proposal or of the compact in force, of the whole
// or of one clause. A lesson names the matter from whose review it comes. spec/agreement.md

import { Type, type Static } from "typebox";
import { LIMITS, MATTER_PATTERN, Text } from "../kernel/act.ts";
import { firstRefusal, irregular, REGULAR } from "../kernel/verdict.ts";
import { hasLeft, versionAt, type Agreement, type AgreementRule } from "./agreement.ts";
import { partyOf } from "./compact.ts";
import { body, Of } from "./fields.ts";
import { hasPlace } from "./place.ts";

export const CommentBody = body({
  /** A proposal, or the compact's id for the version in force. */
  of: Of,
  /** A place in that document: `ladder/confirm/latest`, `red-lines/hospitals`. */
  clause: Type.Optional(Type.String({ pattern: "^[a-z0-9][a-z0-9+-]{0,80}(/[a-z0-9][a-z0-9+-]{0,80}){0,7}$" })),
  text: Text,
  lesson: Type.Optional(Type.String({ pattern: MATTER_PATTERN })),
});
export type CommentBody = Static<typeof CommentBody>;

/** The document that a comment is about; undefined when nothing of that name is known. */
function documentOf({ founding, versions, proposals }: Agreement, of: string, at: number): unknown {
  if (of === founding.compact.id) return versionAt(versions, at)?.document ?? founding.document;
  return proposals.find(({ id }) => id === of)?.document;
}

export const comment: AgreementRule<CommentBody> = {
  kind: "comment-compact",
  body: CommentBody,
  may: ({ by, at }, agreement) => {
    if (partyOf(agreement.founding.compact, by) === undefined) return irregular("not-a-party", { party: by });
    return hasLeft(agreement, by, at) ? irregular("withdrawn", { party: by }) : REGULAR;
  },
  judge: (act, agreement) => {
    const { of, clause } = act.body;
    // Under the compact's id each version is a wording of its own.
    const since = of === agreement.founding.compact.id ? (versionAt(agreement.versions, act.at)?.from ?? 0) : 0;
    const document = documentOf(agreement, of, act.at);
    const own = agreement.comments.filter((each) => each.by === act.by && each.of === of && each.at >= since).length;
    return firstRefusal(
      () => (document === undefined ? irregular("unknown-proposal") : REGULAR),
      () => (clause === undefined || hasPlace(document, clause) ? REGULAR : irregular("unknown-clause", { clause })),
      () => (own < LIMITS.commentsEach ? REGULAR : irregular("too-many-comments", { most: LIMITS.commentsEach })),
    );
  },
  apply: (agreement, { id, by, at, body: { of, clause, lesson } }) => ({
    ...agreement,
    comments: [...agreement.comments, { act: id, by, at, of, clause: clause ?? null, lesson: lesson ?? null }],
  }),
};
