// Whether a person can come in at all: the template that reads her, whether Entra has her, and the filter. Groups are
// stations-scope.ts. Pure.
import { presentDate } from '../plan/due.ts';
import { openExpression } from '../plan/expression.ts';
import { presentFact } from '../plan/present-fact.ts';
import { presentField } from '../plan/reasons.ts';
import { unmappedRequiredFields } from '../plan/sync-template.ts';
import type { RunError } from '../store/runs.ts';
import { here, inEntra, openStation, presentFactsRead, standsHere } from './station.ts';
import type { Evidence, Station, Subject } from './station.ts';

const DELETED = 'Microsoft Entra ID > Users > Deleted users';
/** Deleted people can be restored for so long. */
const BIN_MS = 30 * 24 * 3_600_000;

export function presentTemplate({ stored, newestRun }: Subject): Station {
  const { template } = stored;
  const read = stored.lastCompleteReadAt?.toISOString() ?? null;
  const told = openStation('template', standsHere, [
    { what: 'mode', is: template.mode },
    { what: 'last complete read', is: read ?? 'never' },
    { what: 'last run', is: newestRun?.state ?? 'none' },
  ]);
  const settings = `the sync template ${JSON.stringify(template.name)}`;
  if (stored.retiringSince !== null)
    return told.stops('template.deleted', 'The sync template was deleted and only lets its users go.', []);
  if (stored.credentials === null)
    return told.stops('credential.missing', 'The sync template has no secret yet, so nothing can be read.', [
      here('Enter the secret or the certificate.', settings),
    ]);
  const unmapped = unmappedRequiredFields(template.fieldMapping).map(presentField);
  if (unmapped.length > 0)
    return told.stops(
      'mapping.incomplete',
      `Nobody is created until these are mapped: ${unmapped.join(', ')}.`,
      [here(`Choose a source for ${unmapped.join(', ')}.`, `${settings}, mapping`)],
    );
  if (template.mode === 'paused')
    return told.stops('template.paused', 'The sync template is paused: no run changes anything.', [
      here('Set its mode to full or onlyNew.', settings),
    ]);
  const error = newestRun?.state === 'failed' ? (newestRun.error as RunError | null) : null;
  if (error !== null) {
    const message = `The last run failed: ${error.message}`;
    const isEntras = /^(permission|app|group)\./u.test(error.code);
    const changes = [
      isEntras ? inEntra(error.cure, 'Microsoft Entra admin centre') : here(error.cure, settings),
    ];
    return isLasting(error.code)
      ? told.stops(error.code, message, changes)
      : told.warns(error.code, message, changes);
  }
  const first = read === null ? ' Its first run is to come.' : '';
  return told.passes(`Runs in the mode ${template.mode}.${first}`);
}

/** The next run fails of it as well unless somebody does something. */
const isLasting = (code: string): boolean =>
  /^(credential|app|tenant|permission|group|provider)\./u.test(code);

export function presentEntra(subject: Subject): Station {
  const { answer, live, company } = subject;
  const asked = { readAt: live.at, from: 'live' } as const;
  if (answer?.is === 'found') {
    const isDisabled = answer.facts['accountEnabled'] === false;
    const evidence = [
      { what: 'object id', is: answer.person },
      { what: 'account', is: isDisabled ? 'disabled' : 'enabled' },
    ];
    return openStation('entra', asked, evidence).passes('Exists in Entra.');
  }
  if (answer?.is === 'bin') {
    const at = Date.parse(answer.deletedAt ?? '');
    const until = Number.isNaN(at) ? '' : ` until ${presentDate(at + BIN_MS, company.timeZone)}`;
    const evidence = Number.isNaN(at) ? [] : [{ what: 'deleted', is: new Date(at).toISOString() }];
    return openStation('entra', asked, evidence).stops(
      'person.gone',
      `Was deleted in Entra and can be restored${until}.`,
      [inEntra('Restore the person.', DELETED)],
    );
  }
  if (answer?.is === 'nobody') {
    const bin = answer.wholeBin ? ', not even among the deleted users' : '';
    return openStation('entra', asked).stops('person.gone', `Does not exist in Entra any more${bin}.`, [
      inEntra('Create the person anew.', 'Microsoft Entra ID > Users'),
    ]);
  }
  return presentStoredEntra(subject);
}

function presentStoredEntra({ found, around, stored, live }: Subject): Station {
  const readAt = stored.lastCompleteReadAt?.toISOString() ?? null;
  const told = openStation('entra', { readAt, from: 'lastRead' });
  const more = live.why === null ? '' : ` Could not be asked now: ${live.why}`;
  if (found.isPresent === true) return told.passes(`Was there in the last complete read.${more}`);
  const code = around.link?.leaveCode;
  if (code === 'person.gone')
    return told.stops(code, `Did not exist in Entra when a run last asked.${more}`, [
      inEntra('Restore the person within 30 days of the deletion.', DELETED),
    ]);
  if (code !== undefined && code !== null)
    return told.passes(`Existed in Entra when a run last asked.${more}`);
  return told.unknown(
    `The last complete read did not have this person; it did not ask whether Entra has.${more}`,
  );
}

export function presentFilter(subject: Subject): Station {
  const { stored, company, facts, mapped, around } = subject;
  const { filter, name, id } = stored.template;
  if (filter === null) return openStation('filter', standsHere).passes('There is no filter.');
  const rules = { country: company.country, series: [], ownNumbersOnly: false, lookups: company.lookups };
  const opened = openExpression(filter, 'condition', rules);
  const fields = 'fields' in opened ? opened.fields : [];
  const values = facts === null ? [] : fields.map((field) => presentRead(field, presentFact(facts, field)));
  const told = openStation('filter', presentFactsRead(subject), [{ what: 'filter', is: filter }, ...values]);
  const where = `the sync template ${JSON.stringify(name)}, filter`;
  if (mapped === null) return told.unknown('What the filter reads is not known.');
  if (mapped.filter === undefined) return told.passes('The filter takes this person in.');
  if (mapped.filter.is === 'failed') {
    const message = `The filter can not be told for this person, who stays as before: ${mapped.filter.why}.`;
    const changes = [here('Correct the filter, so that it can be told for everybody.', where)];
    const isUser = around.link?.templateId === id;
    return isUser
      ? told.warns('filter.failed', message, changes)
      : told.stops('filter.failed', message, changes);
  }
  const reads = fields.length === 0 ? '' : `, or correct ${fields.join(', ')} of the person in Entra`;
  return told.stops('filter.false', 'The filter is false for this person, who is out of scope for that.', [
    here(`Change the filter${reads}.`, where),
  ]);
}

const presentRead = (what: string, value: string | null): Evidence => ({ what, is: value ?? 'empty' });
