// Who can sign in to a product that was opened for looking at: one of each role, all by the same password. A session is given without
// the sign-in page, which only its own test walks through.
import { randomUUID } from 'node:crypto';
import { makeSecret } from '../src/access/one-time-secret.ts';
import { hashPassword } from '../src/access/password-hash.ts';
import { LONGEST_MS } from '../src/access/session-policy.ts';
import { createAdministrator } from '../src/store/administrators.ts';
import { writeSession } from '../src/store/sessions.ts';
import type { Product } from './open-product.ts';

export const productPassword = 'en mycket torr sommar';

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

interface ProductSession {
  /** What the session's cookie holds. */
  cookie: string;
  csrf: string;
}

/** The person's own language and theme are set to what is wanted. */
export async function startProductSession(
  { database: { kysely }, parts }: Product,
  who: Who,
  choices: Choices,
): Promise<ProductSession> {
  const { email } = productPeople[who];
  const { id } = await kysely
    .updateTable('administrators')
    .set(choices)
    .where('email', '=', email)
    .returning('id')
    .executeTakeFirstOrThrow();
  const { text, hash } = makeSecret();
  const now = parts.clock();
  const csrf = makeSecret().text;
  const session = { id: randomUUID(), administratorId: id, hash, csrf, now };
  const from = { method: 'password', address: null, userAgent: null } as const;
  await writeSession(kysely, { ...session, ...from, expiresAt: now + LONGEST_MS });
  return { cookie: text, csrf };
}

/** Asks the API as this person; path: from /api/v1 on. Throws what is refused. */
export async function openProductAsk(product: Product, who: Who) {
  const { cookie, csrf } = await startProductSession(product, who, { language: 'sv', theme: 'system' });
  return async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${product.url}/api/v1${path}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        Cookie: `rollcall-session=${cookie}`,
        'X-CSRF-Token': csrf,
        // Whatever it is like by now.
        ...(method !== 'GET' && method !== 'POST' && { 'If-Match': '*' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  };
}
