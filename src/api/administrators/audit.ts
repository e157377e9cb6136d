// The audit entry of a deed to somebody who uses the program.
import type { Transaction } from 'kysely';
import { writeAudit } from '../../store/audit-log.ts';
import type { Administrator } from '../../store/administrators.ts';
import type { Tables } from '../../store/tables.ts';
import { actorOf } from '../parts.ts';
import type { Asked, SignedInEnv } from '../parts.ts';

export async function auditAdministrator(
  c: Asked<SignedInEnv>,
  trx: Transaction<Tables>,
  action: string,
  before: Administrator | null,
  after: Administrator | null,
): Promise<void> {
  const person = after ?? before;
  if (!person) throw new Error('an entry about nobody');
  await writeAudit(trx, {
    companyId: person.companyId,
    actor: actorOf(c.var.principal),
    action,
    subject: { kind: 'administrator', id: person.id, name: `${person.firstName} ${person.lastName}` },
    ...(before ? { before: presentValues(before) } : {}),
    ...(after ? { after: presentValues(after) } : {}),
    address: c.var.address,
  });
}

const presentValues = (person: Administrator) => ({
  email: person.email,
  firstName: person.firstName,
  lastName: person.lastName,
  role: person.role,
  company: person.companyId,
  language: person.language,
  disabled: person.disabled,
});
