// Drafts as messages for Teams and Slack: as the two document their formats, within their limits, and with values that are nothing but
// text, whatever they say. The schemas here are written from the public documentation, tighter than it where we send less.
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block, Draft, Inline } from '../draft.ts';
import { presentSlackMessage } from './slack.ts';
import type { ShapeWords } from './shape-words.ts';
import { presentTeamsMessage } from './teams.ts';

const words: ShapeWords = {
  foot: 'Nordvik Telefoni AB · Nordvik Energi AB',
  more: (count) => `… och ${count} till`,
};
const aDraft = (...blocks: Block[]): Draft => ({
  subject: 'Fel: Alla kontor – hemligheten har gått ut',
  preheader: '',
  blocks,
  why: 'Du får det här för att …',
});

const closed = { additionalProperties: false };
const openUrl = {
  type: 'object',
  required: ['type', 'title', 'url'],
  properties: {
    type: { const: 'Action.OpenUrl' },
    title: { type: 'string', minLength: 1 },
    url: { type: 'string', pattern: '^https?://' },
  },
  ...closed,
};
const textRun = {
  type: 'object',
  required: ['type', 'text'],
  properties: {
    type: { const: 'TextRun' },
    text: { type: 'string', minLength: 1 },
    weight: { enum: ['Default', 'Lighter', 'Bolder'] },
    size: { enum: ['Default', 'Small', 'Medium', 'Large', 'ExtraLarge'] },
    color: { enum: ['Default', 'Accent', 'Good', 'Warning', 'Attention'] },
    isSubtle: { type: 'boolean' },
    italic: { type: 'boolean' },
    selectAction: openUrl,
  },
  ...closed,
};
const teamsSchema = {
  type: 'object',
  required: ['type', 'attachments'],
  properties: {
    type: { const: 'message' },
    attachments: {
      type: 'array',
      minItems: 1,
      maxItems: 1,
      items: {
        type: 'object',
        required: ['contentType', 'content'],
        properties: {
          contentType: { const: 'application/vnd.microsoft.card.adaptive' },
          contentUrl: { type: 'null' },
          content: {
            type: 'object',
            required: ['type', 'version', 'body'],
            properties: {
              type: { const: 'AdaptiveCard' },
              $schema: { const: 'http://adaptivecards.io/schemas/adaptive-card.json' },
              version: { enum: ['1.2', '1.3', '1.4'] },
              fallbackText: { type: 'string' },
              msteams: { type: 'object', properties: { width: { const: 'Full' } }, ...closed },
              body: {
                type: 'array',
                minItems: 1,
                items: {
                  type: 'object',
                  required: ['type', 'inlines'],
                  properties: {
                    type: { const: 'RichTextBlock' },
                    inlines: { type: 'array', minItems: 1, items: textRun },
                    spacing: { enum: ['Default', 'None', 'Small', 'Medium', 'Large'] },
                  },
                  ...closed,
                },
              },
              actions: { type: 'array', minItems: 1, maxItems: 6, items: openUrl },
            },
            ...closed,
          },
        },
        ...closed,
      },
    },
  },
  ...closed,
};

const plainText = (most: number) => ({
  type: 'object',
  required: ['type', 'text'],
  properties: {
    type: { const: 'plain_text' },
    text: { type: 'string', minLength: 1, maxLength: most },
    emoji: { type: 'boolean' },
  },
  ...closed,
});
const style = {
  type: 'object',
  properties: { bold: { type: 'boolean' }, italic: { type: 'boolean' } },
  ...closed,
};
const richSection = {
  type: 'object',
  required: ['type', 'elements'],
  properties: {
    type: { const: 'rich_text_section' },
    elements: {
      type: 'array',
      minItems: 1,
      items: {
        oneOf: [
          {
            type: 'object',
            required: ['type', 'text'],
            properties: { type: { const: 'text' }, text: { type: 'string', minLength: 1 }, style },
            ...closed,
          },
          {
            type: 'object',
            required: ['type', 'url'],
            properties: {
              type: { const: 'link' },
              url: { type: 'string', pattern: '^https?://', maxLength: 3_000 },
              text: { type: 'string', minLength: 1 },
              style,
            },
            ...closed,
          },
        ],
      },
    },
  },
  ...closed,
};
const richList = {
  type: 'object',
  required: ['type', 'style', 'elements'],
  properties: {
    type: { const: 'rich_text_list' },
    style: { enum: ['bullet', 'ordered'] },
    offset: { type: 'integer', minimum: 1 },
    elements: { type: 'array', minItems: 1, items: richSection },
  },
  ...closed,
};
const slackBlock = {
  oneOf: [
    {
      type: 'object',
      required: ['type', 'text'],
      properties: { type: { const: 'header' }, text: plainText(150) },
      ...closed,
    },
    {
      type: 'object',
      required: ['type', 'elements'],
      properties: {
        type: { const: 'rich_text' },
        elements: { type: 'array', minItems: 1, items: { oneOf: [richSection, richList] } },
      },
      ...closed,
    },
    { type: 'object', required: ['type'], properties: { type: { const: 'divider' } }, ...closed },
    {
      type: 'object',
      required: ['type', 'elements'],
      properties: {
        type: { const: 'context' },
        elements: { type: 'array', minItems: 1, maxItems: 10, items: plainText(3_000) },
      },
      ...closed,
    },
  ],
};
const slackSchema = {
  type: 'object',
  required: ['text', 'blocks'],
  properties: {
    text: { type: 'string', minLength: 1, maxLength: 40_000 },
    blocks: { type: 'array', minItems: 1, maxItems: 50, items: slackBlock },
  },
  ...closed,
};

