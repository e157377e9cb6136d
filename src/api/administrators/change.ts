// Changing and removing people who use the program. The last operator who can sign in stays, also when two operators
// remove each other at the same moment.
import type { Transaction } from 'kysely';
import type { z } from '@hono/zod-openapi';
import { tidyEmail, tidyName } from '../../access/profile.ts';
import {
  deleteAdministrator,
  hasOtherOperator,
  lockAdministrator,
  lockOperators,
  writeAdministrator,
} from '../../store/administrators.ts';
import type { Administrator } from '../../store/administrators.ts';
import { readCompany } from '../../store/companies.ts';
import { endInvitations } from '../../store/one-time-links.ts';
import { endSessions, forceRotation } from '../../store/sessions.ts';
import type { Tables } from '../../store/tables.ts';
import { requireMatch } from '../etag.ts';
import type { Asked, SignedInEnv } from '../parts.ts';
import { notFound, refuse } from '../problems.ts';
import { auditAdministrator } from './audit.ts';
import { presentEditable } from './present.ts';
import { decideReach, emailTaken, lastOperator, refuseFaults } from './reach.ts';
import type { administratorChangesSchema } from './schema.ts';

type Changes = z.infer<typeof administratorChangesSchema>;

export async function changeAdministrator(
  c: Asked<SignedInEnv>,
  id: string,
  asked: Changes,
): Promise<Administrator> {
  return c.var.parts.database.kysely.transaction().execute(async (trx) => {
    const stored = await lockSomebody(c, trx, id);
    const person = decideChange(stored, asked);
    refuseFaults(c.var.principal, person);
    if (person.companyId !== stored.companyId && person.companyId !== null) {
      if (!(await readCompany(trx, person.companyId))) throw notFound('company');
    }
    if (person.role !== 'operator' || person.disabled) await requireOtherOperator(trx, stored);
    if (!(await writeAdministrator(trx, person))) throw refuse(emailTaken);
    // A link went to the address that the person had; whoever reads mail there may be somebody else.
    if (person.disabled || person.email !== stored.email) await endInvitations(trx, id);
    if (person.disabled) await endSessions(trx, id);
    else if (person.role !== stored.role || person.companyId !== stored.companyId)
      await forceRotation(trx, id);
    await auditAdministrator(c, trx, 'administrator.update', stored, person);
    return person;
  });
}

export async function removeAdministrator(c: Asked<SignedInEnv>, id: string): Promise<void> {
  await c.var.parts.database.kysely.transaction().execute(async (trx) => {
    const stored = await lockSomebody(c, trx, id);
    await requireOtherOperator(trx, stored);
    await deleteAdministrator(trx, id);
    await auditAdministrator(c, trx, 'administrator.delete', stored, null);
  });
}

async function lockSomebody(
  c: Asked<SignedInEnv>,
  trx: Transaction<Tables>,
  id: string,
): Promise<Administrator> {
  await lockOperators(trx);
  const stored = await lockAdministrator(trx, id);
  if (!stored || !decideReach(c.var.principal, stored)) throw notFound('administrator');
  requireMatch(c, presentEditable(stored));
  return stored;
}

async function requireOtherOperator(trx: Transaction<Tables>, person: Administrator): Promise<void> {
  if (person.role !== 'operator' || person.disabled) return;
  if (!(await hasOtherOperator(trx, person.id))) throw refuse(lastOperator);
}

function decideChange(stored: Administrator, asked: Changes): Administrator {
  const role = asked.role ?? stored.role;
  // Whoever becomes an operator leaves the company by that.
  const kept = role === 'operator' ? null : stored.companyId;
  const companyId = asked.company === undefined ? kept : asked.company;
  return {
    ...stored,
    email: tidyEmail(asked.email ?? stored.email),
    firstName: tidyName(asked.firstName ?? stored.firstName),
    lastName: tidyName(asked.lastName ?? stored.lastName),
    role,
    companyId,
    language: asked.language ?? stored.language,
    disabled: asked.disabled ?? stored.disabled,
  };
}
