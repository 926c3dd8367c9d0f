// What acts of attribution say on their cards. Answering is a form like all others; evidence and judgements are
// tables, and are written on a page of their own. spec/attribution.md

import { ATTRIBUTION_ANSWERS, CONFIDENCES } from "../../src/core/kernel/attribution.ts";
import type { Field } from "./forms.ts";

export const ATTRIBUTION_FORMS: Readonly<Record<string, readonly Field[]>> = {
  "add-evidence": [{ is: "texts", name: "items", of: "items", words: "evidence" }],
  "disclose-evidence": [{ is: "line", name: "item", least: 1, most: 32 }],
  attribute: [
    { is: "choice", name: "confidence", words: "confidence", of: CONFIDENCES },
    { is: "text", name: "reasons" },
  ],
  "answer-attribution": [
    { is: "subject", asks: "compose.subject.judgement" },
    { is: "choice", name: "answer", words: "attribution-answer", of: ATTRIBUTION_ANSWERS },
    { is: "text", name: "reasons" },
  ],
};
