// What can happen to a company between two runs, as fast-check makes it up, for tests alone. Values come from
// a handful, so that several people want the same and swaps, chains and returns are frequent.
import fc from 'fast-check';
import { dayMs, hour } from './a-company.ts';
import type { Settings, TenantPerson } from './a-company.ts';
import type { Facts } from '../facts.ts';
import { defaultBrakes } from '../sync-template.ts';

const everyone = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8'];
const aliases = ['eva', 'EVA', 'bo', 'ada', 'åsa', 'x', 'cia', 'dan', 'eli', 'fia', 'gun', 'hal', 'ida'];
const numbers = [
  '08-465 004 01',
  '0846500402',
  '+46846500403',
  '0046846500404',
  '08 465 004 05',
  '08/46500406',
];
const moreNumbers = [
  ...numbers,
  '08-465 004 07',
  '08-465 004 08',
  '08-465 004 09',
  '08-465 004 10',
  '08-465 004 11',
  '08-465 004 12',
];
const phones = (number: string | null): Facts[string] => (number === null ? [] : [number]);

/** What a field is edited to; now and then something that is not usable. */
const fields: Record<string, Facts[string][]> = {
  mailNickname: [...aliases, ...aliases, 'not usable', null],
  businessPhones: [...moreNumbers, ...moreNumbers, '112', null, null, null].map(phones),
  extension: ['1', '2', '3', '4', null, '-'],
  givenName: ['Eva', 'Bo', 'Ada', null],
  surname: ['Berg', 'Ek', null],
  mail: ['eva@nordvik.example', 'bo@nordvik.example', 'none', null],
  jobTitle: ['CEO', 'CFO', null],
  userType: ['Member', 'Guest'],
  accountEnabled: [true, true, false],
};
const edited = [...Object.keys(fields), 'mailNickname', 'businessPhones', 'businessPhones', 'extension'];

/** A person as good as most people are: everything usable, though perhaps not hers alone. */
const usableFacts = fc.record({
  mailNickname: fc.constantFrom(...aliases),
  businessPhones: fc.option(fc.constantFrom(...moreNumbers), { freq: 3 }).map(phones),
  extension: fc.constantFrom('1', '2', '3', '4', '5', null),
  givenName: fc.constantFrom('Eva', 'Bo', 'Ada'),
  surname: fc.constantFrom('Berg', 'Ek'),
  mail: fc.constantFrom('eva@nordvik.example', 'bo@nordvik.example', null),
  jobTitle: fc.constantFrom('CEO', null),
  createdDateTime: fc.constantFrom(null, '2020-01-01T00:00:00Z', '2021-01-01T00:00:00Z'),
  userType: fc.constant('Member'),
  accountEnabled: fc.constant(true),
});

// False for some; failing for those whose first number is none, or who have none.
const filters = ['jobTitle != "CFO"', 'phone(businessPhones[0]) != ""'];

const someone = fc.constantFrom(...everyone);
const settings: fc.Arbitrary<Partial<Settings>> = fc.oneof(
  fc.record({ mode: fc.constantFrom('full' as const, 'full' as const, 'onlyNew' as const) }),
  fc.record({ keepDays: fc.constantFrom(0, 1, 30) }),
  fc.record({ guests: fc.constantFrom('leaveOut' as const, 'include' as const) }),
  fc.record({ disabledPeople: fc.constantFrom('keep' as const, 'asLeaver' as const) }),
  fc.record({ mapsExtension: fc.boolean() }),
  fc.record({ filter: fc.constantFrom(null, ...filters, ...filters) }),
  fc.record({ filter: fc.constantFrom(null, ...filters, ...filters) }),
  fc.record({ linkByMail: fc.constantFrom(true, true, false) }),
  fc.record({ linkByMail: fc.constantFrom(true, true, false) }),
  // Room for two, and for most.
  fc.record({ automatic: fc.constantFrom('46846500402', '46846500402', '46846500408', null) }),
  fc.record({
    brakes: fc.constantFrom(
      defaultBrakes,
      { removals: { count: 0, percent: 0 }, numbers: { count: 0, percent: 0 }, creates: { count: 0 } },
      { removals: { count: 1, percent: 30 }, numbers: { count: 1, percent: 10 }, creates: { count: 1 } },
    ),
  }),
);

type DeskFacts = Record<'alias' | 'name', string> &
  Record<'pstnFixed' | 'email' | 'extension', string | null>;

