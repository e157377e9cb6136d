// rollcall first-administrator: a new link for making the first administrator, while there is none.
import { makeFirstLink } from '../api/links/first-link.ts';
import { CommandError } from './command.ts';
import type { Command } from './command.ts';
import { commandActor } from './command-actor.ts';
import { presentFirstLink } from './open-api.ts';
import { withStore } from './with-store.ts';

export const firstAdministrator: Command = (context) =>
  withStore(context, async ({ store }) => {
    const { network, now } = context.config;
    const origin = network.origin ?? `http://${network.host}:${network.port}`;
    const link = await makeFirstLink(store.database, {
      origin,
      now: now ?? Date.now(),
      actor: commandActor(),
    });
    if (!link) {
      const cure =
        'Sign in, or have an operator invite you; a forgotten password is mended by a new invitation.';
      throw new CommandError('firstAdministrator.exists', 'There is an administrator already.', cure, {
        exitCode: 1,
      });
    }
    const json = { url: link.url, expiresAt: new Date(link.expiresAt).toISOString() };
    return { exitCode: 0, json, text: presentFirstLink(link) };
  });
