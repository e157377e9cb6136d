// The company's "mail" key of the document: what is taken, and every fault with line, column, key and cure.
import { describe, expect, test } from 'vitest';
import { drawLogo } from '../../scripts/sample-logo.ts';
import type { Fault } from '../plan/json-object.ts';
import { parseCompanyMail } from './parse-company-mail.ts';
import { parseSyntax } from './syntax.ts';

function parse(text: string) {
  const root = parseSyntax(text);
  const mail = 'faults' in root ? undefined : parseCompanyMail(root);
  return { mail, faults: 'faults' in root ? root.faults : root.reading.faults };
}
const told = ({ line, column, key, message }: Fault) => `${line}:${column} ${key} ${message}`;
const faultsOf = (value: unknown) => parse(JSON.stringify(value)).faults.map(told);

describe('how a company’s mails look', () => {
  test('is taken as it is written, and what is left out is not set', () => {
    const mail = {
      welcome: { sv: { subject: 'Hej {name}', body: '# Hej\n\n{details}' }, en: null },
      logo: drawLogo(),
      link: 'https://nordvik.example/telefoni',
      help: '08-465 004 00',
      replyTo: 'it@nordvik.example',
    };
    expect(parse(JSON.stringify(mail))).toEqual({
      mail: { ...mail, welcome: { sv: mail.welcome.sv } },
      faults: [],
    });
    const nothing = { welcome: {}, logo: null, link: null, help: null, replyTo: null };
    expect(parse('{}').mail).toEqual(nothing);
    expect(parse(JSON.stringify({ ...nothing, welcome: { sv: null } })).mail).toEqual(nothing);
  });

  test('names the place of a fault in the words, whatever way they are written in', () => {
    const text =
      '{\n "welcome": { "sv": { "subject": "Hej {nam}",\n  "body": "\\u00e5\\n\\"{anknytning}\\" [x](javascript:y)" } } }';
    expect(parse(text).faults).toEqual([
      {
        line: 2,
        column: 39,
        key: 'welcome.sv.subject',
        message: 'Character 5: There is no field {nam}. Did you mean {name}?',
        cure: expect.stringContaining('Write one of {name}, {surname}'),
      },
      {
        line: 3,
        column: 22,
        key: 'welcome.sv.body',
        message: 'Line 2, column 2 of the text: There is no field {anknytning}. Did you mean {extension}?',
        cure: expect.stringContaining('{extension}'),
      },
      {
        line: 3,
        column: 41,
        key: 'welcome.sv.body',
        message: 'Line 2, column 20 of the text: The link "javascript:y" can not be used.',
        cure: 'Links begin with https://, mailto: or tel:, or are {link}.',
      },
    ]);
  });

  test.each<[unknown, RegExp]>([
    [{ welcom: {} }, /^1:2 welcom Unknown key "welcom"\. Did you mean "welcome"\?$/],
    [{ welcome: { de: {} } }, /welcome\.de Unknown key "de"/],
    [{ welcome: { sv: { subject: 'Hej' } } }, /welcome\.sv The words have no "body"/],
    [{ welcome: { sv: { subject: 1, body: 'x' } } }, /welcome\.sv\.subject Expected a text/],
    [{ welcome: { sv: 'Hej' } }, /welcome\.sv Expected an object/],
    [{ welcome: [] }, /welcome Expected an object/],
    [{ logo: 'https://nordvik.example/logo.png' }, /logo The logo is no PNG or JPEG as a data: URL/],
    [{ logo: 5 }, /logo Expected a picture/],
    [{ link: 'http://nordvik.example' }, /link .* is not the address of a page/],
    [{ link: 'javascript:alert(1)' }, /link .* is not the address of a page/],
    [{ link: 'https://it@nordvik.example' }, /link .* is not the address of a page/],
    [{ help: 'it@nordvik.example\nBcc: x@y.example' }, /help There is a line break/],
    [{ help: 'x'.repeat(121) }, /help The text is 121 characters long; at most 120 fit/],
    [{ replyTo: 'Maria <maria@nordvik.example>' }, /replyTo .* is not an e-mail address/],
    [[], /Expected an object/],
  ])('%j is told', (value, fault) => {
    const [first, ...more] = faultsOf(value);
    expect(first).toMatch(fault);
    expect(more).toEqual([]);
  });

  test('tells all its faults together', () => {
    const faults = faultsOf({
      welcome: { sv: { subject: '', body: '{x' } },
      logo: 'x',
      link: 'y',
      replyTo: 'z',
    });
    expect(faults.map((fault) => fault.split(' ')[1])).toEqual([
      'welcome.sv.subject',
      'welcome.sv.body',
      'logo',
      'link',
      'replyTo',
    ]);
  });
});
