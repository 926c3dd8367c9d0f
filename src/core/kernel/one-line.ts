// A line of writing as it may stand in what a party sends: shown whole, on one line, in the order in which it reads.
// spec/contacts.md

/**
 * One line of writing: no control characters, none that turn the direction of a line, and no space at an end. The
 * characters are named one by one, because classes such as "unassigned" differ between versions of Unicode.
 */
const HIDDEN = String.raw`\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff`;
export const LINE_PATTERN = `^[^\\s${HIDDEN}](?:[^${HIDDEN}]*[^\\s${HIDDEN}])?$`;
