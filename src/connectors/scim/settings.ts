// Settings of a SCIM target as somebody wrote them ─▶ checked, or every fault with its cure at once. Pure; the secret is checked
// apart (secret.ts), and what the service says of them is asked for by probe.ts.
import type { CheckedSettings, SettingsFault, TargetSettings } from '../targets.ts';
import { parseAttributePath } from './attribute-path.ts';
import { attributeFields } from '../../plan/attribute-fields.ts';
import { isAttributeField, standardAttributes } from './attributes.ts';
import type { Source } from './attributes.ts';
import { isObject } from './resource.ts';
import type { JsonObject, ScimValue } from './resource.ts';
import { parseServiceUrl } from './service-url.ts';

export interface ScimSettings extends TargetSettings {
  /** Base address of the service's SCIM, such as https://service.example/scim/v2. */
  url: string;
  /** Attribute path ─▶ where its value comes from. */
  attributes: Readonly<Record<string, Source>>;
  /** What {"templateValue": true} stands for: by id of the settings template, and for everybody else. null: nothing. */
  byDefault: ScimValue | null;
  byTemplate: Readonly<Record<string, ScimValue>>;
  /** The service keeps numbers as contact data; somebody gives them there. */
  numbersAreContactOnly: boolean;
  /** What becomes of a removed user: deleted, or only deactivated. */
  remove: 'delete' | 'deactivate';
  /** auto: as the service says of itself. patch, put: although it says something else. */
  changes: 'auto' | 'patch' | 'put';
  /** Requests a minute at most; null: as fast as it answers. */
  perMinute: number | null;
}

type GiveFault = (path: string, message: string, cure: string) => void;

const MOST_ATTRIBUTES = 60;
/** What the service or this program sees to; a map of its own would work against it. */
const KEPT = ['id', 'externalid', 'active', 'schemas', 'meta', 'groups', 'password'];

/** What is left out is as most services want it; without attributes, the map that most of them take. */
export function checkSettings(value: unknown): CheckedSettings<ScimSettings> {
  const faults: SettingsFault[] = [];
  const fault: GiveFault = (path, message, cure) => void faults.push({ path, message, cure });
  if (!isObject(value)) {
    fault('', 'The settings are not an object.', 'Write {"url": …, "attributes": {…}}.');
    return { faults };
  }
  for (const key of Object.keys(value))
    if (!known.has(key))
      fault(
        key,
        `A SCIM target has no setting ${JSON.stringify(key)}.`,
        `Known are ${[...known].join(', ')}.`,
      );
  const url = parseServiceUrl(value['url']);
  if ('fault' in url) fault('url', url.fault, url.cure);
  const settings: ScimSettings = {
    url: 'url' in url ? url.url : '',
    attributes: checkAttributes(value['attributes'] ?? standardAttributes, fault),
    byDefault: checkValue(value['byDefault'] ?? null, 'byDefault', fault),
    byTemplate: checkByTemplate(value['byTemplate'] ?? {}, fault),
    numbersAreContactOnly: checkTruth(value, 'numbersAreContactOnly', true, fault),
    remove: checkChoice(value, 'remove', ['delete', 'deactivate'], fault),
    changes: checkChoice(value, 'changes', ['auto', 'patch', 'put'], fault),
    perMinute: checkPerMinute(value['perMinute'] ?? null, fault),
    suspendLeaving: checkTruth(value, 'suspendLeaving', false, fault),
  };
  return faults.length > 0 ? { faults } : { settings };
}

const known = new Set([
  'url',
  'attributes',
  'byDefault',
  'byTemplate',
  'numbersAreContactOnly',
  'remove',
  'changes',
  'perMinute',
  'suspendLeaving',
]);

