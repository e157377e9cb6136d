// The addresses behind the link to a SIP account, open to whoever has it. Opening it shows a button; only the button uses it up, so
// that filters which follow links in mails do no harm. No API: answers are pages, and a file for one softphone.
import type { OpenAPIHono } from '@hono/zod-openapi';
import { targetKinds } from '../../connectors/target-kinds.ts';
import { lookAtPhoneLink, openPhoneLink, takeLinphoneSetup } from '../../run/phone-link.ts';
import type { PhoneLinkLook } from '../../run/phone-link.ts';
import { formPageHeaders } from '../pages/page.ts';
import type { ApiParts, PublicEnv } from '../parts.ts';
import { presentPhoneLook, presentPhoneShown, presentSetupPage } from './page.ts';

/** Addresses of what is added here, as patterns. */
export const phonePages = ['/phone/[^/]+', '/phone/setup/[^/]+'];

const statusOf = ({ is }: PhoneLinkLook) => (is === 'unknown' ? 404 : is === 'open' ? 200 : 410);

export function addPhonePages(app: OpenAPIHono<PublicEnv>, { database, clock }: ApiParts): void {
  app.get('/phone/:token', async (c) => {
    const look = await lookAtPhoneLink(database.kysely, c.req.param('token'), clock());
    return c.body(presentPhoneLook(look), statusOf(look), formPageHeaders);
  });
  app.post('/phone/:token', async (c) => {
    const { look, shown } = await openPhoneLink(database, c.req.param('token'), clock(), targetKinds);
    if (shown === null) return c.body(presentPhoneLook(look), statusOf(look), formPageHeaders);
    return c.body(presentPhoneShown(look, shown, c.var.origin), 200, formPageHeaders);
  });
  app.get('/phone/setup/:token', async (c) => {
    // A browser, as which a telephone's own camera opens it, does not use it up. Linphone asks for nothing that people read.
    // Nor does whoever asks for the head alone.
    const isBrowser = /\btext\/html\b/iu.test(c.req.header('Accept') ?? '');
    if (isBrowser || c.req.method === 'HEAD') return c.body(presentSetupPage(false), 400, formPageHeaders);
    const file = await takeLinphoneSetup(database.kysely, c.req.param('token'), clock(), targetKinds);
    if (file === null) return c.body(presentSetupPage(true), 410, formPageHeaders);
    return c.body(file, 200, { 'Content-Type': 'application/xml; charset=utf-8' });
  });
}
