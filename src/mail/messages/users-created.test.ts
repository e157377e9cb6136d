// The administrator's message about new users, in both languages: one by one and as a digest.
import { expect, test } from 'vitest';
import type { ToldUser } from '../../plan/told.ts';
import type { Draft, MailContext } from '../draft.ts';
import { presentUsersCreatedDraft } from './users-created.ts';

const user = (n: number, more: Partial<ToldUser> = {}): ToldUser => ({
  user: `u${n}`,
  person: `p${n}`,
  alias: `namn${n}`,
  name: `Namn${n}`,
  surname: `Efternamn${n}`,
  email: `namn${n}@nordvik.example`,
  pstnFixed: `468123450${String(n).padStart(2, '0')}`,
  extension: `50${String(n).padStart(2, '0')}`,
  ...more,
});

function draft(
  { count, users }: { count: number; users: ToldUser[] },
  userId: string | null,
  more: Partial<MailContext> = {},
): Draft {
  const about = { id: 'n', companyId: 'c', templateId: 't', runId: 'r', severity: 'info' as const };
  const notice = { ...about, kind: 'users.created' as const, at: new Date(0), data: { count, users } };
  return presentUsersCreatedDraft(
    notice,
    { userId },
    {
      language: 'sv',
      company: { id: 'c', name: 'Nordvik Energi AB', timeZone: 'Europe/Stockholm' },
      template: { id: 't', name: 'Alla kontor' },
      service: { name: 'Rollcall', contact: null, origin: null },
      now: 0,
      ...more,
    },
  );
}

test('one mail about one user tells who she is and how she is reached', () => {
  const { subject, blocks, why } = draft({ count: 2, users: [user(1), user(2, { email: null })] }, 'u2');
  expect(subject).toBe('Ny användare i växeln: Namn2 Efternamn2');
  expect(blocks.at(-1)).toEqual({
    block: 'facts',
    facts: [
      { name: 'Namn', value: 'Namn2 Efternamn2' },
      { name: 'Nummer', value: '+46 8 123 450 02', href: 'tel:+46812345002' },
      { name: 'Anknytning', value: '5002' },
      { name: 'Användarnamn', value: 'namn2' },
      { name: 'E-post', value: 'saknas' },
    ],
  });
  expect(why).toContain('synkmallen Alla kontor');
});

test('a digest lists those who are named and says how many there are beyond', () => {
  const users = Array.from({ length: 100 }, (_, n) => user(n));
  const { subject, blocks } = draft({ count: 5_000, users }, null, { language: 'en' });
  expect(subject).toBe('5,000 new users in the phone system');
  expect(blocks.at(-1)).toMatchObject({
    block: 'table',
    head: ['Name', 'Number', 'Extension', 'E-mail'],
    more: '… and 4,900 more, who are in the directory.',
  });
  const few = draft({ count: 11, users: users.slice(0, 11) }, null);
  expect(few.subject).toBe('11 nya användare i växeln');
  expect(few.blocks.at(-1)).toMatchObject({ more: null });
});

test('somebody who is forgotten, and a template that nobody knows any more, leave no holes in the sentences', () => {
  const forgotten = { alias: 'u1', name: '', surname: '', email: null, pstnFixed: null, extension: null };
  for (const language of ['sv', 'en'] as const) {
    const one = draft({ count: 1, users: [user(1, forgotten)] }, 'u1', { language, template: null });
    expect(one.subject).toMatch(/: u1$/);
    expect(JSON.stringify(one)).not.toMatch(/null null|undefined| {2}/);
    expect(JSON.stringify(draft({ count: 3, users: [] }, 'u1', { language }))).not.toMatch(/undefined|\s{2}/);
  }
});
