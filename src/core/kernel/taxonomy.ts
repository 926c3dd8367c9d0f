// The words in which an incident is described. Each list has `unknown` or `undetermined`, because a
// first report that must guess misleads. Sources: the three-way split of nature is the compact's own
// (spec/compact.md); functional effect, information effect, recoverability and the unknown-able flags
// follow NCISS and NIS2 Article 23; duration follows the classes of EuRepoC, deaths those of DCID.

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

/** What happened to information: NCISS "Information Impact", shortened. */
export const INFORMATION_EFFECTS = [
  "none",
  "suspected",
  "privacy",
  "proprietary",
  "core-credentials",
  "destroyed",
  "unknown",
] as const;

/** Damage to things outside the machines. */
export const PHYSICAL_EFFECTS = ["none", "local", "wide", "unknown"] as const;

/** How long the effect lasts: under a day, under a week, under four weeks, longer. */
export const DURATIONS = ["hours", "days", "weeks", "months", "unknown"] as const;

export const SPREADS = ["one-system", "one-network", "many-networks", "several-states", "unknown"] as const;

/** Systems that, once touched, can be read as preparation for a first strike. */
export const STRATEGIC_SYSTEMS = ["nuclear-command", "early-warning", "strategic-communications"] as const;

/** Up to a hundred, and more than a hundred: DCID's two classes. */
export const DEATHS = ["none", "few", "many", "unknown"] as const;
