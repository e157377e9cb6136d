// A sample that is no message: every kind of block there is, for those who write messages.
import type { Draft } from '../../src/mail/draft.ts';
import type { MailSample } from '../mail-sample.ts';
import { hostile } from '../mail-sample.ts';

const text =
  'En vanlig text som är lite längre än en rad på en telefon, så att det syns hur rader bryts och hur stort det är mellan dem.';

const draft: Draft = {
  subject: 'Alla block som ett mejl kan ha',
  preheader: 'Rubriker, texter, listor, tabeller och knappar.',
  blocks: [
    { block: 'heading', text: 'Alla block som ett mejl kan ha' },
    {
      block: 'notice',
      tone: 'error',
      text: ['Synkroniseringen ', { strong: 'Alla kontor' }, ' misslyckades.'],
    },
    { block: 'notice', tone: 'warning', text: [text] },
    { block: 'notice', tone: 'good', text: ['Allt är som det ska igen.'] },
    { block: 'notice', tone: 'plain', text: ['Inga användare har ändrats.'] },
    {
      block: 'paragraph',
      text: [
        text,
        ' ',
        { link: 'Läs mer', href: 'https://nordvik.example/hjalp' },
        ', ',
        { link: 'it@nordvik.example', href: 'mailto:it@nordvik.example' },
        ' eller ',
        { link: '08-465 004 00', href: 'tel:+4684650 0400'.replace(' ', '') },
        '. ',
        { emphasis: 'Betonat' },
        { lineBreak: true },
        { strong: 'Ny rad.' },
      ],
    },
    {
      block: 'facts',
      facts: [
        { name: 'Telefonnummer', value: '08-465 004 12' },
        { name: 'Anknytning', value: '0412' },
        { name: 'Mobil', value: null },
        {
          name: 'Mejl',
          value: 'asa.lind-oberg@nordvik.example',
          href: 'mailto:asa.lind-oberg@nordvik.example',
        },
        {
          name: 'Spår-id',
          value: '0198f3a2-6b10-7c3e-9d55-3f0e8a7b1c420198f3a2-6b10-7c3e-9d55-3f0e8a7b1c42',
        },
        { name: 'Något med långt namn på vänster sida', value: hostile.long },
      ],
    },
    { block: 'button', text: 'Öppna körningen', href: 'https://rollcall.fjordtel.example/runs/1' },
    { block: 'heading', text: 'Gör så här' },
    {
      block: 'list',
      ordered: true,
      items: [['Öppna ', { strong: 'Entra' }, '.'], [text], ['Klistra in värdet, inte id:t.']],
    },
    { block: 'list', ordered: false, items: [['Kort'], [text]] },
    { block: 'heading', text: 'Smal tabell' },
    {
      block: 'table',
      head: ['Namn', 'Tas bort'],
      rows: [
        ['Åsa Lind-Öberg', '2026-12-03'],
        ['Bo Ek', '2026-12-04'],
      ],
      more: null,
    },
    { block: 'heading', text: 'Bred tabell' },
    {
      block: 'table',
      head: ['Namn', 'Nummer', 'Anknytning', 'Mejl'],
      rows: [
        ['Åsa Lind-Öberg', '08-465 004 12', '0412', 'asa.lind-oberg@nordvik.example'],
        ['Bo Ek', '08-465 004 13', '', 'bo.ek@nordvik.example'],
        [hostile.html, hostile.direction, hostile.emoji, hostile.markdown],
      ],
      more: 'Och 340 till.',
    },
    { block: 'divider' },
    { block: 'paragraph', text: [Object.values(hostile).join(' · ')] },
    { block: 'button', text: 'En knapp som inte får finnas', href: 'javascript:window.pwned=1' },
  ],
  why: 'Du får det här mejlet för att din adress står som mottagare av fel i synkmallen Alla kontor.',
};

export const samples: MailSample[] = [{ name: 'blocks', kind: 'test', hasLogo: true, draft: () => draft }];