const ajv = new Ajv2020({ strict: false });
const [isTeams, isSlack] = [ajv.compile(teamsSchema), ajv.compile(slackSchema)];
const faults = (check: typeof isTeams, message: unknown) => {
  check(message);
  return (check.errors ?? []).map(({ instancePath, message: text }) => `${instancePath}: ${text ?? ''}`);
};
const bytesOf = (message: unknown) => Buffer.byteLength(JSON.stringify(message));

/** Texts of a Slack message as somebody reads them, block by block. */
const slackTexts = (draft: Draft): string[] =>
  presentSlackMessage(draft, words).blocks.flatMap((block) => {
    if (block.type === 'divider') return [];
    if (block.type === 'header') return [block.text.text];
    if (block.type === 'context') return block.elements.map(({ text }) => text);
    return block.elements.flatMap((part) =>
      part.type === 'rich_text_list'
        ? part.elements.map(({ elements }) => elements.map(({ text }) => text).join(''))
        : [part.elements.map(({ text }) => text).join('')],
    );
  });
const teamsTexts = (draft: Draft): string[] =>
  presentTeamsMessage(draft, words).attachments[0].content.body.map(({ inlines }) =>
    inlines.map(({ text }) => text).join(''),
  );

const all: Draft = aDraft(
  { block: 'heading', text: 'Hemligheten har gått ut' },
  { block: 'notice', tone: 'error', text: ['Ingen ', { strong: 'synkas' }, '.'] },
  {
    block: 'paragraph',
    text: ['Se ', { link: 'Entra', href: 'https://entra.example/' }, { lineBreak: true }, 'nu'],
  },
  {
    block: 'facts',
    facts: [
      { name: 'Kod', value: 'credential.expired' },
      { name: 'Tomt', value: null },
    ],
  },
  { block: 'list', ordered: true, start: 3, items: [['Öppna'], [{ emphasis: 'Spara' }]] },
  { block: 'table', head: ['Namn', 'Nummer'], rows: [['Eva Ek', '08-465 004 12']], more: 'och fler' },
  { block: 'divider' },
  { block: 'button', text: 'Öppna mallen', href: 'https://rollcall.example/x' },
);

describe('a draft', () => {
  test('is an Adaptive Card for Teams, with everything that it says', () => {
    expect(faults(isTeams, presentTeamsMessage(all, words))).toEqual([]);
    expect(teamsTexts(all)).toEqual([
      all.subject,
      'Ingen synkas.',
      'Se Entra',
      'nu',
      'Kod: credential.expired',
      '3. Öppna',
      '4. Spara',
      'Namn · Nummer',
      'Eva Ek · 08-465 004 12',
      'och fler',
      words.foot,
    ]);
    const { content } = presentTeamsMessage(all, words).attachments[0];
    expect(content.actions).toMatchObject([{ title: 'Öppna mallen', url: 'https://rollcall.example/x' }]);
    expect(content.body[2]?.inlines[1]?.selectAction?.url).toBe('https://entra.example/');
  });

  test('is Block Kit for Slack, with everything that it says', () => {
    expect(faults(isSlack, presentSlackMessage(all, words))).toEqual([]);
    expect(slackTexts(all)).toEqual([
      all.subject,
      'Ingen synkas.',
      'Se Entra\nnu',
      'Kod: credential.expired',
      'Öppna',
      'Spara',
      'Namn · Nummer\nEva Ek · 08-465 004 12',
      'och fler',
      'Öppna mallen',
      words.foot,
    ]);
  });
});

