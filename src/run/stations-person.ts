// What a person is and what her values come to: guest, disabled, ignored, each mapped field, the four that a user must have. Pure.
import { presentDate } from '../plan/due.ts';
import { presentField } from '../plan/reasons.ts';
import type { FieldName, Reason } from '../plan/reasons.ts';
import { requiredFields } from '../plan/sync-template.ts';
import type { Mapping, SyncTemplate } from '../plan/sync-template.ts';
import type { ExplainedValue } from './present-explanation.ts';
import { here, inEntra, openStation, presentFactsRead } from './station.ts';
import type { Change, Evidence, Station, Subject } from './station.ts';

const USERS = 'Microsoft Entra ID > Users';
const isRequired = (field: string | undefined): boolean =>
  (requiredFields as readonly string[]).includes(field ?? '');

export function presentPersonStation(subject: Subject): Station {
  const { stored, company, around, facts, found } = subject;
  const { template } = stored;
  const isGuest = facts === null ? found.isGuest === true : facts['userType'] === 'Guest';
  const isDisabled = facts === null ? found.isDisabled === true : facts['accountEnabled'] === false;
  const evidence: Evidence[] = [
    { what: 'kind', is: isGuest ? 'guest' : 'member' },
    { what: 'account', is: isDisabled ? 'disabled' : 'enabled' },
  ];
  const { ignored } = around;
  if (ignored) {
    const until =
      ignored.until === null
        ? 'until somebody ends it'
        : `until ${presentDate(ignored.until.getTime(), company.timeZone)}`;
    const by = `by ${ignored.by?.name ?? 'somebody'} on ${presentDate(ignored.at.getTime(), company.timeZone)}, ${until}`;
    evidence.push({ what: 'ignored', is: `${by}${ignored.why === null ? '' : `: ${ignored.why}`}` });
  }
  const told = openStation('person', presentFactsRead(subject), evidence);
  const isUser = around.link?.templateId === template.id;
  const troubles = isUser
    ? presentTroublesOfUser(isDisabled, template)
    : presentTroubles(isGuest, isDisabled, subject);
  if (troubles.length === 0) {
    if (facts === null && found.isPresent === null) return told.unknown('What this person is, is not known.');
    return told.passes(
      isUser ? 'Nothing that lets the user go.' : 'Neither left out as a guest, nor disabled, nor ignored.',
    );
  }
  return told.stops(
    troubles.map(({ code }) => code),
    troubles.map(({ message }) => message).join(' '),
    troubles.map(({ change }) => change),
  );
}

interface Trouble {
  code: string;
  message: string;
  change: Change;
}

function presentTroubles(isGuest: boolean, isDisabled: boolean, { around, stored }: Subject): Trouble[] {
  const { template } = stored;
  const settings = `the sync template ${JSON.stringify(template.name)}`;
  const troubles: Trouble[] = [];
  if (around.ignored)
    troubles.push({
      code: 'person.ignored',
      message: 'An administrator chose to ignore this person.',
      change: here('Stop ignoring the person.', 'People, or rollcall unignore'),
    });
  if (isGuest && template.guests === 'leaveOut')
    troubles.push({
      code: 'person.guest',
      message: 'A guest in the tenant, and guests are left out.',
      change: here('Set guests to include.', settings),
    });
  if (isDisabled)
    troubles.push({
      code: 'person.disabled',
      message: 'The account is disabled in Entra.',
      change: inEntra('Enable the account.', `${USERS} > Properties`),
    });
  return troubles;
}

/** Whoever has a user keeps it, guest or ignored; only one setting lets disabled people go. */
function presentTroublesOfUser(isDisabled: boolean, { disabledPeople }: SyncTemplate): Trouble[] {
  if (!isDisabled || disabledPeople !== 'asLeaver') return [];
  return [
    {
      code: 'person.disabled',
      message: 'The account is disabled in Entra, which counts as having left.',
      change: inEntra('Enable the account.', `${USERS} > Properties`),
    },
  ];
}

