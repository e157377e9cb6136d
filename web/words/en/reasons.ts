// Why a plan does what it does, by the reason's code: a short title and what to do. English.
import type { ReasonWords } from '../sv/reasons.ts';

export const reasons: Readonly<Record<string, (field: string) => ReasonWords>> = {
  missing: (field) => ({
    title: `${field} is missing`,
    cure: `Fill in the field for the person in Entra ID, or map ${field} from another field.`,
  }),
};
