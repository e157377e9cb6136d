// An explanation as people read it on a terminal: who, the verdict, what would help and who can do it, then each station, the
// values with their sources and what was done lately. Shows what src/run/explain.ts tells and decides nothing.
import { userFields } from '../plan/sync-template.ts';
import type { Explanation, PersonExplanation } from '../run/explanation.ts';
import type { Station } from '../run/station.ts';
import { paint, presentPlain, presentTable, presentTime, presentWrapped } from './terminal.ts';
import type { Paint } from './terminal.ts';

export function presentExplanation(explanation: Explanation, timeZone: string): string {
  if (!explanation.found)
    return [
      ...presentNumber(explanation),
      presentWrapped(explanation.message, 0),
      `  ${presentWrapped(explanation.cure, 2)}`,
    ].join('\n');
  if ('several' in explanation) {
    const rows = explanation.several.map(({ person, name, userPrincipalName }) =>
      [`  ${person}`, name ?? '', userPrincipalName ?? ''].map(presentPlain),
    );
    return [
      ...presentNumber(explanation),
      'Several people fit; say which by object id:',
      ...presentTable(rows),
    ].join('\n');
  }
  return presentPerson(explanation, timeZone);
}

function presentNumber({ number }: Explanation): string[] {
  if (number === null) return [];
  const more = paint('dim', `Since when and why: rollcall number ${number.digits}`);
  return [presentWrapped(presentPlain(number.message), 0), more, ''];
}

const verdictPaint: Record<PersonExplanation['verdict']['is'], Paint> = {
  user: 'green',
  next: 'green',
  leaving: 'yellow',
  otherTemplate: 'yellow',
  unknown: 'yellow',
  stopped: 'red',
};

function presentPerson(explained: PersonExplanation, timeZone: string): string {
  const { person, name, userPrincipalName, verdict, live } = explained;
  const why =
    live.why === null
      ? []
      : ['', paint('yellow', presentWrapped(`Entra could not be asked now: ${presentPlain(live.why)}`, 0))];
  return [
    ...presentNumber(explained),
    `${paint('bold', presentPlain(name ?? person))}  ${presentPlain(userPrincipalName ?? '')}`,
    paint('dim', person),
    '',
    paint(verdictPaint[verdict.is], presentWrapped(presentPlain(verdict.message), 0)),
    ...why,
    ...presentChanges(explained),
    '',
    ...explained.stations.flatMap((station) => presentStation(station, timeZone)),
    '',
    `Last plan  ${presentStanding(explained)}`,
    ...presentUser(explained),
    ...presentValues(explained),
    ...presentSteps(explained, timeZone),
  ].join('\n');
}

const standingWords: Record<string, string> = {
  linked: 'has a user',
  skip: 'left out',
  conflict: 'in conflict with a user that no sync keeps',
  outside: 'out of scope',
};

function presentStanding({ standing, scope }: PersonExplanation): string {
  if (scope.factsSince === null) return 'none: no run has read this person';
  return standing === null ? 'not planned yet as the person is now' : (standingWords[standing] ?? standing);
}

function presentChanges({ smallestChanges }: PersonExplanation): string[] {
  if (smallestChanges.length === 0) return [];
  const lines = smallestChanges.flatMap(({ what, who, where }, at) => {
    const changer = who === 'here' ? 'an administrator of Rollcall' : 'an administrator of Entra';
    return [
      `  ${at + 1}. ${presentWrapped(presentPlain(what), 5)}`,
      paint('dim', `     ${presentWrapped(`${changer}: ${presentPlain(where)}`, 5)}`),
    ];
  });
  return ['', 'What would help:', ...lines];
}

const marks: Record<Station['verdict'], [sign: string, colour: Paint]> = {
  passes: ['✓', 'green'],
  warns: ['!', 'yellow'],
  stops: ['✗', 'red'],
  unknown: ['?', 'dim'],
};
const NAME_WIDTH = 11;

function presentStation(
  { station, verdict, message, evidence, from, readAt }: Station,
  timeZone: string,
): string[] {
  const [sign, colour] = marks[verdict];
  const indent = NAME_WIDTH + 5;
  const read =
    from === 'here' || readAt === null
      ? ''
      : from === 'live'
        ? ' (asked now)'
        : ` (read ${presentTime(new Date(readAt), timeZone)})`;
  const text = `${presentPlain(message)}${read}`;
  const head = `  ${paint(colour, sign)} ${station.padEnd(NAME_WIDTH)} ${presentWrapped(text, indent)}`;
  // Values have a table of their own, and what passes needs no proof on a screen; --json has it all.
  if (verdict === 'passes' || station === 'mapping') return [head];
  const rows = evidence.map(({ what, is }) => {
    const line = presentWrapped(`${presentPlain(what)}: ${presentPlain(is)}`, indent);
    return paint('dim', `${' '.repeat(indent)}${line}`);
  });
  return [head, ...rows];
}

function presentUser({ user, otherTemplate }: PersonExplanation): string[] {
  const keeper =
    otherTemplate === null ? [] : [`Kept by    the sync template ${JSON.stringify(otherTemplate)}`];
  if (!user) return ['User       none', ...keeper];
  const until = user.deleteOn === null ? '' : `, is deleted on ${user.deleteOn}`;
  return [
    `User       ${presentPlain(user.alias)} (${user.state}${until})  ${paint('dim', user.id)}`,
    ...keeper,
  ];
}

function presentValues({ values }: PersonExplanation): string[] {
  if (values.length === 0) return [];
  // As the mapping is written, not as the database gives it back; further fields after those that all have.
  const rank = ({ field }: { field: string }) => (userFields as readonly string[]).indexOf(field) >>> 0;
  const rows = values
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ field, isRequired, source, expression, found, value, trouble, why }) => [
      `  ${field}${isRequired ? ' *' : ''}`,
      value === null ? paint(trouble ? 'red' : 'dim', trouble ?? 'empty') : presentPlain(value),
      paint(
        'dim',
        `← ${source ?? expression ?? 'constant'}${found !== null && found !== value ? ` ${JSON.stringify(found)}` : ''}`,
      ),
      why ?? '',
    ]);
  return ['', 'Values (* is required):', ...presentTable(rows)];
}

function presentSteps({ steps }: PersonExplanation, timeZone: string): string[] {
  if (steps.length === 0) return [];
  const rows = steps.map(({ at, outcome, step }) => [
    `  ${presentTime(new Date(at), timeZone)}`,
    step.do,
    outcome,
    presentPlain(step.because.message),
  ]);
  return ['', 'Lately:', ...presentTable(rows)];
}
