// Samples of the digest of people left out: one person, many reasons with hundreds of people, users who are deleted soon, nobody
// left out any more, and names that try to be more than text.
import type { DueUser, LeftOutReason, ToldPerson } from '../../src/plan/told.ts';
import { hostile, sampleNotice } from '../mail-sample.ts';

const named = (name: string): ToldPerson => ({ person: null, user: null, name });
const some = (count: number): ToldPerson[] =>
  Array.from({ length: count }, (_, at) => named(`Person ${String(at + 1).padStart(3, '0')} Öberg`));
const due = (name: string, deleteOn: string): DueUser => ({ ...named(name), deleteOn });
const nobodySoon = { deletedSoon: [], deletedSoonCount: 0 };
const reason = (code: string, count: number, people = some(Math.min(count, 8))): LeftOutReason => ({
  code,
  count,
  people,
});

export const samples = [
  sampleNotice(
    'left-out',
    'people.leftOut',
    {
      count: 3,
      reasons: [
        reason('pstnFixed.missing', 2, [named('Elin Wåhlin'), named('Göran af Klercker')]),
        reason('link.conflict', 1, [named('Åsa Lind-Öberg')]),
      ],
      deletedSoon: [due('Bo Holm', '2026-11-29'), due('Ingrid Nyström', '2026-12-01')],
      deletedSoonCount: 2,
    },
    { severity: 'warning', hasLogo: true },
  ),
  sampleNotice(
    'left-out-one',
    'people.leftOut',
    { count: 1, reasons: [reason('alias.invalid', 1, [named('王小明')])], ...nobodySoon },
    { severity: 'warning' },
  ),
  sampleNotice(
    'left-out-many',
    'people.leftOut',
    {
      count: 612,
      reasons: [
        reason('pstnFixed.missing', 340),
        reason('person.disabled', 180),
        reason('pstnFixed.taken', 44),
        reason('pstnFixed.cooling', 20),
        reason('pstnFixed.leaving', 12),
        reason('pstnFixed.reserved', 8),
        reason('surname.missing', 4),
        reason('filter.failed', 3),
        reason('person.unreadable', 1),
      ],
      deletedSoon: some(30).map(({ name }) => due(name, '2026-12-02')),
      deletedSoonCount: 130,
    },
    { severity: 'warning' },
  ),
  sampleNotice(
    'left-out-nobody',
    'people.leftOut',
    { count: 0, reasons: [], ...nobodySoon },
    { severity: 'warning' },
  ),
  sampleNotice(
    'left-out-hostile',
    'people.leftOut',
    {
      count: 4,
      reasons: [
        reason(
          hostile.markdown,
          4,
          [hostile.html, hostile.lines, hostile.direction, hostile.long].map(named),
        ),
      ],
      deletedSoon: [due(hostile.html, '2026-12-02')],
      deletedSoonCount: 1,
    },
    { severity: 'warning' },
  ),
];
