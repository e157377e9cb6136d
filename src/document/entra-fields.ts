// Which Entra fields a mapping may name: those that can be listed for everybody with the two permissions that
// the app has. Decides by name alone and offline; whether a tenant fills a field is what a run tells.
import { listableFields } from '../connectors/entra/fields.ts';
import { presentNearest } from '../plan/nearest.ts';

const attributes = 'onPremisesExtensionAttributes';
/** Every name that a mapping may give, but for directory extensions, which each tenant makes its own. */
export const mappableFields: readonly string[] = [
  'id',
  ...listableFields.filter((field) => field !== attributes),
  ...Array.from({ length: 15 }, (_, at) => `${attributes}.extensionAttribute${at + 1}`),
];

// Selecting one of these fails the whole listing, or asks for a permission that nobody granted.
const refused: Record<string, string> = {
  employeeLeaveDateTime: 'needs the further permission User-LifeCycleInfo.Read.All',
  signInActivity: 'needs the further permission AuditLog.Read.All and a licence',
  manager: 'is another person, not a text',
};
const singlePersonOnly =
  'aboutMe birthday hireDate interests mySite pastProjects preferredName responsibilities schools skills mailboxSettings'.split(
    ' ',
  );

const cure = 'Name a field that Graph lists for everybody; docs/configuration.md has the list.';

/** What is wrong with a field's name, as a message and a cure; null when a mapping may name it. */
export function matchFieldFault(field: string): { message: string; cure: string } | null {
  if (mappableFields.includes(field) || /^extension_[0-9a-f]{32}_\w+$/i.test(field)) return null;
  if (field === attributes) {
    return {
      message: `${field} is fifteen attributes, not a text.`,
      cure: `Name one of them: ${field}.extensionAttribute1 to ${field}.extensionAttribute15.`,
    };
  }
  const why = Object.hasOwn(refused, field)
    ? refused[field]
    : singlePersonOnly.includes(field)
      ? 'can be read for one person at a time only, not for everybody'
      : undefined;
  if (why !== undefined) return { message: `The Entra field ${JSON.stringify(field)} ${why}.`, cure };
  if (/^extension_/i.test(field)) {
    return {
      message: `${JSON.stringify(field)} is not the name of a directory extension.`,
      cure: 'Write extension_, the app’s id without dashes (32 hexadecimal digits), _ and the name.',
    };
  }
  if (/^extensionAttribute([1-9]|1[0-5])$/i.test(field)) {
    return {
      message: `There is no Entra field ${JSON.stringify(field)} on its own.`,
      cure: `Write ${JSON.stringify(`onPremisesExtensionAttributes.${field}`)}.`,
    };
  }
  return {
    message: `There is no Entra field ${JSON.stringify(field)}.${presentNearest(field, mappableFields)}`,
    cure,
  };
}
