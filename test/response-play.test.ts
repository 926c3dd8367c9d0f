// Judgement and responses across three processes, as `downrung demo --response` plays them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { playResponses } from "../src/cli/response-play.ts";
import { isAsItMustBe, responseLines } from "../src/cli/response-told.ts";

test("a notice explains an incident, a judgement keeps its dissent, and no step down leaves one side alone", async () => {
  const result = await playResponses(() => {});
  const { notice, attribution, refused, expired, completed, reverted } = result;
  assert.deepEqual([notice.asked, notice.answered, notice.otherMatches], ["borea", true, 0]);
  assert.deepEqual(attribution.answers, { cassia: "join", borea: "dissent" });
  assert.equal(refused["a measure that exceeds the proportion"], "exceeds-proportion");
  assert.equal(refused["a restrictive measure without a finding"], "precondition-missing");
  assert.equal(refused["a second escrow of the same measure"], "exchange-overlaps");
  assert.deepEqual([expired.is, expired.replies], ["expired", { borea: "concerned", cassia: "agrees" }]);
  assert.deepEqual(
    [completed.is, completed.held, completed.after],
    ["complete", ["suspended", "adopted"], ["lifted", "lifted"]],
  );
  assert.deepEqual([reverted.is, reverted.held, reverted.after], ["reverted", ["suspended"], ["adopted"]]);
  assert.ok(expired.announced, "a node says by itself what time has ended");
  assert.ok(reverted.sameEnd, "what comes back has the end that it had");
  assert.deepEqual([result.equalHeads, result.equalPictures, result.caseVerified], [true, true, true]);
  assert.ok(isAsItMustBe(result), responseLines(result).join("\n"));
});
