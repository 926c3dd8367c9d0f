// What the law fills in where a compact is silent. spec/compact.md, "Defaults"

/** What a compact means where it names no time of its own: the field's practice. spec/compact.md, "Defaults" */
export const DEFAULTS = {
  /** Active measures are announced a day ahead, as launches are (1988 launch notification agreement). */
  notice: "24h",
  /** A request for consultation is answered in two days (Vienna Document, chapter III). */
  consultation: "48h",
  /** An active measure ends by itself after a year at the latest: listings are looked at every twelve months. */
  lasts: "365d",
  tellWithin: "24h",
  reviewLatest: "30d",
  /** Early warning, report and final report: NIS2, Article 23(4). */
  early: "24h",
  report: "72h",
  final: "30d",
  /** Planned tests and drills are announced a day ahead. */
  ahead: "24h",
  /** How ready a line is belongs to those who keep it, until they agree otherwise. */
  readiness: "parties",
} as const;
