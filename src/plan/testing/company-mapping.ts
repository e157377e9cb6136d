// How a made-up company maps its people, for tests alone: by the fields of the article, with those settings of its template that
// a history changes.
import { openMapping } from '../mapping.ts';
import type { OpenMapping } from '../mapping.ts';
import type { FieldMapping, Mapping } from '../sync-template.ts';
import type { Settings } from './a-company.ts';

const from = (field: string): Mapping => ({ field, onEmpty: 'clear' });
const always: FieldMapping = {
  alias: from('mailNickname'),
  name: from('givenName'),
  surname: from('surname'),
  pstnFixed: from('businessPhones'),
  email: from('mail'),
  title: { field: 'jobTitle', onEmpty: 'keep' },
};

export function presentMapping({ mapsExtension }: Settings): FieldMapping {
  return mapsExtension ? { ...always, extension: from('extension') } : always;
}

export const presentMappings = (settings: Settings) => ({
  fieldMapping: presentMapping(settings),
  userFieldMapping: {},
});

const plainMapping = {
  country: 'SE',
  series: [],
  ownNumbersOnly: false,
  lookups: {},
  rules: [],
};

export function openSourceMapping(settings: Settings): OpenMapping {
  return openMapping({ ...presentMappings(settings), ...plainMapping, filter: settings.filter });
}
