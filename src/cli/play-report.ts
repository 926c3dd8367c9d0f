// The report with which the demos and the tests begin: a blackout whose nature nobody knows yet.

import type { Body } from "../core/kernel/act.ts";
import { printInstant, type Millis } from "../core/kernel/instant.ts";

/** The body of a report of what was seen `ago` before now, with what a caller says otherwise. */
export const blackoutReport = (ago: Millis, more: Body = {}): Body => ({
  title: "Loss of supply at three substations",
  summary: { lang: "en", text: "Three substations lost control at the same minute." },
  observed: printInstant(Date.now() - ago),
  nature: "undetermined",
  effect: "interrupted",
  sectors: ["energy"],
  people: 230_000,
  malicious: "unknown",
  crossBorder: "unknown",
  civilians: "yes",
  recovery: "unknown",
  ongoing: "yes",
  techniques: [],
  attachments: [],
  ...more,
});
