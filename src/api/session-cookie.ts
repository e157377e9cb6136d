// The cookie that a session's token travels in. Over https it carries the prefix with which browsers keep it to this
// host alone; the name differs without, so that no page on http can put one under the safe name.
import { parse, serialize } from 'hono/utils/cookie';
import type { Asked } from './parts.ts';

const isSecure = (c: Asked): boolean => c.var.origin.startsWith('https:');
const nameOf = (c: Asked, name: string): string =>
  isSecure(c) ? `__Host-rollcall-${name}` : `rollcall-${name}`;

export type CookieName = 'session' | 'browser' | 'oidc';

export function readCookie(c: Asked, name: CookieName): string | undefined {
  const wanted = nameOf(c, name);
  return parse(c.req.header('Cookie') ?? '', wanted)[wanted];
}

/** maxAge: in seconds. */
export function giveCookie(c: Asked, name: CookieName, value: string, maxAge: number): void {
  const attributes = { path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure(c), maxAge } as const;
  c.header('Set-Cookie', serialize(nameOf(c, name), value, attributes), { append: true });
}

export function dropCookie(c: Asked, name: CookieName): void {
  giveCookie(c, name, '', 0);
}
