// What the directory has to say: who has or wants the same alias or number, users that are like her, what she gets at creation,
// brakes, and the user that she has. Rests on the plan of her alone (run/explain-plan.ts). Pure.
import { presentDate } from '../plan/due.ts';
import { canCreateBeside } from '../plan/likeness.ts';
import type { NewUserGets } from '../plan/new-user.ts';
import { presentField } from '../plan/reasons.ts';
import type { FieldName, Reason } from '../plan/reasons.ts';
import { requiredFields, userFields } from '../plan/sync-template.ts';
import type { Evidence, Station, Subject } from './station.ts';
import { here, inEntra, openStation, standsHere } from './station.ts';
import type { Change } from './station.ts';

const CLAIM = /\.(taken|reserved|cooling|leaving)$/u;
const isRequired = (field: string | undefined): boolean =>
  (requiredFields as readonly string[]).includes(field ?? '');
const isOurs = ({ around, stored }: Subject): boolean => around.link?.templateId === stored.template.id;

export function presentClaims(subject: Subject): Station {
  const { likely, mapped } = subject;
  const { reasons } = isOurs(subject) ? likely.next : likely.asIfComplete;
  // What the user has that another sync template keeps for her is nobody else's.
  const { user } = subject.found;
  const isHerOwn = ({ winner }: Reason) => user !== null && winner?.user === user;
  const claims = reasons.filter((reason) => CLAIM.test(reason.code) && !isHerOwn(reason));
  const told = openStation('claims', standsHere, claims.map(presentHolder));
  if (mapped === null) return told.unknown('Which alias and number this person would get is not known.');
  if (claims.length === 0) return told.passes('Nobody else has or gets the same alias or number.');
  const stopping = isOurs(subject) ? [] : claims.filter(({ field }) => isRequired(field));
  const telling = stopping.length > 0 ? stopping : claims;
  const codes = telling.map(({ code }) => code);
  const message = telling.map((reason) => reason.message).join(' ');
  const changes = telling.map(presentRelease);
  return stopping.length > 0 ? told.stops(codes, message, changes) : told.warns(codes, message, changes);
}

function presentHolder({ field = 'alias', value, winner, until, code }: Reason): Evidence {
  const who = winner ? ` ${winner.name}` : '';
  const date = until === undefined ? '' : ` until ${until}`;
  return {
    what: `${presentField(field)} ${value ?? ''}`.trim(),
    is: `${code.slice(code.lastIndexOf('.') + 1)}${who}${date}`,
  };
}

function presentRelease({ code, field = 'alias', value = '', winner, cure }: Reason): Change {
  const word = presentField(field);
  if (code.endsWith('.leaving'))
    return here(`Delete the user ${winner?.name ?? ''} now, or wait.`, 'Users > Delete now');
  if (code.endsWith('.cooling')) return here(`Free ${word} ${value} now, or wait.`, 'Numbers > Free now');
  if (code.endsWith('.reserved'))
    return here(`Release the number ${value}, or give the person another in Entra.`, 'Numbers');
  return inEntra(cure, 'Microsoft Entra ID > Users > Properties');
}

export function presentMatchStation(subject: Subject): Station {
  const { likely, mapped } = subject;
  const told = openStation(
    'match',
    standsHere,
    likely.alike.map(({ alias, evidence }) => ({
      what: `user ${alias}`,
      is: `same ${evidence.map(presentField).join(', ')}`,
    })),
  );
  if (isOurs(subject)) return told.passes('Has a user of this sync template already.');
  if (mapped === null) return told.unknown('Whether a user fits this person is not known.');
  const conflict = likely.asIfComplete.reasons.find(({ code }) => code === 'link.conflict');
  if (!conflict)
    return told.passes(
      likely.alike.length === 0
        ? 'No user without a person is like this one.'
        : 'A user is like this person, and that settles itself.',
    );
  const [first] = likely.alike;
  const who = first?.alias ?? 'that user';
  const what = canCreateBeside(likely.alike)
    ? `Link the person to ${who} if they are the same; else create the person anyway.`
    : `Link the person to ${who} if they are the same; else give one of the two another alias or number.`;
  return told.stops(conflict.code, conflict.message, [here(what, 'People > Conflicts')]);
}

export function presentCreation(subject: Subject): Station {
  const { likely } = subject;
  const { gets } = likely;
  const told = openStation('creation', standsHere, gets === 'unknown' ? [] : presentGets(gets, subject));
  if (isOurs(subject)) return told.passes('Was decided when the user was created.');
  if (gets === 'unknown')
    return told.warns('person.unreadable', 'A rule asks for a group, which the next run reads.', []);
  const others =
    likely.asIfComplete.standing === 'skip' ? likely.asIfComplete.reasons.filter(isNoOthers) : [];
  if (others.length > 0)
    return told.stops(
      others.map(({ code }) => code),
      others.map(({ message }) => message).join(' '),
      others.map(({ cure }) =>
        here(cure, `the sync template ${JSON.stringify(subject.stored.template.name)}`),
      ),
    );
  if (gets.rule !== null)
    return told.passes(`The rule ${JSON.stringify(gets.rule)} decides what the new user gets.`);
  const { rules } = subject.stored.template;
  return told.passes(
    rules.length === 0 ? 'There are no rules; the defaults apply.' : 'No rule fits; the defaults apply.',
  );
}

