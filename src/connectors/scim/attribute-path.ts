// An attribute of SCIM as administrators write it ─▶ its parts: title, name.givenName, phoneNumbers[type eq "work"].value, and any of
// them behind the URN of an extension. Pure.

export interface AttributePath {
  /** As written; the name of the field in entries. */
  text: string;
  /** URN of the extension; null: the core schema. */
  schema: string | null;
  attribute: string;
  /** Which element of a list. */
  filter: { sub: string; value: string | boolean } | null;
  sub: string | null;
}

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const NAME = '[A-Za-z][A-Za-z0-9_$-]*';
const FORM = new RegExp(
  `^(?:(urn:[A-Za-z0-9._:-]+):)?(${NAME})(?:\\[(${NAME}) eq ("[^"\\\\]{1,100}"|true|false)\\])?(?:\\.(${NAME}|\\$ref))?$`,
  'u',
);

/** null: it is not of that form. */
export function parseAttributePath(written: string): AttributePath | null {
  const found = FORM.exec(written.trim());
  if (!found) return null;
  const [text, urn, attribute = '', filterSub, filterValue, sub] = found;
  const filter =
    filterSub === undefined || filterValue === undefined
      ? null
      : { sub: filterSub, value: JSON.parse(filterValue) as string | boolean };
  // What is done with an element as a whole is not one value.
  if (filter !== null && sub === undefined) return null;
  const schema = urn === undefined || urn.toLowerCase() === CORE.toLowerCase() ? null : urn;
  return { text, schema, attribute, filter, sub: sub ?? null };
}

/** The path of the list's element, without the part inside it. */
export function presentElementPath({ text, sub }: AttributePath): string {
  return sub === null ? text : text.slice(0, -sub.length - 1);
}

/** attribute eq "value", as RFC 7644 has it: the value is a JSON string. */
export const presentFilter = (attribute: string, value: string): string =>
  `${attribute} eq ${JSON.stringify(value)}`;
