// rollcall delete-template TEMPLATE --keep-users | --let-go: deletes a sync template. What becomes of its users must be
// said; --dry-run tells how many they are.
import { randomUUIDv7 } from 'node:crypto';
import { decideDue } from '../plan/due.ts';
import { deleteTemplate, readDeletionSize } from '../run/delete-template.ts';
import type { TemplateDeleted } from '../run/delete-template.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import { CommandError, refusal } from './command.ts';
import type { Command, CommandContext, CommandResult } from './command.ts';
import type { Picked } from './pick.ts';
import { commandActor } from './command-actor.ts';
import { presentCount } from './terminal.ts';
import { withTemplate } from './with-template.ts';
import type { OpenedStore } from './with-store.ts';

export const deleteSyncTemplate: Command = async (context) => {
  const users = decideUsers(context.flags);
  return withTemplate(context, async (picked, opened) => {
    if (context.flags.has('--dry-run')) return tellSize(picked, opened, users, context);
    const { template, company } = picked;
    const answer = await deleteTemplate(opened.store.database, {
      companyId: company.id,
      templateId: template.template.id,
      actor: commandActor(),
      now: context.config.now ?? Date.now(),
      newId: randomUUIDv7,
      trigger: 'cli',
      users,
    });
    if (!answer.ok) throw refusal(answer);
    return { exitCode: 0, json: answer, text: presentDeleted(template.template.name, answer) };
  });
};

function decideUsers(flags: CommandContext['flags']): 'keep' | 'letGo' {
  const [keep, letGo] = [flags.has('--keep-users'), flags.has('--let-go')];
  if (keep !== letGo) return keep ? 'keep' : 'letGo';
  const message = keep
    ? 'The users can not both be kept and be let go.'
    : 'It was not said what becomes of the users of the sync template.';
  const cure = 'Write --keep-users or --let-go; --dry-run beside it tells how many they are.';
  throw new CommandError('usage', message, cure);
}

async function tellSize(
  { template: { template }, company }: Picked<StoredSyncTemplate>,
  { store }: OpenedStore,
  users: 'keep' | 'letGo',
  { config }: CommandContext,
): Promise<CommandResult> {
  const now = config.now ?? Date.now();
  const size = await readDeletionSize(store.database, template.id);
  const { date } = decideDue(now, template.keepDays, company.timeZone);
  const deleteOn = users === 'letGo' ? date : null;
  const many = `${presentCount(size.users)} users`;
  const text =
    users === 'keep'
      ? `${many} would stay, ${presentCount(size.leaving)} of them now leaving; their links would be cut.`
      : `${many} would leave and be deleted on ${date} or before, but for ${presentCount(size.held)} who are held.`;
  const mails = size.welcomes > 0 ? `\n${presentWelcomes(size.welcomes, users)}` : '';
  return { exitCode: 0, json: { dryRun: true, ...size, deleteOn }, text: `${text}${mails}` };
}

function presentWelcomes(count: number, users: 'keep' | 'letGo'): string {
  const many = `${presentCount(count)} welcome mails to them are held or wait`;
  if (users === 'letGo') return `${many} and would be discarded.`;
  return `${many} and stay so: rollcall release-mail sends those that are held, rollcall discard-mail sets them aside.`;
}

function presentDeleted(name: string, did: TemplateDeleted): string {
  const parts = [
    [did.kept, 'stay and are kept by no sync'],
    [did.moved, 'pass to another sync template'],
    [did.leave, 'begin to leave'],
    [did.delete, 'are deleted'],
  ] as const;
  const lines = parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `  ${presentCount(count)} users ${what}`);
  const head = did.isGone
    ? `The sync template ${name} is deleted.`
    : `The sync template ${name} lets its users go, and goes with the last of them.`;
  return [head, ...lines].join('\n');
}