function presentGets(gets: NewUserGets, { settingsTemplates }: Subject): Evidence[] {
  const settings =
    settingsTemplates.find(({ id }) => id === gets.settingsTemplate)?.name ?? gets.settingsTemplate;
  const all: [string, string | null][] = [
    ['settings template', settings],
    ['caller id', gets.callerId],
    ['language', gets.language],
    ['number from the series', gets.numberSeries],
  ];
  return all.flatMap(([what, is]) => (is === null ? [] : [{ what, is }]));
}

/** A reason that no other station tells. */
const isNoOthers = ({ code, field }: Reason): boolean =>
  !CLAIM.test(code) &&
  !(field !== undefined && /\.(missing|invalid)$/u.test(code)) &&
  code !== 'link.conflict';

export function presentBrake(subject: Subject): Station {
  const { newestRun, withheld, stored, likely } = subject;
  const list = (newestRun?.withheld ?? []) as { kind: string; count: number }[];
  const open = list.filter(({ kind }) => newestRun?.approved.includes(kind) !== true);
  const readAt = newestRun?.finished_at?.toISOString() ?? null;
  const told = openStation(
    'brake',
    { readAt, from: 'here' },
    open.map(({ kind, count }) => ({ what: `withheld ${kind}`, is: String(count) })),
  );
  const hers = withheld.find((step) => open.some(({ kind }) => kind === kindOf(step.do)));
  const kind = hers && kindOf(hers.do);
  if (hers && kind) {
    const changes = [
      here(`Approve ${kind} of that run.`, `rollcall approve ${newestRun?.id} ${kind}, or Runs > Approve`),
    ];
    const message = `A brake withholds it: ${presentStep(hers.do)} is one of ${open.find((one) => one.kind === kind)?.count} that wait for an approval.`;
    return isOurs(subject)
      ? told.warns(`brake.${kind}`, message, changes)
      : told.stops(`brake.${kind}`, message, changes);
  }
  const likelyKind = likely.next.steps
    .map((step) => kindOf(step.do))
    .find((one) => open.some((some) => some.kind === one));
  if (likelyKind)
    return told.warns(
      `brake.${likelyKind}`,
      `The last run withheld ${likelyKind}; the next one may withhold this person’s too.`,
      [
        here(
          `Look at what was withheld, and approve it.`,
          `Runs of the sync template ${JSON.stringify(stored.template.name)}`,
        ),
      ],
    );
  return told.passes('No brake withholds anything of this person.');
}

function kindOf(step: string): 'creates' | 'numbers' | 'removals' | null {
  if (step === 'create') return 'creates';
  if (step === 'change') return 'numbers';
  return step === 'leave' || step === 'delete' ? 'removals' : null;
}

const presentStep = (step: string): string =>
  ({ create: 'the new user', change: 'the new number', leave: 'the leaving', delete: 'the deletion' })[
    step
  ] ?? step;

export function presentUserStation(subject: Subject): Station {
  const { user, around, found, likely, stored, company } = subject;
  const { link } = around;
  const { template } = stored;
  const next = likely.next.steps.filter((step) => step.do !== 'skip' && step.do !== 'conflict');
  const doing = next.map((step) => `${step.do} (${step.because.message})`).join('; ');
  const evidence: Evidence[] = [
    { what: 'the next run', is: doing === '' ? 'does nothing to this person' : doing },
  ];
  const told = openStation('user', standsHere, evidence);
  if (found.otherTemplate !== null) {
    evidence.unshift({ what: 'kept by', is: found.otherTemplate });
    return told.stops(
      'person.otherTemplate',
      `The sync template ${JSON.stringify(found.otherTemplate)} already keeps this person’s user.`,
      [here(`Nothing, or unlink the user from ${JSON.stringify(found.otherTemplate)}.`, 'Users > Unlink')],
    );
  }
  if (user === null || link === null) return told.passes('Has no user.');
  evidence.unshift({ what: 'user', is: `${user.alias} (${user.id})` });
  if (link.isHeld) {
    const until =
      link.heldUntil === null ? '' : ` until ${presentDate(link.heldUntil.getTime(), company.timeZone)}`;
    evidence.push({
      what: 'held',
      is: `by ${link.heldBy?.name ?? 'somebody'}${until}${link.heldWhy === null ? '' : `: ${link.heldWhy}`}`,
    });
  }
  const pinned = Object.keys(link.pinned) as FieldName[];
  if (pinned.length > 0) evidence.push({ what: 'pinned', is: pinned.map(presentField).join(', ') });
  if (template.mode !== 'onlyNew') {
    const locked = userFields.filter((field) => template.fieldMapping[field] !== undefined);
    evidence.push({ what: `locked by ${template.name}`, is: locked.map(presentField).join(', ') });
  }
  if (user.state !== 'leaving')
    return told.passes(`Is the user ${user.alias}${link.isHeld ? ', which is held' : ''}.`);
  const on = user.deleteOn === null ? 'no date is set' : `is deleted on ${user.deleteOn}`;
  return told.warns(link.leaveCode ?? 'person.gone', `The user ${user.alias} is leaving: ${on}.`, [
    here('Hold the user, or keep it until a date.', 'Users > Hold'),
  ]);
}
