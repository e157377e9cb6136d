// What routes of the outbox ask of what is below: whose hand it is, which mails.
import type { Transaction } from 'kysely';
import type { MailState } from '../../plan/mail-states.ts';
import type { MailHand } from '../../run/outbox.ts';
import type { MailChoice } from '../../store/outbox-deeds.ts';
import type { MailFilter } from '../../store/outbox-list.ts';
import type { Tables } from '../../store/tables.ts';
import { actorOf } from '../parts.ts';
import type { Asked, CompanyEnv } from '../parts.ts';

export function mailHandOf(c: Asked<CompanyEnv>, db: Transaction<Tables>): MailHand {
  const { principal, company, parts, address } = c.var;
  return { db, companyId: company.id, actor: actorOf(principal), now: parts.clock(), address };
}

interface Filters {
  kind?: MailFilter['kind'] | undefined;
  template?: string | undefined;
  user?: string | undefined;
  run?: string | undefined;
  notice?: string | undefined;
}

export const parseFilters = (asked: Filters): Omit<MailFilter, 'state' | 'address'> => ({
  kind: asked.kind ?? null,
  templateId: asked.template ?? null,
  user: asked.user ?? null,
  run: asked.run ?? null,
  notice: asked.notice ?? null,
});

/** Ids, or a state with filters: the schema sees to it that there is one of the two. */
export function parseChoice(
  mails: readonly string[] | undefined,
  state: MailState | undefined,
  filters: Filters,
): MailChoice {
  if (mails !== undefined) return { ids: mails };
  return { filter: { ...parseFilters(filters), state: state ?? null, address: null } };
}
