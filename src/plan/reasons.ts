// Every reason the planner gives: a stable code (SPEC §11), a sentence and what to do about it. Nobody else
// invents one. English here; the portal has the codes' texts in both languages.
import { NOT_OWN } from './numbers.ts';
import { canCreateBeside } from './likeness.ts';
import type { Candidate } from './likeness.ts';
import type { UserField } from './sync-template.ts';

export type FieldName = UserField | `fields.${string}`;
type FieldTrouble = 'missing' | 'invalid' | 'taken' | 'reserved' | 'cooling' | 'leaving';
type ReasonCode =
  | `${FieldName}.${FieldTrouble}`
  | 'field.pinned'
  | 'field.locked'
  | 'person.new'
  | 'person.back'
  | 'person.disabled'
  | 'person.guest'
  | 'person.gone'
  | 'person.ignored'
  | 'person.otherTemplate'
  | 'person.unreadable'
  | 'scope.left'
  | 'filter.false'
  | 'filter.failed'
  | 'user.held'
  | 'link.conflict'
  | 'link.moved'
  | 'link.matched'
  | 'template.deleted'
  | 'tenant.changed'
  | 'mapping.changed'
  | 'source.changed'
  | 'source.drift'
  | 'user.byHand'
  | UndoCode;

/** What an undo says: that it was asked for, or why something stays as it is. */
export type UndoCode =
  | 'undo.asked'
  | 'undo.done'
  | 'undo.changed'
  | 'undo.userGone'
  | 'undo.personHasUser'
  | 'undo.unlinked'
  | 'undo.inScope'
  | 'undo.moved'
  | 'undo.word'
  | 'undo.erased';

export interface Reason {
  code: ReasonCode;
  /** One sentence about this person. */
  message: string;
  /** What to do about it; empty when there is nothing to do. */
  cure: string;
  /** The field it is about. */
  field?: FieldName;
  /** The value that was found or wanted. */
  value?: string;
  /** Who holds or wins the value. */
  winner?: { user: string | null; person: string | null; name: string };
  /** Users whom the message names. */
  candidates?: { user: string; alias: string }[];
  /** Date (YYYY-MM-DD) on which a leaving or cooling value comes free, where one is set. */
  until?: string;
}

const fieldWords: Record<UserField, string> = {
  alias: 'Alias',
  name: 'Name',
  surname: 'Surname',
  pstnFixed: 'PSTN Fixed',
  email: 'E-mail',
  mobile: 'Mobile',
  extension: 'Extension',
  title: 'Title',
  department: 'Department',
};

/** A field's name as people read it. */
export function presentField(field: FieldName): string {
  return field.startsWith('fields.') ? field.slice('fields.'.length) : fieldWords[field as UserField];
}

/** A source value that is missing, or that the field can not take. */
export function unusableReason(
  field: FieldName,
  trouble: 'missing' | 'invalid',
  source: string,
  found: string | null,
  why: string,
): Reason {
  const word = presentField(field);
  if (trouble === 'missing') {
    return {
      code: `${field}.missing`,
      field,
      message: `${word} is empty: ${source} has no value in Entra.`,
      cure: `Fill in ${source} for this person in Entra, or map ${word} from another field.`,
    };
  }
  if (found === null) {
    return {
      code: `${field}.invalid`,
      field,
      message: `${word} can not be worked out for this person: ${why}.`,
      cure: `Correct the expression of ${word} in the mapping, or the person in Entra.`,
    };
  }
  return {
    code: `${field}.invalid`,
    field,
    value: found,
    message: `${word} can not be ${JSON.stringify(found)}: ${why}.`,
    cure: presentInvalidCure(field, source, why),
  };
}

/** No number is left where her number should come from; last: null when the company has no such series any more. */
export function numberShortReason(series: string, last: string | null): Reason {
  const base = { code: 'pstnFixed.missing' as const, field: 'pstnFixed' as const };
  if (last === null) {
    return {
      ...base,
      message: `PSTN Fixed is empty in Entra, and the company has no number series that begins with ${series} any more.`,
      cure: 'Choose another series for automatic numbers in the sync template or its rule, or add that one again.',
    };
  }
  return {
    ...base,
    message: `PSTN Fixed is empty in Entra, and no number of the series ${series} to ${last} is free.`,
    cure: 'Extend the series or free a number of it, choose another series, or fill in the number in Entra.',
  };
}

function presentInvalidCure(field: FieldName, source: string, why: string): string {
  if (why === NOT_OWN)
    return `Add the number to one of the company's number series, or correct ${source} for this person in Entra.`;
  return field === 'alias'
    ? `Correct ${source} in Entra, or map Alias with the expression lower(ascii(${source.startsWith('the ') ? '…' : source})).`
    : `Correct ${source} for this person in Entra.`;
}

