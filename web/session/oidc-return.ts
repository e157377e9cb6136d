// Where somebody wanted to go before signing in at the provider, who sends the browser back to / whatever it was. Kept for this tab alone.
const KEY = 'rollcall.return';

export const keepReturn = (to: string): void => sessionStorage.setItem(KEY, to);

/** null: nowhere in particular. */
export function takeReturn(): string | null {
  const to = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  return to === '/' ? null : to;
}
