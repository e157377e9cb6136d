// rollcall keep-users TEMPLATE: after tenant.changed, keeps the users and cuts their links, so that the sync template
// begins afresh on the tenant that its provider names now.
import { keepUsers } from '../run/keep-users.ts';
import { refusal } from './command.ts';
import type { Command } from './command.ts';
import { commandActor } from './command-actor.ts';
import { presentCount } from './terminal.ts';
import { withTemplate } from './with-template.ts';

export const keepTemplateUsers: Command = (context) =>
  withTemplate(context, async ({ template, company }, { store }) => {
    const answer = await keepUsers(store.database, {
      companyId: company.id,
      templateId: template.template.id,
      actor: commandActor(),
      now: context.config.now ?? Date.now(),
    });
    if (!answer.ok) throw refusal(answer);
    const text = `${presentCount(answer.users)} users stay without a link. Next: rollcall plan ${JSON.stringify(template.template.name)}.`;
    return { exitCode: 0, json: answer, text };
  });
