// How the credentials of sync templates stand, as the API shows it: when they end, who says so, and the second one.
import { z } from '@hono/zod-openapi';
import type { Kysely } from 'kysely';
import { noWatch } from '../../plan/credential-watch.ts';
import { presentDate } from '../../plan/due.ts';
import { decideCredentialState } from '../../run/credential-state.ts';
import type { CredentialState } from '../../run/credential-state.ts';
import type { Company } from '../../store/companies.ts';
import { readCredentialWatches } from '../../store/credential-watch.ts';
import type { StoredSyncTemplate } from '../../store/sync-templates.ts';
import type { Tables } from '../../store/tables.ts';

export const credentialSchema = z
  .object({
    kind: z
      .enum(['secret', 'certificate'])
      .nullable()
      .openapi({ description: 'null until it has been looked at, which takes a minute.' }),
    expires: z.iso.date().nullable().openapi({ description: 'null: nobody knows.' }),
    daysLeft: z
      .number()
      .int()
      .nullable()
      .openapi({ description: '0 on the last day, negative after it.', example: 30 }),
    source: z.enum(['administrator', 'certificate', 'entra']).nullable().openapi({
      description: 'Who says so: somebody who typed it, the certificate itself, or Entra.',
    }),
    next: z.enum(['none', 'notWorking', 'unanswered']).nullable().openapi({
      description: 'The second credential, which is tried every day and takes over once it works.',
    }),
    nextWhy: z.string().nullable().openapi({ description: 'Why the second one does not work, a sentence.' }),
  })
  .openapi('CredentialState');

/** Field by field, as everything that is answered. */
export function presentCredential(state: CredentialState | null): z.infer<typeof credentialSchema> | null {
  if (state === null) return null;
  const { kind, expires, daysLeft, source, next, nextWhy } = state;
  return { kind, expires, daysLeft, source, next, nextWhy };
}

/** For each of them. now: ms */
export async function readCredentialStates(
  db: Kysely<Tables>,
  company: Company,
  templates: readonly StoredSyncTemplate[],
  now: number,
): Promise<(z.infer<typeof credentialSchema> | null)[]> {
  const watches = await readCredentialWatches(db, company.id);
  const today = presentDate(now, company.timeZone);
  return templates.map((stored) => {
    const watch = watches.get(stored.template.id) ?? noWatch;
    return presentCredential(decideCredentialState(stored, watch, today));
  });
}
