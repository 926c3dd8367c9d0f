// What follows from the acts about the line: one slice a concept, each kept bounded by its own rule, so
// that one more act costs the same in any history. Immutable data that JSON can carry. spec/line.md

import type { Contacts } from "./contacts.ts";
import type { Statements } from "./joint-statement.ts";
import type { LineLimits } from "./limits.ts";
import { NO_KEY_CHANGES, type KeyChanges } from "./key-changes.ts";
import type { LineKeys } from "./line-key.ts";
import type { Messages } from "./message.ts";
import { NO_NOTICES, type Notices } from "../notice/notice.ts";
import type { Presence } from "./presence.ts";
import type { Rebuilds } from "./rebuilt.ts";
import type { Tests } from "./tests.ts";

export type LineState = {
  readonly keys: LineKeys;
  readonly tests: Tests;
  readonly presence: Presence;
  readonly limits: LineLimits;
  readonly messages: Messages;
  readonly contacts: Contacts;
  readonly keyChanges: KeyChanges;
  readonly rebuilds: Rebuilds;
  readonly statements: Statements;
  readonly notices: Notices;
};

/** Before any act: nothing published, tested, limited or known. */
export const NO_LINE: LineState = {
  keys: {},
  tests: {},
  presence: {},
  limits: [],
  messages: [],
  contacts: {},
  keyChanges: NO_KEY_CHANGES,
  rebuilds: {},
  statements: [],
  notices: NO_NOTICES,
};
