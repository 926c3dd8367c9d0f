// What came of the demo of responses: whether it is as it must be, and how it is told.

import type { ResponseResult } from "./response-play.ts";

/** The rules that have to stand against what the script tries, in its order. */
const RULES = [
  "precondition-missing",
  "touches-protected",
  "checklist-open",
  "too-early",
  "exceeds-proportion",
  "exchange-overlaps",
] as const;

/** Matched and asked, judged with one dissent, refused by rule, ended by itself, exchanged together or not at all. */
export function isAsItMustBe(result: ResponseResult): boolean {
  const { notice, attribution, refused, expired, completed, reverted } = result;
  const asked = notice.answered && notice.asked === "borea" && notice.otherMatches === 0;
  const judged = Object.values(attribution.answers).toSorted().join(" ") === "dissent join";
  const ruled = Object.values(refused).join(" ") === RULES.join(" ");
  const together = completed.is === "complete" && completed.after.every((is) => is === "lifted");
  const back = reverted.is === "reverted" && reverted.held.join() === "suspended" && reverted.sameEnd;
  const proven = result.equalHeads && result.equalPictures && result.caseVerified;
  return asked && judged && ruled && expired.is === "expired" && expired.announced && together && back && proven;
}

export function responseLines(result: ResponseResult): readonly string[] {
  const { notice, attribution, refused, expired, completed, reverted } = result;
  const equal = (is: boolean): string => (is ? "equal" : "DIFFER");
  const pairs = (given: Readonly<Record<string, string>>): string =>
    Object.entries(given)
      .map(([party, word]) => `${party} ${word}`)
      .join(", ");
  return [
    `notice matched with score ${notice.score} (${notice.reasons.join(", ")}); ${notice.asked} was asked and ${notice.answered ? "answered" : "DID NOT ANSWER"}`,
    `attribution in ${attribution.confidence} confidence: ${pairs(attribution.answers)}`,
    ...Object.entries(refused).map(([name, rule]) => `refused: ${name} (${rule})`),
    `${expired.measure}: ${pairs(expired.replies)}; ${expired.is} by itself at ${expired.until}, ${expired.announced ? "which the other side's node announced" : "UNANNOUNCED"}`,
    `exchange ${completed.is}: ${completed.before.join(" and ")}, in escrow ${completed.held.join(" and ")}, then ${completed.after.join(" and ")}`,
    `exchange ${reverted.is} by time at ${reverted.at}: ${reverted.before.join()}, in escrow ${reverted.held.join()}, then ${reverted.after.join()} with ${reverted.sameEnd ? "the end that it had" : "ANOTHER END"}`,
    `heads ${equal(result.equalHeads)}, pictures ${equal(result.equalPictures)} on all nodes; case file ${result.caseVerified ? "verified" : "NOT VERIFIED"}`,
    `${result.seconds.toFixed(1)} s in all`,
  ];
}
