// Whether the server can be reached. Every answer says so by the way; while it can not, it is asked again and again, more and more seldom,
// until it answers. The frame shows a thin bar, and what could not be read is read again when the line is back.
export interface Line {
  isDown: () => boolean;
  /** What a request has found out. */
  tell: (isUp: boolean) => void;
  subscribe: (listen: () => void) => () => void;
}

const FIRST_MS = 1_000;
/** Rarer than that people would press reload sooner. */
const LONGEST_MS = 10_000;

/** ask: whether the server answers now. */
export function openLine(ask: () => Promise<boolean>): Line {
  let isDown = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();
  const set = (value: boolean): void => {
    if (value === isDown) return;
    isDown = value;
    clearTimeout(timer);
    if (isDown) askLater(FIRST_MS);
    for (const listen of listeners) listen();
  };
  const askNow = async (nextMs: number): Promise<void> => {
    clearTimeout(timer);
    const isUp = await ask();
    if (isUp) set(false);
    else if (isDown) askLater(nextMs);
  };
  const askLater = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void askNow(Math.min(ms * 2, LONGEST_MS)), ms);
  };
  // The browser knows its own network at once; whether the server answers it does not know.
  window.addEventListener('online', () => void (isDown && askNow(FIRST_MS)));
  return {
    isDown: () => isDown,
    tell: (isUp) => set(!isUp),
    subscribe(listen) {
      listeners.add(listen);
      return () => void listeners.delete(listen);
    },
  };
}

/** The smallest question that needs the whole server, and nobody signed in. */
export async function askServer(): Promise<boolean> {
  try {
    const answer = await fetch('/api/v1/sign-in', { cache: 'no-store' });
    return answer.status < 500;
  } catch {
    return false;
  }
}
