// Instants are milliseconds since 1970 in UTC; on the wire they are RFC 3339 with exactly three
// fractional digits and a Z, so that one instant has one spelling. Durations are milliseconds;
// in a compact they are a whole number and one unit. spec/act.md, spec/compact.md

/** Milliseconds since 1970-01-01T00:00:00Z, UTC. */
export type Instant = number;

/** A length of time in milliseconds. */
export type Millis = number;

export const SECOND: Millis = 1_000;
export const MINUTE: Millis = 60 * SECOND;
export const HOUR: Millis = 60 * MINUTE;
export const DAY: Millis = 24 * HOUR;

// Each month's days but for leap years, which the calendar itself decides below.
const INSTANT =
  /^(?!00)\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|[12]\d))T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** The pattern of an instant on the wire, for schemas. */
export const INSTANT_PATTERN = String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$`;

/** Reads `2026-11-22T10:00:00.000Z`; undefined for any other spelling and for days that do not exist. */
export function parseInstant(text: string): Instant | undefined {
  if (!INSTANT.test(text)) return undefined;
  const at = Date.parse(text);
  return text.startsWith("02-29", 5) && printInstant(at) !== text ? undefined : at;
}

/** Prints an instant as the wire has it. */
export const printInstant = (at: Instant): string => new Date(at).toISOString();

const UNITS = { s: SECOND, m: MINUTE, h: HOUR, d: DAY } as const;

/** The pattern of a duration in a compact: `90s`, `30m`, `24h`, `30d`. */
export const DURATION_PATTERN = "^(0|[1-9][0-9]{0,5})(s|m|h|d)$";

/** Reads a duration; undefined for any other spelling. */
export function parseDuration(text: string): Millis | undefined {
  const m = /^(0|[1-9][0-9]{0,5})([smhd])$/.exec(text);
  return m === null ? undefined : Number(m[1]) * UNITS[m[2] as keyof typeof UNITS];
}