const nasty = [
  '<script>alert(1)</script>',
  '<!channel> <@U0001> <https://evil.example|klicka>',
  '[klicka](https://evil.example) **fet** _lutad_ ~struken~ `kod`',
  '# rubrik\n- punkt\n1. lista',
  '{{DATE(2026-02-14T06:00:00Z,SHORT)}} ${$root.secret}',
  '<at>alla</at> @everyone &amp; &lt;b&gt;',
  'Eva\u202eKE\u0000\u0007\u2028ny rad',
  '\ud800 halv',
  '',
  ' ',
];

describe('a value', () => {
  test.each(nasty)('such as %j is nothing but text, in both', (value) => {
    const draft = aDraft(
      {
        block: 'paragraph',
        text: [value, { strong: value }, { link: value, href: 'https://rollcall.example' }],
      },
      { block: 'facts', facts: [{ name: value, value }] },
      { block: 'table', head: [value], rows: [[value, value]], more: value },
      { block: 'list', ordered: false, items: [[value], [{ emphasis: value }]] },
    );
    draft.subject = value;
    const [teams, slack] = [presentTeamsMessage(draft, words), presentSlackMessage(draft, words)];
    expect(faults(isTeams, teams)).toEqual([]);
    expect(faults(isSlack, slack)).toEqual([]);
    // Nothing of it is where markup is read: no TextBlock, no mrkdwn.
    expect(JSON.stringify(teams)).not.toMatch(/"TextBlock"|\{\{/);
    expect(JSON.stringify(slack)).not.toMatch(/mrkdwn/);
    expect(slack.text).not.toMatch(/[<>]/);
    // What could turn or break the text around it is gone.
    const texts = [...slackTexts(draft), ...teamsTexts(draft)].join('');
    for (const character of ['\u202e', '\u0000', '\u0007', '\u2028', '\ud800'])
      expect(texts.includes(character)).toBe(false);
  });

  test('that is a link to elsewhere than the web is no link', () => {
    const hrefs = [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'mailto:a@b.example',
      'tel:+4684650041',
      'x',
    ];
    const draft = aDraft(
      ...hrefs.flatMap((href): Block[] => [
        { block: 'paragraph', text: [{ link: 'hit', href }] },
        { block: 'button', text: 'hit', href },
      ]),
    );
    const both = JSON.stringify([presentTeamsMessage(draft, words), presentSlackMessage(draft, words)]);
    expect(both).not.toMatch(/selectAction|"actions"|"link"|javascript|passwd/);
  });
});

describe('what is too much', () => {
  const people = (count: number, length: number): string[][] =>
    Array.from({ length: count }, (_, nth) => [`${nth} ${'å'.repeat(length)}`, '08-465 004 12']);

  test('is shortened row by row until Teams takes it, and says how much is left out', () => {
    const draft = aDraft({ block: 'table', head: ['Namn', 'Nummer'], rows: people(500, 40), more: null });
    const message = presentTeamsMessage(draft, words);
    expect(bytesOf(message)).toBeLessThan(28_000);
    expect(teamsTexts(draft).at(-2)).toMatch(/… och 4\d\d till/);
    expect(faults(isTeams, message)).toEqual([]);
  });

  test('of people whom a digest of 340 does not even name is counted with those who are cut off', () => {
    const named = (length: number) =>
      Array.from({ length: 100 }, (_, nth): Inline[] => [`Förnamn${nth} ${'å'.repeat(length)}`]);
    const items = named(20);
    const rest = { count: 240, text: 'och 240 till.' };
    const draft = aDraft({ block: 'list', ordered: false, items, rest });
    const saidIn = (texts: string[]) => texts.filter((one) => one.includes('till'));
    expect(saidIn(teamsTexts(draft))).toEqual(['• och 240 till.']);
    expect(saidIn(slackTexts(draft))).toEqual(['… och 290 till']);
    const cut = teamsTexts(aDraft({ block: 'list', ordered: false, items: named(150), rest }));
    const shown = cut.filter((one) => one.includes('Förnamn')).length;
    expect(shown).toBeLessThan(100);
    expect(saidIn(cut)).toEqual([`… och ${340 - shown} till`]);
  });

  test('of reasons shares Slack’s blocks, so that none is left out, nor the link under them', () => {
    const groups = Array.from({ length: 24 }, (_, nth): Block[] => [
      { block: 'heading', text: `Orsak ${nth}` },
      { block: 'paragraph', text: ['Gör så här.'] },
      { block: 'list', ordered: false, items: [['Eva Ek'], ['Bo Ek']] },
    ]).flat();
    const draft = aDraft(...groups, { block: 'button', text: 'Visa', href: 'https://rollcall.example/x' });
    const message = presentSlackMessage(draft, words);
    expect(faults(isSlack, message)).toEqual([]);
    // Its own title is in the header, as the draft's first heading is.
    expect(slackTexts(draft)).toHaveLength(24 * 4 - 1 + 3);
    expect(slackTexts(draft).at(-2)).toBe('Visa');
    const endless = aDraft(...Array.from({ length: 8 }, () => groups).flat());
    expect(presentSlackMessage(endless, words).blocks).toHaveLength(50);
    expect(slackTexts(endless).at(-2)).toBe('…');
  });

  test('in single values is cut, and the first blocks stay', () => {
    const long = 'å'.repeat(50_000);
    const blocks = Array.from({ length: 100 }, (): Block => ({ block: 'paragraph', text: [long] }));
    const draft = aDraft({ block: 'notice', tone: 'error', text: ['Först'] }, ...blocks);
    draft.subject = long;
    const [teams, slack] = [presentTeamsMessage(draft, words), presentSlackMessage(draft, words)];
    expect(bytesOf(teams)).toBeLessThan(28_000);
    expect(faults(isTeams, teams)).toEqual([]);
    expect(faults(isSlack, slack)).toEqual([]);
    expect(teamsTexts(draft)[1]).toBe('Först');
    expect(teamsTexts(draft).at(-1)).toBe(words.foot);
    expect(slackTexts(draft)[1]).toBe('Först');
    expect(slackTexts(draft).at(-1)).toBe(words.foot);
  });

  test('for a Slack header keeps no half of an entity', () => {
    const draft = aDraft();
    draft.subject = '&<>'.repeat(100);
    const [header] = slackTexts(draft);
    expect(header?.length).toBeLessThanOrEqual(150);
    expect(header).toMatch(/^(&(amp|lt|gt);)+$/);
  });
});

test('whatever a draft says, both are as they are documented and within their limits', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.constantFrom(...nasty, 'å'.repeat(4_000)),
  );
  const href = fc.oneof(fc.webUrl(), text);
  const inline: fc.Arbitrary<Inline> = fc.oneof(
    text,
    fc.record({ strong: text }),
    fc.record({ emphasis: text }),
    fc.record({ link: text, href }),
    fc.constant({ lineBreak: true as const }),
  );
  const line = fc.array(inline, { maxLength: 5 });
  const block: fc.Arbitrary<Block> = fc.oneof(
    fc.record({ block: fc.constant('heading' as const), text }),
    fc.record({ block: fc.constant('paragraph' as const), text: line }),
    fc.record({
      block: fc.constant('notice' as const),
      tone: fc.constantFrom('error' as const, 'warning' as const, 'good' as const, 'plain' as const),
      text: line,
    }),
    fc.record({
      block: fc.constant('facts' as const),
      facts: fc.array(fc.record({ name: text, value: fc.option(text) }), { maxLength: 20 }),
    }),
    fc.record({
      block: fc.constant('list' as const),
      ordered: fc.boolean(),
      items: fc.array(line, { maxLength: 60 }),
      rest: fc.record({ count: fc.nat(), text }),
    }),
    fc.record({
      block: fc.constant('table' as const),
      head: fc.array(text, { maxLength: 4 }),
      rows: fc.array(fc.array(text, { maxLength: 4 }), { maxLength: 120 }),
      more: fc.option(text),
    }),
    fc.record({ block: fc.constant('button' as const), text, href }),
    fc.constant({ block: 'divider' as const }),
  );
  fc.assert(
    fc.property(text, fc.array(block, { maxLength: 70 }), (subject, blocks) => {
      const draft = { ...aDraft(...blocks), subject };
      const [teams, slack] = [presentTeamsMessage(draft, words), presentSlackMessage(draft, words)];
      expect(faults(isTeams, teams)).toEqual([]);
      expect(faults(isSlack, slack)).toEqual([]);
      expect(bytesOf(teams)).toBeLessThan(28_000);
    }),
    { numRuns: 60 },
  );
}, 60_000);
