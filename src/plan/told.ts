// People and figures as notices tell them. Pure shapes.

/** As many people as one notice names; it says how many there are beyond. */
export const MOST_NAMED = 100;

/** Somebody by name; ids so that she can be forgotten. */
export interface ToldPerson {
  person: string | null;
  user: string | null;
  /** Display name or alias. */
  name: string;
}

export interface ToldUser {
  user: string;
  person: string | null;
  alias: string;
  name: string;
  surname: string;
  email: string | null;
  /** Digits. */
  pstnFixed: string | null;
  extension: string | null;
}

export interface LeftOutReason {
  /** A reason code of SPEC §11. */
  code: string;
  count: number;
  /** Alphabetically, the first of them. */
  people: ToldPerson[];
}

export interface DueUser extends ToldPerson {
  /** YYYY-MM-DD in the company's time zone. */
  deleteOn: string;
}

export interface Brake {
  kind: 'removals' | 'numbers' | 'creates';
  count: number;
  counted: number;
  percent: number | null;
  limit: { count: number | null; percent: number | null };
  people: ToldPerson[];
}
