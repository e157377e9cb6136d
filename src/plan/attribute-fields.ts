// Fields of a user that an attribute of a service can be filled from, in the order in which they are offered. Server and portal have the
// same ones.

/** What can stand as "field"; further user fields are written fields.NAME. */
export const attributeFields = [
  'userName',
  'account',
  'alias',
  'name',
  'surname',
  'displayName',
  'email',
  'pstnFixed',
  'mobile',
  'extension',
  'callerId',
  'title',
  'department',
  'language',
  'settingsTemplate',
] as const;
