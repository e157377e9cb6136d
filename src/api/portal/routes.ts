// The portal over HTTP: hashed files that are kept for ever, a few beside the page that are asked for again, and the page itself at
// every address that a person can open and nothing else is at. What a page shows it asks the API for, as any client does.
import { createHash } from 'node:crypto';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ApiParts, PublicEnv } from '../parts.ts';
import { notFound } from '../problems.ts';
import { openBundle } from './bundle.ts';
import type { Asset } from './bundle.ts';
import { mailFrame } from './mail-frame.ts';
import { presentPortal } from './page.ts';

export interface Portal {
  /** The page, for a GET of a person at an address that nothing else is at; null: it is somebody else's. */
  answer(c: Context<PublicEnv>): Promise<Response | null>;
}

/** Before the limits of the API: a page is some thirty files, and many people may sit behind one address. */
export function addPortal(app: OpenAPIHono<PublicEnv>, { portalFolder }: ApiParts): Portal {
  const bundle = openBundle(portalFolder);
  const showPage = async (c: Context<PublicEnv>) => {
    const { html, status, headers } = presentPortal(await bundle.readPage());
    return c.body(html, status, headers);
  };
  app.get('/', showPage);
  app.get('/mail-frame', (c) => c.body(mailFrame.html, 200, mailFrame.headers));
  app.get('/assets/:name', async (c) => {
    const asset = await bundle.readAsset('hashed', c.req.param('name'), c.req.header('Accept-Encoding'));
    if (!asset) throw notFound('page');
    return answerAsset(c, asset, 'public, max-age=31536000, immutable');
  });
  app.get('/:name', async (c, next) => {
    const asset = await bundle.readAsset('beside', c.req.param('name'), c.req.header('Accept-Encoding'));
    if (!asset) return next();
    const etag = `"${createHash('sha256').update(asset.bytes).digest('base64url')}"`;
    if (c.req.header('If-None-Match') === etag)
      return c.body(null, 304, { ETag: etag, 'Cache-Control': 'no-cache' });
    c.header('ETag', etag);
    return answerAsset(c, asset, 'no-cache');
  });
  return {
    async answer(c) {
      const isRead = c.req.method === 'GET' || c.req.method === 'HEAD';
      const isForPeople = /\btext\/html\b/iu.test(c.req.header('Accept') ?? '');
      return isRead && isForPeople && !isOurs.test(c.req.path) ? showPage(c) : null;
    },
  };
}

/** Addresses of what is added here, for the answer to a method that they do not know. */
export const portalPages = ['/', '/mail-frame', '/assets/[^/]+'];

/** Addresses at which a page would hide that there is nothing. */
const isOurs = /^\/(api|assets)(\/|$)/u;

function answerAsset(c: Context<PublicEnv>, { bytes, type, encoding }: Asset, keep: string): Response {
  if (encoding !== null) c.header('Content-Encoding', encoding);
  return c.body(bytes, 200, { 'Content-Type': type, 'Cache-Control': keep, Vary: 'Accept-Encoding' });
}
