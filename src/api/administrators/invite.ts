// Inviting somebody, for the first time or again, by a link that works once. Whoever follows it chooses a password.
import type { Transaction } from 'kysely';
import type { z } from '@hono/zod-openapi';
import { makeSecret } from '../../access/one-time-secret.ts';
import { tidyEmail, tidyName } from '../../access/profile.ts';
import { createAdministrator, lockAdministrator, readAdministrator } from '../../store/administrators.ts';
import type { Administrator } from '../../store/administrators.ts';
import { readCompany } from '../../store/companies.ts';
import { writeLink } from '../../store/one-time-links.ts';
import type { Tables } from '../../store/tables.ts';
import type { Asked, SignedInEnv } from '../parts.ts';
import { notFound, refuse } from '../problems.ts';
import { auditAdministrator } from './audit.ts';
import { presentAdministrator } from './present.ts';
import { decideReach, emailTaken, refuseFaults, shutOut } from './reach.ts';
import type { createdAdministratorSchema, invitationLinkSchema, newAdministratorSchema } from './schema.ts';

const INVITATION_MS = 7 * 24 * 3_600_000;

type Link = z.infer<typeof invitationLinkSchema>;

export async function inviteSomebody(
  c: Asked<SignedInEnv>,
  trx: Transaction<Tables>,
  asked: z.infer<typeof newAdministratorSchema>,
): Promise<z.infer<typeof createdAdministratorSchema>> {
  const own = c.var.principal.companyId;
  const companyId = asked.role === 'operator' ? (asked.company ?? null) : (asked.company ?? own);
  const person = {
    id: crypto.randomUUID(),
    companyId,
    role: asked.role,
    email: tidyEmail(asked.email),
    firstName: tidyName(asked.firstName),
    lastName: tidyName(asked.lastName),
    language: asked.language,
    theme: 'system',
  } as const;
  refuseFaults(c.var.principal, person);
  if (companyId !== null && !(await readCompany(trx, companyId))) throw notFound('company');
  if (!(await createAdministrator(trx, { ...person, passwordHash: null }, c.var.parts.clock())))
    throw refuse(emailTaken);
  const created = await readAdministrator(trx, person.id);
  if (!created) throw new Error('an administrator that was just written is not there');
  await auditAdministrator(c, trx, 'administrator.create', null, created);
  return { ...presentAdministrator(created), invitation: await makeInvitation(c, trx, created) };
}

export async function inviteAgain(
  c: Asked<SignedInEnv>,
  trx: Transaction<Tables>,
  id: string,
): Promise<Link> {
  const person = await lockAdministrator(trx, id);
  if (!person || !decideReach(c.var.principal, person)) throw notFound('administrator');
  if (person.disabled) throw refuse(shutOut);
  await auditAdministrator(c, trx, 'administrator.invite', null, person);
  return makeInvitation(c, trx, person);
}

async function makeInvitation(
  c: Asked<SignedInEnv>,
  trx: Transaction<Tables>,
  { id }: Administrator,
): Promise<Link> {
  const now = c.var.parts.clock();
  const { text, hash } = makeSecret('rl_');
  const expiresAt = now + INVITATION_MS;
  await writeLink(trx, { hash, purpose: 'invitation', administratorId: id, now, expiresAt });
  return { url: `${c.var.origin}/welcome#invitation=${text}`, expiresAt: new Date(expiresAt).toISOString() };
}
