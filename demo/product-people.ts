// Who can sign in to a product that was opened for looking at: one of each role, all by the same password. A session is given without
// the sign-in page, which only its own test walks through.
import { randomUUID } from 'node:crypto';
import { makeSecret } from '../src/access/one-time-secret.ts';
import { hashPassword } from '../src/access/password-hash.ts';
import { LONGEST_MS } from '../src/access/session-policy.ts';
import { createAdministrator } from '../src/store/administrators.ts';
import { writeSession } from '../src/store/sessions.ts';
import type { Product } from './open-product.ts';

export const productPassword = 'en lång och torr sommar';

export const productPeople = {
  operator: { role: 'operator', email: 'karin.ek@fjordtel.example', firstName: 'Karin', lastName: 'Ek' },
  administrator: {
    role: 'companyAdministrator',
    email: 'maria.holm@nordvik.example',
    firstName: 'Maria',
    lastName: 'Holm',
  },
  viewer: { role: 'viewer', email: 'olle.dahl@nordvik.example', firstName: 'Olle', lastName: 'Dahl' },
} as const;
export type Who = keyof typeof productPeople;

export interface Choices {
  language: 'sv' | 'en';
  theme: 'system' | 'light' | 'dark';
}

export async function writePeople({ database, parts, companyId }: Product): Promise<void> {
  const passwordHash = await hashPassword(productPassword);
  for (const person of Object.values(productPeople)) {
    const company = person.role === 'operator' ? null : companyId;
    const choices = { language: 'sv', theme: 'system' } as const;
    await createAdministrator(
      database.kysely,
      { id: randomUUID(), companyId: company, passwordHash, ...person, ...choices },
      parts.clock(),
    );
  }
}

/** What the session's cookie holds. The person's own language and theme are set to what is wanted. */
export async function startProductSession(
  { database: { kysely }, parts }: Product,
  who: Who,
  choices: Choices,
): Promise<string> {
  const { email } = productPeople[who];
  const { id } = await kysely
    .updateTable('administrators')
    .set(choices)
    .where('email', '=', email)
    .returning('id')
    .executeTakeFirstOrThrow();
  const { text, hash } = makeSecret();
  const now = parts.clock();
  const session = { id: randomUUID(), administratorId: id, hash, csrf: makeSecret().text, now };
  const from = { method: 'password', address: null, userAgent: null } as const;
  await writeSession(kysely, { ...session, ...from, expiresAt: now + LONGEST_MS });
  return text;
}
