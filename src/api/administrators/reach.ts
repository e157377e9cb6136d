// Whom somebody may look after: an operator everybody, a company's administrator the own company's people; nobody gives
// a role that he does not reach himself. Changes nothing.
import type { Principal } from '../../access/rights.ts';
import { checkEmail, checkFirstName, checkLastName } from '../../access/profile.ts';
import type { FieldFault } from '../../access/profile.ts';
import type { Administrator } from '../../store/administrators.ts';
import { invalid } from '../problems.ts';
import type { Refusal } from '../problems.ts';

/** Whether this person may be seen and changed at all. */
export function decideReach(principal: Principal, { companyId }: Pick<Administrator, 'companyId'>): boolean {
  return principal.role === 'operator' || (companyId !== null && companyId === principal.companyId);
}

/** Whether role and company fit each other and whoever gives them. */
function checkPlace(
  principal: Principal,
  { role, companyId }: Pick<Administrator, 'role' | 'companyId'>,
): FieldFault[] {
  if (principal.role !== 'operator' && (role === 'operator' || companyId !== principal.companyId)) {
    const message = 'Only an operator may make operators or people of another company.';
    return [{ path: role === 'operator' ? 'role' : 'company', message, cure: 'Ask an operator.' }];
  }
  if (role === 'operator' && companyId !== null) {
    const message = 'An operator belongs to no company.';
    return [{ path: 'company', message, cure: 'Leave the company out (null), or choose another role.' }];
  }
  if (role !== 'operator' && companyId === null) {
    const message = 'Everybody but an operator belongs to a company.';
    return [{ path: 'company', message, cure: 'Name the company by its id.' }];
  }
  return [];
}

/** Throws with every fault of what somebody would be. */
export function refuseFaults(
  principal: Principal,
  person: Pick<Administrator, 'email' | 'firstName' | 'lastName' | 'role' | 'companyId'>,
): void {
  const faults = [
    ...checkEmail(person.email),
    ...checkFirstName(person.firstName),
    ...checkLastName(person.lastName),
    ...checkPlace(principal, person),
  ];
  if (faults.length) throw invalid(faults);
}

export const emailTaken: Refusal = {
  code: 'email.taken',
  message: 'Another administrator has this e-mail address.',
  cure: 'Enter another address; the same person may have been invited already.',
};

export const shutOut: Refusal = {
  code: 'administrator.disabled',
  message: 'The person is shut out.',
  cure: 'Let the person in again first ("disabled": false).',
};

export const lastOperator: Refusal = {
  code: 'operator.last',
  message: 'This is the last operator who can sign in.',
  cure: 'Invite another operator first, and wait until the invitation has been taken.',
};