export function presentMapping(subject: Subject, values: readonly ExplainedValue[]): Station {
  const evidence = values.map(presentValue);
  const told = openStation('mapping', presentFactsRead(subject), evidence);
  if (subject.mapped === null)
    return told.unknown('Nothing has been read of this person that could be mapped.');
  const odd = values.filter(({ trouble, isRequired: mustBe }) => trouble !== null && !mustBe);
  if (odd.length === 0) return told.passes('Every optional field is usable or empty.');
  const names = odd.map(({ field }) => presentField(field)).join(', ');
  return told.warns(
    odd.map(({ field, trouble }) => `${field}.${trouble}`),
    `Can not be used and is left out, or keeps its last good value: ${names}.`,
    odd.map((value) => presentCorrection(subject, value.field, value.why)),
  );
}

function presentValue({ field, source, expression, found, value, why }: ExplainedValue): Evidence {
  const from = source ?? (expression === null ? 'a constant' : expression);
  const raw = found === null ? '' : ` ${JSON.stringify(found)}`;
  return {
    what: presentField(field),
    is: `${value ?? (why === null ? 'empty' : `unusable, ${why}`)} ← ${from}${raw}`,
  };
}

export function presentRequirement(subject: Subject): Station {
  const { likely, mapped } = subject;
  const told = openStation('requirement', presentFactsRead(subject));
  if (mapped === null) return told.unknown('Whether the required fields are there is not known.');
  const outcome =
    subject.around.link?.templateId === subject.stored.template.id ? likely.next : likely.asIfInScope;
  const lacking = outcome.reasons.filter(
    ({ code, field }) => isRequired(field) && /\.(missing|invalid)$/u.test(code),
  );
  if (lacking.length === 0) return told.passes('Alias, Name, Surname and PSTN Fixed are usable.');
  const codes = lacking.map(({ code }) => code);
  const message = lacking.map((reason) => reason.message).join(' ');
  const changes = lacking.map((reason) => presentWayOut(subject, reason));
  // Whoever has a user keeps the last good value.
  return subject.user === null ? told.stops(codes, message, changes) : told.warns(codes, message, changes);
}

function presentWayOut(subject: Subject, reason: Reason): Change {
  const { field = 'alias', code, cure } = reason;
  const { gets } = subject.likely;
  // Where numbers are given automatically, the series is the nearer way than everybody's field in Entra.
  const isGiven = code === 'pstnFixed.missing' && gets !== 'unknown' && gets.numberSeries !== null;
  return isGiven ? here(cure, 'Numbers > Series') : presentCorrection(subject, field, null);
}

/** What makes a field usable: the person's own field in Entra, or the mapping where it is an expression or a constant. */
function presentCorrection(subject: Subject, field: FieldName, why: string | null): Change {
  const { template } = subject.stored;
  const word = presentField(field);
  const mapping = readMapping(template, field);
  if (mapping && 'field' in mapping) {
    const problem = subject.mapped?.problems.find((one) => one.field === field);
    const fill = problem?.trouble === 'missing' ? 'Fill in' : 'Correct';
    const found =
      problem?.found === null || problem === undefined
        ? ''
        : `, which is ${JSON.stringify(problem.found)}: ${problem.why}`;
    return inEntra(`${fill} ${mapping.field} for this person${found}.`, `${USERS} > Properties`);
  }
  const told = why ?? subject.mapped?.problems.find((one) => one.field === field)?.why ?? null;
  const trouble = told === null ? '' : ` (${told})`;
  const what =
    mapping && 'expression' in mapping
      ? `Correct the expression of ${word}, ${mapping.expression}, or what it reads of this person in Entra${trouble}.`
      : `Correct the source of ${word}${trouble}.`;
  return here(what, `the sync template ${JSON.stringify(template.name)}, mapping`);
}

function readMapping(template: SyncTemplate, field: FieldName): Mapping | undefined {
  if (field.startsWith('fields.')) return template.userFieldMapping[field.slice('fields.'.length)];
  return template.fieldMapping[field as keyof SyncTemplate['fieldMapping']];
}
