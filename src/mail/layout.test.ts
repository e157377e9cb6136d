// What is laid out: everything that is said is there, in text and HTML, and nothing that was said can become anything else.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block, Draft, MailContext } from './draft.ts';
import { presentMail } from './layout.ts';
import { presentLine } from './plain-text.ts';

const context: MailContext = {
  language: 'sv',
  company: { id: 'c', name: 'Nordvik Energi AB', timeZone: 'Europe/Stockholm' },
  template: null,
  service: { name: 'Fjordtel AB', contact: 'support@fjordtel.example', origin: null },
  now: 0,
};
const aDraft = (blocks: Block[], more: Partial<Draft> = {}): Draft => ({
  subject: 'Ämne',
  preheader: 'Förhand',
  blocks,
  why: 'Du får det här för att det är ett prov.',
  ...more,
});
const lay = (...blocks: Block[]) => presentMail(aDraft(blocks), context, null);
const bodyOf = (text: string) => text.split('\n\n-- \n')[0];

describe('the text of a mail', () => {
  test('is wrapped between words at 72 columns', () => {
    const text = 'Ett ord och ett till. '.repeat(30);
    const lines = lay({ block: 'paragraph', text: [text] }).text.split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(72);
    expect(lines.join(' ')).toContain(text.trim());
  });

  test('keeps a long link whole', () => {
    const href = `https://nordvik.example/${'a'.repeat(100)}`;
    expect(lay({ block: 'button', text: 'Öppna', href }).text).toContain(`Öppna:\n${href}\n`);
  });

  test('writes links out, and an address once', () => {
    const { text } = lay({
      block: 'paragraph',
      text: [
        { link: 'Sidan', href: 'https://nordvik.example/x' },
        ' ',
        { link: 'it@nordvik.example', href: 'mailto:it@nordvik.example' },
        ' ',
        { link: '08-465 004 00', href: 'tel:+4684650400' },
      ],
    });
    expect(bodyOf(text)).toBe('Sidan (https://nordvik.example/x) it@nordvik.example 08-465 004 00');
  });

  test('shows a narrow table as columns and a wide one as lines with names', () => {
    const narrow = lay({ block: 'table', head: ['Namn', 'Dag'], rows: [['Bo', '3']], more: 'Och 2 till.' });
    expect(bodyOf(narrow.text)).toBe('Namn  Dag\n----  ---\nBo    3\nOch 2 till.');
    const cell = 'ett två tre '.repeat(6).trim();
    const wide = lay({ block: 'table', head: ['Namn', 'Dag', 'Skäl'], rows: [['Bo', '', cell]], more: null });
    expect(bodyOf(wide.text)).toBe(
      'Bo\n  Skäl: ett två tre ett två tre ett två tre ett två tre ett två tre ett\n    två tre',
    );
  });

  test('has facts in a column, without those that there are none of', () => {
    const facts = [
      { name: 'Nummer', value: '08-465 004 12' },
      { name: 'Mobil', value: null },
      { name: 'Titel', value: 'Chef' },
    ];
    const { text, html } = lay({ block: 'facts', facts });
    expect(bodyOf(text)).toBe('Nummer:  08-465 004 12\nTitel:   Chef');
    expect(html).not.toContain('Mobil');
  });

  test('numbers its steps and hangs their lines', () => {
    const { text } = lay({ block: 'list', ordered: true, items: [['Kort'], ['ord '.repeat(25)]] });
    expect(bodyOf(text)).toBe(
      `1. Kort\n2. ${'ord '.repeat(16)}ord\n   ${'ord '.repeat(7)}ord`.replaceAll(' \n', '\n'),
    );
  });

  test('ends with why it was sent and who runs the service', () => {
    expect(lay().text).toMatch(
      /-- \nDu får det här för att det är ett prov\.\nFjordtel AB · support@fjordtel\.example\n$/,
    );
  });
});

