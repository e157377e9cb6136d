// Carries out what a one-time link is for. The link is used up, the person written and signed in in one transaction:
// of two who use it at once one is let in, and a mistake in the form does not use it up.
import type { Transaction } from 'kysely';
import type { z } from '@hono/zod-openapi';
import { hashSecret } from '../../access/one-time-secret.ts';
import { hashPassword } from '../../access/password-hash.ts';
import { checkPassword } from '../../access/password-rules.ts';
import { checkEmail, checkFirstName, checkLastName, tidyEmail, tidyName } from '../../access/profile.ts';
import { writeAudit } from '../../store/audit-log.ts';
import type { AuditEntry } from '../../store/audit-log.ts';
import {
  createAdministrator,
  hasAdministrators,
  lockAdministrator,
  readAdministrator,
  writeAdministrator,
  writePassword,
} from '../../store/administrators.ts';
import type { Administrator } from '../../store/administrators.ts';
import { forgetBrowsers } from '../../store/known-browsers.ts';
import {
  endFirstLinks,
  lockFirstAdministrator,
  readInvitation,
  takeLink,
} from '../../store/one-time-links.ts';
import { endSessions } from '../../store/sessions.ts';
import type { Tables } from '../../store/tables.ts';
import type { Asked } from '../parts.ts';
import { invalid, Problem, refuse } from '../problems.ts';
import { startSession } from '../start-session.ts';
import type { StartedSession } from '../start-session.ts';
import type { acceptanceSchema, firstAdministratorSchema } from './schema.ts';

export async function createFirstAdministrator(
  c: Asked,
  asked: z.infer<typeof firstAdministratorSchema>,
): Promise<StartedSession> {
  const person = {
    id: crypto.randomUUID(),
    companyId: null,
    role: 'operator',
    email: tidyEmail(asked.email),
    firstName: tidyName(asked.firstName),
    lastName: tidyName(asked.lastName),
    language: asked.language,
    theme: 'system',
  } as const;
  const { email, firstName, lastName } = person;
  const faults = [
    ...checkEmail(email),
    ...checkFirstName(firstName),
    ...checkLastName(lastName),
    ...checkPassword(asked.password, [email, firstName, lastName]),
  ];
  if (faults.length) throw invalid(faults);
  const passwordHash = await hashPassword(asked.password);
  const { database, clock } = c.var.parts;
  return database.kysely.transaction().execute(async (trx) => {
    await lockFirstAdministrator(trx);
    const link = await takeLink(trx, hashSecret(asked.token), 'firstAdministrator', clock());
    if (!link) throw linkOver();
    await endFirstLinks(trx);
    if (await hasAdministrators(trx)) throw refuse(notTheFirst);
    await createAdministrator(trx, { ...person, passwordHash }, clock());
    await audit(c, trx, 'administrator.create', person);
    return startSession(c, trx, await mustRead(trx, person.id), 'link');
  });
}

export async function acceptInvitation(
  c: Asked,
  asked: z.infer<typeof acceptanceSchema>,
): Promise<StartedSession> {
  const { database, clock } = c.var.parts;
  const hash = hashSecret(asked.token);
  const id = await readInvitation(database.kysely, hash, clock());
  const invited = id === null ? null : await readAdministrator(database.kysely, id);
  if (!invited || invited.disabled) throw linkOver();
  const firstName = tidyName(asked.firstName ?? invited.firstName);
  const lastName = tidyName(asked.lastName ?? invited.lastName);
  const faults = [
    ...checkFirstName(firstName),
    ...checkLastName(lastName),
    ...checkPassword(asked.password, [invited.email, firstName, lastName]),
  ];
  if (faults.length) throw invalid(faults);
  const passwordHash = await hashPassword(asked.password);
  return database.kysely.transaction().execute(async (trx) => {
    const link = await takeLink(trx, hash, 'invitation', clock());
    const person = link && (await lockAdministrator(trx, invited.id));
    if (!person || person.disabled) throw linkOver();
    await writeAdministrator(trx, { ...person, firstName, lastName });
    await writePassword(trx, person.id, passwordHash, clock());
    // Also when it was a new password for somebody who had one: whoever knew the old one is out.
    await endSessions(trx, person.id);
    await forgetBrowsers(trx, person.id);
    await audit(c, trx, 'administrator.acceptInvitation', person);
    return startSession(c, trx, { ...person, firstName, lastName }, 'link');
  });
}

export const linkOver = () =>
  new Problem(
    404,
    'link.over',
    'The link has been used, is over, or is not complete.',
    'Copy the whole link. If it still does not work, ask an administrator for a new one (the first is made by rollcall first-administrator).',
  );

const notTheFirst = {
  code: 'firstAdministrator.exists',
  message: 'There is an administrator already.',
  cure: 'Sign in, or ask an operator for an invitation.',
};

async function mustRead(trx: Transaction<Tables>, id: string): Promise<Administrator> {
  const person = await readAdministrator(trx, id);
  if (!person) throw new Error('an administrator that was just written is not there');
  return person;
}

async function audit(
  c: Asked,
  trx: Transaction<Tables>,
  action: string,
  person: Pick<Administrator, 'id' | 'companyId' | 'firstName' | 'lastName' | 'email' | 'role'>,
): Promise<void> {
  const name = `${person.firstName} ${person.lastName}`;
  const entry: AuditEntry = {
    companyId: person.companyId,
    actor: { kind: 'administrator', id: person.id, name },
    action,
    subject: { kind: 'administrator', id: person.id, name },
    after: { email: person.email, role: person.role },
    address: c.var.address,
  };
  await writeAudit(trx, entry);
}
