// Changes of one's own profile and password, each in one transaction with its audit entry.
import type { Transaction } from 'kysely';
import type { z } from '@hono/zod-openapi';
import { hashPassword } from '../../access/password-hash.ts';
import { checkPassword } from '../../access/password-rules.ts';
import { checkEmail, checkFirstName, checkLastName, tidyEmail, tidyName } from '../../access/profile.ts';
import { writeAudit } from '../../store/audit-log.ts';
import {
  lockAdministrator,
  readAdministrator,
  readPasswordHash,
  writeAdministrator,
  writePassword,
} from '../../store/administrators.ts';
import type { Administrator } from '../../store/administrators.ts';
import { forgetBrowsers } from '../../store/known-browsers.ts';
import { endInvitations } from '../../store/one-time-links.ts';
import { endSessions } from '../../store/sessions.ts';
import type { Tables } from '../../store/tables.ts';
import { requireMatch } from '../etag.ts';
import { actorOf } from '../parts.ts';
import type { Asked, SignedInEnv } from '../parts.ts';
import { invalid, notFound, refuse } from '../problems.ts';
import { requireOwnPassword } from '../sign-in/check-password.ts';
import type { newPasswordSchema, profileChangesSchema, profileSchema } from './schema.ts';

export function presentProfile(person: Administrator): z.infer<typeof profileSchema> {
  return {
    email: person.email,
    firstName: person.firstName,
    lastName: person.lastName,
    language: person.language,
    theme: person.theme,
    hasPassword: person.hasPassword,
    hasOidc: person.hasOidc,
  };
}

export async function readOwn(c: Asked<SignedInEnv>): Promise<Administrator> {
  const person = await readAdministrator(c.var.parts.database.kysely, c.var.principal.id);
  if (!person) throw notFound('administrator');
  return person;
}

export async function changeProfile(
  c: Asked<SignedInEnv>,
  asked: z.infer<typeof profileChangesSchema>,
): Promise<Administrator> {
  const { kysely } = c.var.parts.database;
  const { id } = c.var.principal;
  const today = await readOwn(c);
  const wanted = decideProfile(today, asked);
  if (wanted.email !== today.email) {
    if (!today.hasPassword) throw refuse(noPassword);
    const stored = await readPasswordHash(kysely, id);
    await requireOwnPassword(c, id, stored, asked.currentPassword ?? '', 'currentPassword');
  }
  return kysely.transaction().execute(async (trx) => {
    const stored = await lockAdministrator(trx, id);
    if (!stored) throw notFound('administrator');
    requireMatch(c, presentProfile(stored));
    const person = { ...stored, ...wanted };
    if (!(await writeAdministrator(trx, person))) throw refuse(emailTaken);
    if (person.email !== stored.email) await endInvitations(trx, id);
    await audit(c, trx, 'profile.update', person, stored);
    return person;
  });
}

function decideProfile(today: Administrator, asked: z.infer<typeof profileChangesSchema>) {
  const wanted = {
    email: tidyEmail(asked.email ?? today.email),
    firstName: tidyName(asked.firstName ?? today.firstName),
    lastName: tidyName(asked.lastName ?? today.lastName),
    language: asked.language ?? today.language,
    theme: asked.theme ?? today.theme,
  };
  const faults = [
    ...checkEmail(wanted.email),
    ...checkFirstName(wanted.firstName),
    ...checkLastName(wanted.lastName),
  ];
  if (faults.length) throw invalid(faults);
  return wanted;
}

/** Ends every session of the person, this one too: whoever knew the old password is out everywhere. */
export async function changePassword(
  c: Asked<SignedInEnv>,
  { currentPassword, newPassword }: z.infer<typeof newPasswordSchema>,
): Promise<void> {
  const { database, clock } = c.var.parts;
  const person = await readOwn(c);
  const stored = await readPasswordHash(database.kysely, person.id);
  if (stored === null) throw refuse(noPassword);
  await requireOwnPassword(c, person.id, stored, currentPassword, 'currentPassword');
  const { email, firstName, lastName } = person;
  const faults = checkPassword(newPassword, [email, firstName, lastName], 'newPassword');
  if (newPassword === currentPassword) {
    faults.push({ path: 'newPassword', message: 'It is the password of today.', cure: 'Choose another.' });
  }
  if (faults.length) throw invalid(faults);
  const hash = await hashPassword(newPassword);
  await database.kysely.transaction().execute(async (trx) => {
    await writePassword(trx, person.id, hash, clock());
    await endSessions(trx, person.id);
    await endInvitations(trx, person.id);
    await forgetBrowsers(trx, person.id);
    await audit(c, trx, 'profile.changePassword', person, null);
  });
}

async function audit(
  c: Asked<SignedInEnv>,
  trx: Transaction<Tables>,
  action: string,
  person: Administrator,
  before: Administrator | null,
): Promise<void> {
  await writeAudit(trx, {
    companyId: person.companyId,
    actor: actorOf(c.var.principal),
    action,
    subject: { kind: 'administrator', id: person.id, name: `${person.firstName} ${person.lastName}` },
    ...(before ? { before: presentProfile(before), after: presentProfile(person) } : {}),
    address: c.var.address,
  });
}

const noPassword = {
  code: 'password.none',
  message: 'You sign in at the provider and have no password here.',
  cure: 'Change it at the provider; another administrator can send you a link to set a password here.',
};

const emailTaken = {
  code: 'email.taken',
  message: 'Another administrator has this e-mail address.',
  cure: 'Enter another address.',
};
