// One thing that doctor looked at and what it found, with what to do about it. Pure.

export interface Finding {
  /** What was looked at. */
  check: string;
  state: 'ok' | 'warning' | 'fault';
  message: string;
  /** Null when all is well. */
  cure: string | null;
}

export const ok = (check: string, message: string): Finding => ({ check, state: 'ok', message, cure: null });
export const warning = (check: string, message: string, cure: string): Finding => ({
  check,
  state: 'warning',
  message,
  cure,
});
export const fault = (check: string, message: string, cure: string): Finding => ({
  check,
  state: 'fault',
  message,
  cure,
});

/** Names of a few, and how many more. */
export function presentSome(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
