// The ordinary fields of Provider Settings by the keys that they stand for, so that a fault of a key leads to its field.

export const paths = {
  tenantId: 'tenant_id',
  clientId: 'client_id',
  secret: 'client_secret',
  memberOf: 'user_filter.memberOf',
  notMemberOf: 'user_filter.notMemberOf',
} as const;
export type Field = keyof typeof paths;

export const providerFieldId = (path: string): string => {
  const found = Object.entries(paths).find(([, one]) => path.startsWith(one));
  return `provider-${found?.[0] ?? 'tenantId'}`;
};