export type Event =
  | { what: 'hire'; who: string; facts: Facts }
  | { what: 'edit'; who: string; field: string; value: Facts[string] }
  | { what: 'swap'; who: string; other: string; field: string }
  | { what: 'presence'; who: string; presence: TenantPerson['presence'] }
  | { what: 'alsoIn' | 'ignore' | 'createAnyway' | 'hold' | 'free'; who: string; yes: boolean }
  | { what: 'pin'; who: string; pinned: string[] }
  | { what: 'byHand'; who: string; values: { title?: string; extension?: string; department?: string } }
  | { what: 'desk'; facts: DeskFacts }
  | { what: 'reserve'; digits: string; yes: boolean }
  | { what: 'settings'; to: Partial<Settings> }
  | { what: 'wait'; ms: number }
  /** One of the last runs is taken back. */
  | { what: 'undo'; back: number };

const hire = fc.record({ what: fc.constant('hire' as const), who: someone, facts: usableFacts });
const edit = fc.constantFrom(...edited).chain((field) =>
  fc.record({
    what: fc.constant('edit' as const),
    who: someone,
    field: fc.constant(field),
    value: fc.constantFrom(...(fields[field] ?? [])),
  }),
);
const swap = fc.record({
  what: fc.constant('swap' as const),
  who: someone,
  other: someone,
  field: fc.constantFrom('mailNickname', 'businessPhones', 'extension'),
});
const presence = fc.record({
  what: fc.constant('presence' as const),
  who: someone,
  presence: fc.constantFrom(
    'in' as const,
    'in' as const,
    'out' as const,
    'out' as const,
    'unreadable' as const,
  ),
});
const wait = fc.record({
  what: fc.constant('wait' as const),
  ms: fc.constantFrom(hour, 25 * hour, 15 * dayMs, 30 * dayMs, 31 * dayMs),
});
const word = fc.record({
  what: fc.constantFrom(
    'alsoIn' as const,
    'ignore' as const,
    'createAnyway' as const,
    'hold' as const,
    'free' as const,
  ),
  who: someone,
  yes: fc.constantFrom(true, true, false),
});
const pin = fc.record({
  what: fc.constant('pin' as const),
  who: someone,
  pinned: fc.subarray(['title', 'pstnFixed', 'extension', 'alias']),
});
const byHand = fc.record({
  what: fc.constant('byHand' as const),
  who: someone,
  values: fc.constantFrom({ title: 'by hand' }, { extension: '9' }, { department: 'by hand' }),
});
const desk = fc.record({
  what: fc.constant('desk' as const),
  facts: fc.record({
    alias: fc.constantFrom('eva', 'desk', 'desk2', 'desk3'),
    name: fc.constantFrom('Desk', 'Desk', 'Eva'),
    pstnFixed: fc.constantFrom('46846500401', '46846500499', null, null),
    email: fc.constantFrom('bo@nordvik.example', 'Eva@nordvik.example', null),
    extension: fc.constantFrom('3', null, null),
  }),
});
const reserve = fc.record({
  what: fc.constant('reserve' as const),
  digits: fc.constantFrom('46846500402', '46846500403'),
  yes: fc.boolean(),
});
const undo = fc.record({ what: fc.constant('undo' as const), back: fc.nat({ max: 3 }) });
const setting = fc.record({ what: fc.constant('settings' as const), to: settings });

const anEvent: fc.Arbitrary<Event> = fc.oneof(
  { weight: 2, arbitrary: hire },
  { weight: 10, arbitrary: edit },
  { weight: 5, arbitrary: swap },
  { weight: 7, arbitrary: presence },
  { weight: 6, arbitrary: wait },
  { weight: 2, arbitrary: setting },
  { weight: 2, arbitrary: word },
  { weight: 1, arbitrary: pin },
  { weight: 2, arbitrary: undo },
  { weight: 1, arbitrary: byHand },
  { weight: 1, arbitrary: reserve },
  { weight: 3, arbitrary: desk },
);

/** Events in between runs; approve: the run is one that approves what the one before it withheld. */
export const aHistory = fc
  .tuple(
    fc.uniqueArray(hire, { selector: ({ who }) => who, minLength: 4, maxLength: 8, size: 'max' }),
    setting,
    fc.array(
      fc.record({ events: fc.array(anEvent, { minLength: 1, maxLength: 6 }), approve: fc.boolean() }),
      {
        minLength: 1,
        maxLength: 8,
        size: 'max',
      },
    ),
  )
  .map(([hired, first, later]): { events: Event[]; approve: boolean }[] => [
    { events: [first, ...hired], approve: false },
    ...later,
  ]);
