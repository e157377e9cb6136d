// An administrator's whole name.
import type { Administrator } from '../../api/api-types.ts';

export const presentName = ({ firstName, lastName }: Pick<Administrator, 'firstName' | 'lastName'>): string =>
  `${firstName} ${lastName}`;
