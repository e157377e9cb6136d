// Somebody who uses the program, as the API shows it.
import type { z } from '@hono/zod-openapi';
import type { Administrator } from '../../store/administrators.ts';
import type { administratorSchema } from './schema.ts';

export function presentAdministrator(person: Administrator): z.infer<typeof administratorSchema> {
  return {
    id: person.id,
    email: person.email,
    firstName: person.firstName,
    lastName: person.lastName,
    role: person.role,
    company: person.companyId,
    language: person.language,
    disabled: person.disabled,
    state: decideState(person),
    hasPassword: person.hasPassword,
    hasOidc: person.hasOidc,
    createdAt: person.createdAt.toISOString(),
    lastSignInAt: person.lastSignInAt?.toISOString() ?? null,
  };
}

/** What the ETag is of: a sign-in is no change that an editor would have to hear of. */
export function presentEditable(person: Administrator): unknown {
  return { ...presentAdministrator(person), lastSignInAt: null };
}

function decideState({ disabled, hasPassword, hasOidc }: Administrator): 'invited' | 'active' | 'disabled' {
  if (disabled) return 'disabled';
  return hasPassword || hasOidc ? 'active' : 'invited';
}