/** A value that somebody else has or gets, or that nobody may have now. */
export function contestedReason(
  field: FieldName,
  trouble: 'taken' | 'reserved' | 'cooling' | 'leaving',
  value: string,
  winner: Reason['winner'],
  until: string | null,
): Reason {
  const word = presentField(field);
  const base = {
    code: `${field}.${trouble}` as const,
    field,
    value,
    ...(winner ? { winner } : {}),
    ...(until === null ? {} : { until }),
  };
  switch (trouble) {
    case 'taken':
      return {
        ...base,
        message: `${word} ${value} belongs to ${winner?.name ?? 'somebody else'}.`,
        cure: `Give one of the two another ${word} in Entra.`,
      };
    case 'leaving':
      return {
        ...base,
        message: `${word} ${value} is held by ${winner?.name ?? 'a user'} who is leaving${until ? ` and is deleted on ${until}` : ''}.`,
        cure: 'Wait until then, or free it now by deleting that user.',
      };
    case 'cooling':
      return {
        ...base,
        message: `${word} ${value} was given up and stays untaken${until ? ` until ${until}` : ''}.`,
        cure: 'Wait until then, or free it now.',
      };
    case 'reserved':
      return {
        ...base,
        message: `${word} ${value} is reserved in the company's numbers.`,
        cure: 'Give the person another number in Entra, or release the number.',
      };
  }
}

const plainReasons = {
  'person.new': ['In scope and without a user.', ''],
  'person.back': ['Is in scope again.', ''],
  'person.disabled': [
    'The account is disabled in Entra.',
    'Enable the account in Entra if the person should have a user.',
  ],
  'person.guest': [
    'A guest in the tenant.',
    'Set guests to include in the sync template if guests should have users.',
  ],
  'person.gone': [
    'Does not exist in Entra any more.',
    'Restore the person in Entra within 30 days if this was a mistake.',
  ],
  'person.ignored': [
    'An administrator chose to ignore this person.',
    'Stop ignoring the person to give them a user.',
  ],
  'person.unreadable': [
    'Could not be read in Entra in this run, so nothing was concluded.',
    'Nothing to do: the next run asks again.',
  ],
  'scope.left': [
    'Belongs to none of the groups that are synced.',
    'Add the person to one of the groups in Entra if this was a mistake.',
  ],
  'filter.false': [
    'The filter of the sync template is false for this person.',
    'Correct the person in Entra, or the filter, if this was a mistake.',
  ],
  'user.held': ['The user is held: a sync never removes it.', 'End the hold to let the user go.'],
  'template.deleted': ['The sync template was deleted.', ''],
  'tenant.changed': ['The sync template was pointed at another tenant.', ''],
  'mapping.changed': ['The mapping was changed.', ''],
  'source.changed': ['The values in Entra were changed.', ''],
  'source.drift': [
    'The user was changed by hand in a field that Entra rules.',
    'Change the value in Entra, or unlink the user.',
  ],
} as const satisfies Partial<Record<ReasonCode, readonly [string, string]>>;

export function plainReason(code: keyof typeof plainReasons, more?: string): Reason {
  const [message, cure] = plainReasons[code];
  return { code, message: more ? `${message} ${more}` : message, cure };
}

/** why: as the administrator wrote it. */
export function byHandReason(why: string | null): Reason {
  const message = why === null ? 'Done by hand.' : `Done by hand: ${why}`;
  return { code: 'user.byHand', message, cure: '' };
}

/** why: as the expression tells it. */
export function filterReason(why: string): Reason {
  return {
    code: 'filter.failed',
    message: `The filter can not be worked out for this person, who stays as before: ${why}.`,
    cure: 'Correct the filter so that it works for everybody, or the person in Entra.',
  };
}

export function otherTemplateReason(template: string): Reason {
  return {
    code: 'person.otherTemplate',
    message: `The sync template ${JSON.stringify(template)} already keeps this person's user.`,
    cure: `Nothing to do, or unlink the user from ${JSON.stringify(template)}.`,
  };
}

export function movedReason(template: string): Reason {
  return {
    code: 'link.moved',
    message: `Left this template's scope but is in scope of ${JSON.stringify(template)}, which keeps the user from now on.`,
    cure: '',
  };
}

export function matchedReason(alias: string, email: string): Reason {
  return {
    code: 'link.matched',
    message: `Has the mail ${email} as only the user ${alias} does, which no sync kept: linked to it.`,
    cure: '',
  };
}

export function conflictReason(candidates: readonly Candidate[]): Reason {
  const first = candidates.slice(0, 3);
  const named = first.map((c) => `${c.alias} (same ${c.evidence.join(', ')})`).join('; ');
  return {
    code: 'link.conflict',
    candidates: first.map(({ user, alias }) => ({ user, alias })),
    message: `A user that no sync keeps fits this person: ${named}${candidates.length > 3 ? '; …' : ''}.`,
    cure: canCreateBeside(candidates)
      ? 'Link the person to that user, create the person anyway, or ignore the person.'
      : 'Link the person to that user, or ignore the person. To have both, first give one of the two another alias or number.',
  };
}

export function pinnedReason(field: FieldName): Reason {
  return {
    code: 'field.pinned',
    field,
    message: `${presentField(field)} is pinned: an undone change is not made again until Entra has another value.`,
    cure: 'Remove the pin to let the value follow Entra.',
  };
}
