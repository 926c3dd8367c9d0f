// The words in which an incident is described. Each list has `unknown` or `undetermined`, because a
// first report that must guess misleads. Sources: the three-way split of nature is the compact's own
// (spec/compact.md); functional effect, recoverability and the unknown-able flags follow NCISS and
// NIS2 Article 23; observed activity is ODNI's Cyber Threat Framework.

/** What it is. Presence alone does not tell collection from preparation, hence the fourth value. */
export const NATURES = ["collection", "disruption", "sabotage", "undetermined"] as const;

/** What it does to services. */
export const FUNCTIONAL_EFFECTS = ["none", "degraded", "interrupted", "control-lost", "unknown"] as const;

/** How it can be put right: NCISS "Recoverability". */
export const RECOVERABILITIES = ["regular", "supplemented", "extended", "not-recoverable", "unknown"] as const;

/** Sectors as NIS2 Annexes I and II name them, shortened, and government. */
export const SECTORS = [
  "energy",
  "transport",
  "banking",
  "financial-markets",
  "health",
  "drinking-water",
  "waste-water",
  "digital-infrastructure",
  "communications",
  "public-administration",
  "space",
  "post",
  "waste",
  "chemicals",
  "food",
  "manufacturing",
  "digital-providers",
  "research",
  "defence",
  "other",
] as const;

/** The eleven voluntary norms of responsible state behaviour, by letter: UN A/70/174, paragraph 13. */
export const NORMS = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"] as const;
