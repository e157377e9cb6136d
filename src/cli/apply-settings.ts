// rollcall apply-settings SETTINGS-TEMPLATE USER… | --all | --now-using NAME…: gives chosen users the settings of a template.
// --dry-run tells whom it would change. What is typed at a terminal is done as it stands then: looking and doing are one command.
import { applySettings } from '../run/apply-settings.ts';
import type { SettingsApplied } from '../run/apply-settings.ts';
import { readCompanies } from '../store/companies.ts';
import type { Company } from '../store/companies.ts';
import { readUserIds } from '../store/settings-applying.ts';
import type { ChosenUsers } from '../store/settings-applying.ts';
import { readSettingsTemplates } from '../store/settings-templates.ts';
import type { SettingsTemplate } from '../store/settings-templates.ts';
import { CommandError, refusal } from './command.ts';
import type { Command, CommandContext } from './command.ts';
import { pickCompany } from './pick.ts';
import { presentNearest } from '../plan/nearest.ts';
import { paint, presentCount, presentPlain, presentTable } from './terminal.ts';
import { withStore } from './with-store.ts';
import type { OpenedStore } from './with-store.ts';
import { presentHand, readNamedUser } from './with-user.ts';

export const applySettingsTemplate: Command = (context) =>
  withStore(context, async (opened) => {
    const db = opened.store.database.kysely;
    const company = pickCompany(await readCompanies(db), context.config.company);
    const templates = await readSettingsTemplates(db, company.id);
    const template = pickSettingsTemplate(templates, context.words[0] ?? '');
    const chosen = await readChosen(context, opened, company, templates);
    const preview = context.flags.has('--dry-run');
    const wish = { template: template.id, chosen, preview };
    const answer = await applySettings(presentHand(context, opened, company), wish, () =>
      crypto.randomUUID(),
    );
    if (!answer.ok) throw refusal(answer);
    return { exitCode: 0, json: answer, text: presentApplied(answer, template.name) };
  });

function pickSettingsTemplate(templates: readonly SettingsTemplate[], name: string): SettingsTemplate {
  const found = templates.find((one) => one.name === name);
  if (found) return found;
  const names = templates.map((one) => one.name);
  const listed = names.map((one) => JSON.stringify(one)).join(', ');
  throw new CommandError(
    'settingsTemplate.unknown',
    `There is no settings template ${JSON.stringify(name)}.${presentNearest(name, names)}`,
    names.length > 0 ? `There is ${listed}.` : 'Add it to "settingsTemplates" and import the document.',
    { details: { candidates: names } },
  );
}

async function readChosen(
  { words, flags }: CommandContext,
  opened: OpenedStore,
  company: Company,
  templates: readonly SettingsTemplate[],
): Promise<ChosenUsers> {
  const named = words.slice(1);
  const isAll = flags.has('--all');
  const isUsing = flags.has('--now-using');
  if (isAll ? isUsing || named.length > 0 : named.length === 0) throw choiceUnclear;
  if (isAll) return { ids: await readUserIds(opened.store.database.kysely, company.id, null) };
  if (isUsing) {
    const ids = named.map((name) => pickSettingsTemplate(templates, name).id);
    return { ids: await readUserIds(opened.store.database.kysely, company.id, ids) };
  }
  const users = [];
  for (const who of named) users.push((await readNamedUser(opened, company, who)).id);
  return { ids: users };
}

const choiceUnclear = new CommandError(
  'usage',
  'It is not clear which users are meant.',
  'Name the users, or the settings templates with --now-using, or write --all.',
);

/** Users named one by one on a terminal. */
const SHOWN_USERS = 20;

function presentApplied(
  { preview, change, unchanged, changes, users, batch }: SettingsApplied,
  name: string,
): string {
  const would = preview ? 'would get' : 'got';
  const rows = changes.map(({ setting, from, to, users: count }) => [
    `  ${presentCount(count)}`,
    presentPlain(setting),
    `${presentValue(from)} → ${presentValue(to)}`,
  ]);
  const shown = users
    .slice(0, SHOWN_USERS)
    .map((user) => [`  ${presentPlain(user.alias)}`, presentPlain(`${user.name} ${user.surname}`)]);
  return [
    `${presentCount(change)} ${change === 1 ? 'user' : 'users'} ${would} ${paint('bold', presentPlain(name))}; ${presentCount(unchanged)} have all of it already.`,
    ...(rows.length > 0 ? ['', ...presentTable(rows, [0])] : []),
    ...(shown.length > 0 ? ['', ...presentTable(shown)] : []),
    ...(change > shown.length ? [`  … and ${presentCount(change - shown.length)} more.`] : []),
    ...(batch === null ? [] : ['', paint('dim', `Take it back with: rollcall undo-batch ${batch}`)]),
  ].join('\n');
}

function presentValue(value: unknown): string {
  return value === null || value === undefined
    ? '–'
    : presentPlain(String(value as string | number | boolean));
}
