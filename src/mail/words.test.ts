// A company's own words: what is right in them is laid out, what is wrong is told with its place and a cure, and no value of
// a user can become anything but text.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block } from './draft.ts';
import { matchWordFaults } from './check-words.ts';
import { presentWordBlocks, presentWordSubject } from './markdown.ts';
import type { WordValue, WordValues } from './markdown.ts';
import { wordFields } from './word-fields.ts';

const details: Block = { block: 'facts', facts: [{ name: 'Anknytning', value: '0412' }] };
const none: WordValues = {
  name: null,
  surname: null,
  number: null,
  extension: null,
  alias: null,
  email: null,
  mobile: null,
  callerId: null,
  title: null,
  department: null,
  company: null,
  link: null,
  phoneLink: null,
  help: null,
  details: null,
};
const plain = (text: string): WordValue => ({ text, href: null });
const values: WordValues = {
  ...none,
  name: plain('Åsa'),
  number: plain('08-465 004 12'),
  link: { text: 'https://nordvik.example/start', href: 'https://nordvik.example/start' },
  phoneLink: {
    text: 'https://rollcall.example/phone/abc',
    href: 'https://rollcall.example/phone/abc',
  },
  help: { text: 'it@nordvik.example', href: 'mailto:it@nordvik.example' },
};
const lay = (body: string, of = values) => presentWordBlocks(body, of, details);
const faultsOf = (body: string, subject = 'Hej') =>
  matchWordFaults({ subject, body }).map(
    ({ part, line, column, message }) => `${part} ${line}:${column} ${message}`,
  );

describe('words that are right', () => {
  test('become headings, paragraphs, lists and dividers', () => {
    expect(lay('# Hej {name}\n\nEtt **två** *tre*\nfyra\n\n- a\n- b\n\n---\n\n3. c')).toEqual([
      { block: 'heading', text: 'Hej Åsa' },
      {
        block: 'paragraph',
        text: ['Ett ', { strong: 'två' }, ' ', { emphasis: 'tre' }, { lineBreak: true }, 'fyra'],
      },
      { block: 'list', ordered: false, start: 1, items: [['a'], ['b']] },
      { block: 'divider' },
      { block: 'list', ordered: true, start: 3, items: [['c']] },
    ]);
  });

  test('have their fields filled in, bold and in a list as well', () => {
    expect(lay('- **{number}** för {name}')).toEqual([
      { block: 'list', ordered: false, start: 1, items: [[{ strong: '08-465 004 12' }, ' för ', 'Åsa']] },
    ]);
  });

  test('lose a line whose fields are all empty, and keep one that has something to say', () => {
    expect(lay('Mobil: {mobile}\nNummer: {number}, mobil: {mobile}\nUtan fält')).toEqual([
      {
        block: 'paragraph',
        text: ['Nummer: ', '08-465 004 12', ', mobil: ', { lineBreak: true }, 'Utan fält'],
      },
    ]);
    expect(lay('- {mobile}\n- {name}')).toMatchObject([{ items: [['Åsa']] }]);
    expect(lay('[Kom igång]({link})', none)).toEqual([]);
  });

  test('link what an administrator has set, and a link alone on its line is a button', () => {
    expect(lay('{link} {help} [här]({link}) [sidan](https://x.example)')).toMatchObject([
      {
        text: [
          { href: 'https://nordvik.example/start' },
          ' ',
          { link: 'it@nordvik.example', href: 'mailto:it@nordvik.example' },
          ' ',
          { link: 'här', href: 'https://nordvik.example/start' },
          ' ',
          { link: 'sidan', href: 'https://x.example' },
        ],
      },
    ]);
    expect(lay('[Hämta]({phoneLink})')).toEqual([
      { block: 'button', text: 'Hämta', href: 'https://rollcall.example/phone/abc' },
    ]);
    expect(lay('[Kom igång, {name}]({link})')).toEqual([
      { block: 'button', text: 'Kom igång, Åsa', href: 'https://nordvik.example/start' },
    ]);
  });

  test('have the box of details where they ask for it', () => {
    expect(lay('Hej\n\n{details}\n\nHejdå').map(({ block }) => block)).toEqual([
      'paragraph',
      'facts',
      'paragraph',
    ]);
  });

  test('show a brace that has a backslash before it', () => {
    expect(lay('\\{name} {name}')).toEqual([{ block: 'paragraph', text: ['{name} ', 'Åsa'] }]);
    expect(presentWordSubject('\\{name} {name} {mobile}', values)).toBe('{name} Åsa ');
    expect(faultsOf('\\{namn} och \\{')).toEqual([]);
  });

  test('have no faults with every field there is', () => {
    const fields = wordFields.filter((field) => field !== 'details').map((field) => `{${field}}`);
    expect(faultsOf(`${fields.join(' ')}\n\n{details}\n\n[Start]({link})`, fields.join(' '))).toEqual([]);
  });
});

