// GET /api/contacts: the directory of each party as it stands now, with who is on duty. spec/contacts.md

import type { FastifyInstance } from "fastify";
import type { PartyId } from "../../core/kernel/act.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { contactsAt, type PartyContacts } from "../../core/line/on-duty.ts";
import { localTime } from "../../interop/local-time.ts";
import type { Desk } from "./desk.ts";

export type ContactsView = {
  /** Whose node answers. */
  readonly party: PartyId;
  readonly now: Instant;
  readonly contacts: readonly PartyContacts[];
};

export function getContacts(app: FastifyInstance, { node }: Desk): void {
  app.get("/api/contacts", (): ContactsView => {
    const now = node.world.clock.now();
    const { fold } = node.ledgers();
    const parties = fold.compactAt(now).parties.map(({ id }) => id);
    return {
      party: node.identity.party,
      now,
      contacts: contactsAt(fold.line().contacts, parties, now, localTime),
    };
  });
}