function checkAttributes(value: unknown, fault: GiveFault): Record<string, Source> {
  const sources: Record<string, Source> = {};
  if (!isObject(value)) {
    fault(
      'attributes',
      'The attributes are not an object.',
      'Write paths and sources: {"userName": {"field": "email"}}.',
    );
    return sources;
  }
  const entries = Object.entries(value);
  if (entries.length > MOST_ATTRIBUTES)
    fault('attributes', 'There are too many attributes.', `At most ${MOST_ATTRIBUTES}.`);
  for (const [text, given] of entries.slice(0, MOST_ATTRIBUTES)) {
    const at = `attributes.${text}`;
    const path = parseAttributePath(text);
    if (path === null)
      fault(
        at,
        `${JSON.stringify(text)} is not a path to one value.`,
        'Write name.givenName, phoneNumbers[type eq "work"].value or urn:…:User:department.',
      );
    else if (path.schema === null && KEPT.includes(path.attribute.toLowerCase()))
      fault(at, `${path.attribute} is not for mapping.`, 'Leave it out: Rollcall or the service sees to it.');
    const source = checkSource(given, at, fault);
    if (path !== null && source !== null) sources[path.text] = source;
  }
  if (!Object.keys(sources).some((text) => text.toLowerCase() === 'username'))
    fault(
      'attributes',
      'userName is missing, and no service takes a user without.',
      'Add "userName": {"field": "userName"}: the mail address, else the alias.',
    );
  return sources;
}

function checkSource(value: unknown, at: string, fault: GiveFault): Source | null {
  const kinds = isObject(value)
    ? ['field', 'constant', 'templateValue'].filter((key) => Object.hasOwn(value, key))
    : [];
  if (!isObject(value) || kinds.length !== 1) {
    fault(
      at,
      'It does not say where the value comes from.',
      'Write one of {"field": "title"}, {"constant": …} and {"templateValue": true}.',
    );
    return null;
  }
  const writeOnly = value['writeOnly'] === true ? { writeOnly: true } : {};
  const { field, constant, templateValue } = value;
  if (templateValue === true) return { templateValue, ...writeOnly };
  if (kinds[0] === 'constant') {
    const checked = checkValue(constant, at, fault);
    return checked === null ? null : { constant: checked, ...writeOnly };
  }
  if (typeof field === 'string' && isAttributeField(field)) return { field, ...writeOnly };
  fault(
    at,
    `${JSON.stringify(field ?? templateValue)} is not a field of users.`,
    `Fields are ${attributeFields.join(', ')} and fields.NAME.`,
  );
  return null;
}

function checkValue(value: unknown, at: string, fault: GiveFault): ScimValue | null {
  if (value === null && at === 'byDefault') return null;
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value;
  if (typeof value === 'string' && value !== '' && value.length <= 500) return value;
  fault(at, 'It is not one value.', 'Write a text of at most 500 characters, a number, true or false.');
  return null;
}

function checkByTemplate(value: unknown, fault: GiveFault): Record<string, ScimValue> {
  if (!isObject(value)) {
    fault(
      'byTemplate',
      'It is not an object.',
      'Write ids of settings templates and values: {"…": "Standard"}.',
    );
    return {};
  }
  const checked = Object.entries(value).map(([id, one]) => [id, checkValue(one, `byTemplate.${id}`, fault)]);
  return Object.fromEntries(checked.filter(([, one]) => one !== null)) as Record<string, ScimValue>;
}

function checkTruth(value: JsonObject, key: string, standard: boolean, fault: GiveFault): boolean {
  const given = value[key] ?? standard;
  if (typeof given === 'boolean') return given;
  fault(key, 'It is neither true nor false.', 'Write true or false, without quotes.');
  return standard;
}

function checkChoice<const T extends string>(
  value: JsonObject,
  key: string,
  choices: readonly [T, ...T[]],
  fault: GiveFault,
): T {
  const given = value[key] ?? choices[0];
  const found = choices.find((choice) => choice === given);
  if (found === undefined)
    fault(key, `${JSON.stringify(given)} is none of the choices.`, `Write ${choices.join(' or ')}.`);
  return found ?? choices[0];
}

function checkPerMinute(value: unknown, fault: GiveFault): number | null {
  if (value === null || (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 100_000))
    return value as number | null;
  fault('perMinute', 'It is not a number of requests.', 'Write a whole number from 1 to 100000, or null.');
  return null;
}
