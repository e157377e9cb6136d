// The welcome mail in a company's own words: of words whose fields are all empty for somebody a whole mail is left, and whoever
// else reads it is not taken for the new user, not even by the list of mails.
import { expect, test } from 'vitest';
import { presentWelcomeDraft } from './welcome.ts';
import type { WelcomeFacts } from './welcome.ts';

const facts: WelcomeFacts = {
  name: 'Åsa',
  surname: 'Lind',
  userName: 'asa.lind',
  number: { text: '08-465 004 12', href: 'tel:+46846500412' },
  extension: null,
  mobile: null,
  callerId: null,
  email: 'asa.lind@nordvik.example',
  title: null,
  department: null,
  reader: 'her',
  words: null,
  link: null,
  phoneLink: null,
  help: null,
};
const context = {
  language: 'sv',
  company: { id: 'c', name: 'Nordvik', timeZone: 'Europe/Stockholm' },
  template: null,
  service: { name: 'Fjordtel', contact: null, origin: null },
  now: 0,
} as const;
const draft = (more: Partial<WelcomeFacts>) => presentWelcomeDraft({ ...facts, ...more }, context);

test('words of which nothing is left for somebody are our own words for her', () => {
  const own = draft({});
  expect(own.subject).toBe('Välkommen till växeln hos Nordvik');
  const empty = draft({
    words: { subject: '{title} {department}', body: 'Titel: {title}\n\n[Start]({link})' },
  });
  expect({ subject: empty.subject, blocks: empty.blocks }).toEqual({
    subject: own.subject,
    blocks: own.blocks,
  });
  const said = draft({ words: { subject: '{title} {name}', body: 'Hej {name}' } });
  expect(said).toMatchObject({
    subject: 'Åsa',
    blocks: [{ block: 'paragraph', text: ['Hej ', 'Åsa'] }],
  });
});

test('a manager who gets them is addressed neither by the subject nor by how the mail begins', () => {
  const shared = draft({
    reader: 'shared',
    words: { subject: 'Hej {name}, välkommen!', body: 'Hej {name}' },
  });
  expect(shared.subject).toBe('Åsa Lind finns nu i växeln hos Nordvik');
  expect(shared.blocks[0]).toMatchObject({ block: 'notice', tone: 'plain' });
  expect(shared.blocks[1]).toEqual({ block: 'paragraph', text: ['Hej ', 'Åsa'] });
  const nothing = draft({ reader: 'shared', words: { subject: 'Hej', body: '{title}' } });
  expect(nothing.blocks).toEqual(draft({ reader: 'shared' }).blocks);
});

test('whoever’s telephone signs in with a secret gets the way to it, and who reads it for her is told whose it is', () => {
  const phoneLink = 'https://rollcall.example/phone/abc';
  const hers = draft({ phoneLink }).blocks;
  expect(hers).toContainEqual({ block: 'button', text: 'Hämta telefonuppgifter', href: phoneLink });
  expect(draft({ phoneLink, reader: 'shared' }).blocks).toContainEqual({
    block: 'paragraph',
    text: ['Telefonen loggar in med uppgifter som visas en enda gång. Låt den som numret gäller hämta dem.'],
  });
  expect(draft({}).blocks.filter(({ block }) => block === 'button')).toEqual([]);
});
