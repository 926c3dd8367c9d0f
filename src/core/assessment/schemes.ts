// The severity schemes that the law knows, by their ids, and which of them a compact means by the name
// that it gives its scale. spec/assessment.md

import { DCID, DOWNRUNG, PPD_41, UK_NCSC } from "./ordinal-schemes.ts";
import type { Scheme, SchemeId } from "./scheme.ts";
import { EUREPOC, NCISS } from "./summed-schemes.ts";

export const SCHEMES: Readonly<Record<SchemeId, Scheme>> = {
  "downrung-1": DOWNRUNG,
  "ppd-41": PPD_41,
  "uk-ncsc-2018": UK_NCSC,
  "dcid-2.0": DCID,
  "eurepoc-1.3": EUREPOC,
  nciss: NCISS,
};

const NAMES: readonly (readonly [RegExp, SchemeId])[] = [
  [/ppd/, "ppd-41"],
  [/ncsc/, "uk-ncsc-2018"],
  [/dcid/, "dcid-2.0"],
  [/eurepoc/, "eurepoc-1.3"],
  [/nciss/, "nciss"],
];

type Scale = { readonly name: string; readonly low: number; readonly high: number };

/** The scheme that a compact's scale names; its own scale of ten is the default. Null where none has such ends. */
export function schemeOf({ name, low, high }: Scale): SchemeId | null {
  const id = NAMES.find(([pattern]) => pattern.test(name.toLowerCase()))?.[1] ?? "downrung-1";
  const scheme = SCHEMES[id];
  return scheme.low <= low && high === scheme.high ? id : null;
}