describe('words that are wrong are told with their place', () => {
  test.each([
    ['Hej {namn}', 'body 1:5 There is no field {namn}. Did you mean {name}?'],
    ['Hej\n\n{anknytning}', 'body 3:1 There is no field {anknytning}. Did you mean {extension}?'],
    ['Hej\r\n{Number}', 'body 2:1 There is no field {Number}. Did you mean {number}?'],
    ['{zzzzzz}', 'body 1:1 There is no field {zzzzzz}.'],
    ['{ name }', 'body 1:1 There is no field { name }. Did you mean {name}?'],
    ['{}', 'body 1:1 There is no field {}.'],
    ['Hej {name', 'body 1:5 A brace is opened and not closed.'],
    ['Hej {na{name}', 'body 1:5 A brace is opened and not closed.'],
    ['Hej {name\n}', 'body 1:5 A brace is opened and not closed.'],
    ['', 'body 1:1 The text is empty.'],
    [' \n ', 'body 1:1 The text is empty.'],
    ['å'.repeat(10_001), 'body 1:10001 The text is 10001 characters long; at most 10000 fit.'],
    ['a [b](javascript:alert(1))', 'body 1:7 The link "javascript:alert(1)" can not be used.'],
    ['a\n\n- [b](data:text/html,x)', 'body 3:7 The link "data:text/html,x" can not be used.'],
    ['[b](http://x.example)', 'body 1:5 The link "http://x.example" is not protected.'],
    ['http://x.example', 'body 1:1 The link "http://x.example" is not protected.'],
    ['[b](www.x.example)', 'body 1:5 The link "www.x.example" can not be used.'],
    [
      '[b](https://x.example/?n={name})',
      'body 1:5 A field can not be part of the address of a link ("https://x.example/?n={name}").',
    ],
    ['[b](https://y@x.example)', 'body 1:5 The link "https://y@x.example" can not be used.'],
    ['[b]()', 'body 1:3 The link leads nowhere.'],
    ['<javascript:alert(1)>', 'body 1:2 The link "javascript:alert(1)" can not be used.'],
    ['a ![b](https://x.example/b.png)', 'body 1:3 Pictures can not be in the text.'],
    [
      'a <b>c</b>',
      'body 1:3 HTML (<b>) is not read here and would be shown as it is.',
      'body 1:7 HTML (</b>) is not read here and would be shown as it is.',
    ],
    [
      '**{name}**s telefon',
      'body 1:1 What is meant to be bold here is not.',
      'body 1:9 What is meant to be bold here is not.',
    ],
    [
      'text {details}',
      'body 1:6 {details} is the box with number, extension and user name, and stands alone.',
    ],
    [
      'text\n{details}',
      'body 2:1 {details} is the box with number, extension and user name, and stands alone.',
    ],
    ['a\u202Eb', 'body 1:2 There is a character here that can not be seen.'],
  ])('%j', (body, ...faults) => {
    expect(faultsOf(body)).toEqual(faults);
  });

  test.each([
    ['', 'subject 1:1 The subject is empty.'],
    ['a\nBcc: x@y.example', 'subject 1:2 There is a line break or a control character in the subject.'],
    ['{details}', 'subject 1:1 {details} is the box with number, extension and user name, and stands alone.'],
    ['x'.repeat(151), 'subject 1:151 The subject is 151 characters long; at most 150 fit.'],
    ['{förnamn}', 'subject 1:1 There is no field {förnamn}. Did you mean {name}?'],
  ])('subject %j', (subject, fault) => {
    expect(faultsOf('Hej', subject)[0]).toBe(fault);
  });

  test('each with what to do about it', () => {
    const all = matchWordFaults({ subject: '\n{x', body: '{y} [a](b) ![c](d) <i> http://x.example' });
    expect(all.length).toBeGreaterThan(6);
    for (const { cure } of all) expect(cure).toMatch(/[.:a-z}]$/);
  });
});

const anyWords = fc
  .array(
    fc.oneof(
      fc.constantFrom(...wordFields.map((field) => `{${field}}`)),
      fc.constantFrom(
        '# ',
        '\n',
        '\n\n',
        '- ',
        '1. ',
        '**',
        '*',
        '_',
        '[',
        '](',
        ')',
        '{',
        '}',
        '\\',
        '<',
        '>',
        '!',
        '`',
        '    ',
        '&lt;',
        '---',
        '|',
        'https://x.example',
        '{link}',
        ' ',
      ),
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));
const nasty = fc.oneof(
  fc.constantFrom(
    '**fet**',
    '[a](https://evil.example)',
    '# rubrik',
    '\n\n# rubrik',
    '{number}',
    '<b>',
    '](https://evil.example)',
    '- a\n- b',
    'https://evil.example',
    '`',
    '\\',
    '&lt;',
    '![a](b)',
  ),
  fc.string({ minLength: 1 }),
);

/** All that is not a value: which blocks there are, and what their parts are. */
const shapeOf = (blocks: readonly Block[], value: string) =>
  JSON.stringify(blocks).replaceAll(JSON.stringify(value).slice(1, -1), '¤');

describe('whatever', () => {
  test('values are, they change no block and no link', () => {
    fc.assert(
      fc.property(anyWords, nasty, (body, value) => {
        const all = (text: string) => ({
          ...values,
          name: plain(text),
          surname: plain(text),
          title: plain(text),
          alias: plain(text),
        });
        const unlikely = '\u{1D173}värde\u{1D173}';
        fc.pre(value.length > 3 && !body.includes(value) && !JSON.stringify(values).includes(value));
        const harmless = shapeOf(lay(body, all(unlikely)), unlikely);
        fc.pre(!harmless.includes(JSON.stringify(value).slice(1, -1)));
        expect(shapeOf(lay(body, all(value)), value)).toBe(harmless);
      }),
      { numRuns: 500 },
    );
  });

  test('words are, they are checked and laid out without falling over, and links that are followed are good ones', () => {
    fc.assert(
      fc.property(anyWords, anyWords, (body, subject) => {
        const faults = matchWordFaults({ subject, body });
        const lines = { subject: subject.split(/\r\n|\r|\n/u), body: body.split(/\r\n|\r|\n/u) };
        for (const { part, line, column } of faults)
          expect((lines[part][line - 1] ?? '').length + 1).toBeGreaterThanOrEqual(column);
        const laid = JSON.stringify(lay(body));
        if (faults.length === 0) {
          const links = [...laid.matchAll(/"href":"([^"]*)"/gu)].map(([, href]) => href);
          expect(links.filter((href) => !/^(https:\/\/|mailto:|tel:)/u.test(href ?? ''))).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
