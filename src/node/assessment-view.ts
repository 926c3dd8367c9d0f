// What a node shows of assessments: of one matter, of the campaigns that parties see in it, and how far the
// sides agree over many matters. spec/assessment.md

import { agreementIn, assessmentOf, campaignsOf } from "../core/assessment/views.ts";
import type { Matter } from "../core/kernel/matter.ts";
import type { AgreementView, MatterView } from "./http/api.ts";
import type { Node } from "./node.ts";

/** The matters of which agreement is measured, the newest first to count. */
const MEASURED = 500;

export function assessmentView(node: Node, matter: Matter): Pick<MatterView, "assessment" | "campaigns"> {
  const now = node.world.clock.now();
  const { fold } = node.ledgers();
  const compact = fold.compactAt(now);
  const assessment = assessmentOf(compact, matter);
  return { assessment, campaigns: campaignsOf(compact, matter, (id) => fold.matter(id, now)) };
}

export function agreementView(node: Node): AgreementView {
  const now = node.world.clock.now();
  const { fold } = node.ledgers();
  const { scheme } = fold.compactAt(now);
  // Ranges on another version's scale are not comparable with those on this one.
  const versions = fold
    .versions()
    .filter(({ compact }) => compact.scheme.low === scheme.low && compact.scheme.high === scheme.high)
    .map(({ version }) => version);
  const matters = fold
    .matters()
    .slice(-MEASURED)
    .map((id) => fold.matter(id, now))
    .filter((matter): matter is Matter => matter !== undefined && versions.includes(matter.version));
  return { now, scale: scheme, matters: matters.length, agreement: agreementIn(matters, { scheme }) };
}