describe('the HTML of a mail', () => {
  test('says its language and fetches nothing', () => {
    const { html } = lay({ block: 'paragraph', text: ['Hej'] });
    expect(html).toContain('<html lang="sv"');
    expect(html).not.toMatch(/src=|@import|url\(|<link|<script|https?:/);
  });

  test('shows the logo from the mail itself, with the company’s name where pictures are off', () => {
    const png = Buffer.concat([
      Buffer.from('89504e470d0a1a0a0000000d49484452000001900000006008060000000000000000', 'hex'),
      Buffer.from('0000000049454e44ae426082', 'hex'),
    ]);
    const logo = `data:image/png;base64,${png.toString('base64')}`;
    const { html, images } = presentMail(aDraft([]), context, logo);
    expect(images).toEqual([{ cid: 'logo@mail', type: 'image/png', bytes: png }]);
    expect(html).toContain('<img src="cid:logo@mail" alt="Nordvik Energi AB" width="200" height="48"');
    const { html: without, images: none } = presentMail(aDraft([]), context, 'data:image/png;base64,AAAA');
    expect(none).toEqual([]);
    expect(without).not.toContain('<img');
  });

  test.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<b>',
    'http://nordvik.example',
    'https://nordvik.example@evil.example/',
    '//evil.example',
    'file:///etc/passwd',
    'mailto:a@b.example?bcc=c@d.example',
    'tel:112;x=y',
    'https://nordvik.example/\u202Egnp',
  ])('does not link to %j', (href) => {
    const { html, text } = lay(
      { block: 'paragraph', text: [{ link: 'Hit', href }] },
      { block: 'facts', facts: [{ name: 'A', value: 'B', href }] },
      { block: 'button', text: 'Knapp', href },
    );
    expect(html).not.toContain('<a');
    expect(bodyOf(text)).toBe('Hit\n\nA:  B');
  });

  test('links to this machine without TLS, as it is run there to try it', () => {
    const { html } = lay({ block: 'button', text: 'Öppna', href: 'http://localhost:3000/runs/1' });
    expect(html).toContain('href="http://localhost:3000/runs/1"');
  });
});

describe('the size of a mail', () => {
  const row = ['Åsa Lind-Öberg', '08-465 004 12', '0412', 'asa.lind-oberg@nordvik.example'];

  test('stays below what Gmail cuts off, and lists say what is missing', () => {
    const rows = Array.from({ length: 3_000 }, () => row);
    const head = ['Namn', 'Nummer', 'Anknytning', 'Mejl'];
    const { html, text } = lay({ block: 'table', head, rows, more: 'Och 7 000 till.' });
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    const left = Number(/… och (\d+) till, som inte fick plats/.exec(text)?.[1]);
    expect(text.split('Åsa Lind-Öberg').length - 1 + left).toBe(3_000);
    expect(html).toContain(`… och ${left} till, som inte fick plats.`);
    expect(html).toContain('Och 7 000 till.');
  });

  test('that is too large counts those whom its list was never to name with those who did not fit', () => {
    const rest = { count: 7_000, text: 'och 7 000 till.' };
    const listOf = (count: number): Block => ({
      block: 'list',
      ordered: false,
      items: Array.from({ length: count }, () => ['Åsa Lind-Öberg']),
      rest,
    });
    const all = lay(listOf(20));
    expect([all.html, all.text]).toEqual([
      expect.stringContaining('>och 7 000 till.</li>'),
      expect.stringContaining('- och 7 000 till.'),
    ]);
    const { html, text } = lay(listOf(3_000));
    const shown = text.split('Åsa Lind-Öberg').length - 1;
    for (const part of [html, text]) {
      expect(part).toContain(`… och ${10_000 - shown} till, som inte fick plats.`);
      expect(part).not.toContain('och 7 000 till.');
    }
  });

  test('stays below it with any number of long blocks, foot and all', () => {
    const block: Block = { block: 'paragraph', text: ['å'.repeat(10_000)] };
    const { html, text } = lay(...Array.from({ length: 900 }, () => block));
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    expect(html).toContain('Fjordtel AB');
    expect(text).toContain('Fjordtel AB');
  });
});

