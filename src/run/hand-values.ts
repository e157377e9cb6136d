// A user's values as the planner and the change log name them, from the row of one user. Pure.
import type { Values } from '../plan/steps.ts';
import type { HandUser } from '../store/hand-users.ts';

export function presentHandValues(user: HandUser): Values {
  const { alias, name, surname, email, pstnFixed, mobile, extension, title, department } = user;
  const values: Values = { alias, name, surname, email, pstnFixed, mobile, extension, title, department };
  for (const [field, value] of Object.entries(user.fields)) values[`fields.${field}`] = value;
  return values;
}
