// Looks at a SCIM service without changing anything: whether it is there and lets us in, what it says it can, and whether it knows the
// extensions that the map writes to.
import type { Finding } from '../target.ts';
import type { Client } from './client.ts';
import { readListPage } from './list-users.ts';
import type { KeptAttribute } from './present-entry.ts';
import { readSchemas, readServiceFacts } from './service-facts.ts';
import type { ServiceFacts } from './service-facts.ts';
import type { ScimSettings } from './settings.ts';

export async function probeService(
  client: Client,
  settings: ScimSettings,
  kept: readonly KeptAttribute[],
): Promise<Finding[]> {
  const { total } = await readListPage(client, 1, 1);
  const facts = await readServiceFacts(client);
  const schemas = await readSchemas(client);
  return [
    right('connected', `The service answers and lets Rollcall read users; it has ${total}.`),
    ...lookAtFacts(facts, settings),
    ...lookAtSchemas(schemas, kept),
    settings.numbersAreContactOnly
      ? warning(
          'numbers',
          'Numbers are contact data here: nothing rings by them.',
          'Give numbers and licences at the service.',
        )
      : right('numbers', 'Numbers that are written here ring, says the setting.'),
  ];
}

const right = (code: string, message: string): Finding => ({ code, is: 'right', message, cure: null });
const warning = (code: string, message: string, cure: string): Finding => ({
  code,
  is: 'warning',
  message,
  cure,
});

function lookAtFacts({ patch, filter }: ServiceFacts, { changes }: ScimSettings): Finding[] {
  const how =
    patch === null
      ? warning(
          'version',
          'The service does not say what it can; changes go as PATCH.',
          'Set "changes" to "put" if values do not arrive.',
        )
      : right(
          'version',
          patch ? 'The service takes single changes (PATCH).' : 'The service takes whole users only (PUT).',
        );
  const against =
    changes === 'patch' && patch === false
      ? [
          warning(
            'changes',
            'Changes are set to PATCH, which the service says it does not take.',
            'Set "changes" to "auto".',
          ),
        ]
      : [];
  const search =
    filter === false
      ? [
          warning(
            'filter',
            'The service says that it can not search.',
            'A user that is there already is found by the service’s own refusal only.',
          ),
        ]
      : [];
  return [how, ...against, ...search];
}

function lookAtSchemas(schemas: ReadonlySet<string> | null, kept: readonly KeptAttribute[]): Finding[] {
  const urns = [...new Set(kept.flatMap(({ path }) => (path.schema === null ? [] : [path.schema])))];
  if (urns.length === 0) return [];
  if (schemas === null)
    return [
      warning(
        'schema',
        'The service does not list its schemas.',
        `See in its manual whether it takes ${urns.join(', ')}.`,
      ),
    ];
  const unknown = urns.filter((urn) => !schemas.has(urn.toLowerCase()));
  if (unknown.length === 0)
    return [right('schema', 'The service knows every extension that the map writes to.')];
  return unknown.map((urn) =>
    warning(
      'schema',
      `The service does not list ${urn}; many leave out silently what they do not know.`,
      'Compare with its manual, or take its attributes out of the map.',
    ),
  );
}