// Whatever values are, the tags are those that harmless values have, and the text is the values.
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</td></table></body>',
    '<!--[if mso]>',
    '-->',
    '</style><style>*{display:none}',
    '&lt;b&gt; &amp;amp; &#60;',
    'a\r\nBcc: x@y.example\r\n\r\n.',
    '\u202Eomvänt\u202C\u2066\u200B\u2069',
    '\u0000\u001b[31m\u009f\ud800',
    '👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    'x'.repeat(10_000),
    '{name} **fet** [a](https://evil.example)',
  ),
  fc
    .array(fc.constantFrom('<', '>', '"', "'", '&', '\n', '\u202E', 'a', ' ', '=', '/'), { maxLength: 40 })
    .map((all) => all.join('')),
);

const draftOf = (values: readonly string[]): Draft => {
  const [a = '', b = '', c = ''] = values;
  return {
    subject: a,
    preheader: b,
    why: c,
    blocks: [
      { block: 'heading', text: a },
      {
        block: 'paragraph',
        text: [a, { strong: b }, { emphasis: c }, { link: a, href: 'https://nordvik.example/' }],
      },
      { block: 'paragraph', text: [{ link: b, href: a }] },
      { block: 'notice', tone: 'error', text: [b] },
      {
        block: 'facts',
        facts: [
          {
            name: a,
            value: `x${b}`,
            href: `https://nordvik.example/${encodeURIComponent(c.slice(0, 50).toWellFormed())}`,
          },
        ],
      },
      { block: 'list', ordered: false, items: [[a], [b]] },
      { block: 'table', head: [a, b], rows: [[b, c]], more: c },
      { block: 'button', text: b, href: 'https://nordvik.example/' },
    ],
  };
};

function readTags(html: string): string[] {
  const rest = html
    .replace(/<style>[^<]*<\/style>/u, '')
    .replaceAll(/<!--\[if mso\]>[\s\S]*?<!\[endif\]-->/gu, '');
  const tags = [...rest.matchAll(/<[^>]*>/gu)].map(([tag]) =>
    tag.replaceAll(/ (class|style|href)="[^"<>]*"/gu, ''),
  );
  // What is left of the tags has no < or > of its own.
  expect(rest.replaceAll(/<[^<>]*>/gu, '')).not.toMatch(/[<>]/u);
  return tags;
}

const unescape = (html: string) =>
  html
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

test('an address in a table or a box may break behind its @, and is told whole', () => {
  const facts: Block = { block: 'facts', facts: [{ name: 'E-post', value: 'asa.lind@nordvik.example' }] };
  const table: Block = { block: 'table', head: ['E-post'], rows: [['bo@nordvik.example']], more: null };
  const { html, text } = presentMail({ ...draftOf(['a', 'b', 'c']), blocks: [facts, table] }, context, null);
  expect(html).toContain('asa.lind@<wbr>nordvik.example');
  expect(html).toContain('bo@<wbr>nordvik.example');
  expect(text).toContain('asa.lind@nordvik.example');
});

test('whatever values are, they are text and nothing else', () => {
  const harmless = readTags(presentMail(draftOf(['a', 'b', 'c']), context, null).html);
  fc.assert(
    fc.property(fc.array(nasty, { minLength: 3, maxLength: 3 }), (values) => {
      const { html: laid, text, subject } = presentMail(draftOf(values), context, null);
      // Of our own: where an address may break.
      const html = laid.replaceAll('@<wbr>', '@');
      expect(readTags(html)).toEqual(harmless);
      expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      const invisible = /[\u202A-\u202E\u2066-\u2069\u200B\uFEFF]|[^\P{Cc}\n]/u;
      expect(text).not.toMatch(invisible);
      expect(html).not.toMatch(invisible);
      expect(html.isWellFormed() && text.isWellFormed()).toBe(true);
      for (const value of values) expect(unescape(html)).toContain(presentLine(value, 1_000).slice(0, 900));
      // Nobody's value begins a line as if the mail were over.
      expect(text.split('\n-- \n').length).toBe(2);
    }),
    { numRuns: 300 },
  );
});
