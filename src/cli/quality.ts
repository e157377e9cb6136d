// rollcall quality TEMPLATE: what is wrong in Entra as far as phones go, with how many, how it went and whom to ask. With a code
// everybody who has it; with --csv FILE all of it for a spreadsheet. Works as soon as people were read, before anything is mapped.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { resolve } from 'node:path';
import { openCredentials } from '../access/credentials.ts';
import { SecretUnreadable } from '../access/secret-unreadable.ts';
import { connectors } from '../connectors/registry.ts';
import { OutsideError } from '../connectors/outside-error.ts';
import { isQualityCode, qualityCodes } from '../plan/quality-codes.ts';
import { presentNearest } from '../plan/nearest.ts';
import { readQuality, readQualityPage } from '../run/quality.ts';
import { readQualityCsv } from '../run/quality-csv.ts';
import type { QualityAsk, ShownPerson } from '../run/quality.ts';
import { readGroupNames } from '../run/quality-groups.ts';
import { openRenewal } from '../run/renew-credential.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import type { Command, CommandContext, CommandResult } from './command.ts';
import { CommandError } from './command.ts';
import { presentFoundPeople, presentQuality } from './present-quality.ts';
import type { OpenedStore } from './with-store.ts';
import { withTemplate } from './with-template.ts';

export const quality: Command = (context) =>
  withTemplate(context, async ({ template, company }, opened) => {
    const { database } = opened.store;
    const ask: QualityAsk = { database, template, company, now: context.config.now ?? Date.now() };
    const [, word] = context.words;
    if (context.flags.has('--csv')) return writeCsv(context, ask, opened);
    if (word !== undefined) return listPeople(ask, word);
    const report = await readQuality(ask, await readGroups(context, ask, opened));
    return { exitCode: 0, json: report, text: presentQuality(report, company.timeZone) };
  });

function readGroups(
  { config }: CommandContext,
  { database, template, now }: QualityAsk,
  opened: OpenedStore,
) {
  return readGroupNames(database, template, now, async (names) => {
    const { provider } = template;
    const cloud = config.clouds.get(provider.cloud);
    if (!cloud)
      throw new OutsideError(
        'entra',
        'provider.invalid',
        `The provider names the cloud ${JSON.stringify(provider.cloud)}, which this machine does not know.`,
        'Add it to ROLLCALL_CLOUDS, or change "cloud" in the provider.',
      );
    const credentials = await openStoredCredentials(template, opened);
    const { maxWaitSeconds } = config;
    const renew = openRenewal({ database, openBox: opened.openBox, now: () => now });
    const sealed = template.credentials ?? Buffer.alloc(0);
    const onNextInUse = renew({ templateId: template.template.id, provider, sealed });
    const options = { provider, credentials, cloud, now: Date.now, maxWaitSeconds, onNextInUse };
    return connectors[template.template.kind].readNamesakes(options, names);
  });
}

async function openStoredCredentials(
  { template, credentials }: StoredSyncTemplate,
  { openBox }: OpenedStore,
) {
  try {
    return await openCredentials(await openBox(), template.id, credentials ?? Buffer.alloc(0));
  } catch (error) {
    // The report is of use without the question that the secret is needed for.
    if (!(error instanceof SecretUnreadable)) throw error;
    throw new OutsideError('secret box', 'credential.wrong', error.message, error.cure, { cause: error });
  }
}

const PAGE = 1_000;

async function listPeople(ask: QualityAsk, code: string): Promise<CommandResult> {
  if (!isQualityCode(code)) {
    const codes = Object.keys(qualityCodes);
    const message = `The report knows no ${JSON.stringify(code)}.${presentNearest(code, codes)}`;
    throw new CommandError(
      'quality.unknown',
      message,
      'Take a code from the report; or write --csv before a file.',
      {
        details: { codes },
      },
    );
  }
  const people: ShownPerson[] = [];
  let page = await readQualityPage(ask, code, null, PAGE);
  while (page !== null) {
    people.push(...page.rows);
    page = page.next && (await readQualityPage(ask, code, page.next, PAGE));
  }
  return { exitCode: 0, json: people, text: presentFoundPeople(code, people) };
}

async function writeCsv(
  context: CommandContext,
  ask: QualityAsk,
  opened: OpenedStore,
): Promise<CommandResult> {
  const [, word = '-'] = context.words;
  const pieces = readQualityCsv(ask, await readGroups(context, ask, opened));
  if (word === '-') {
    if (context.config.json)
      throw new CommandError(
        'usage',
        'CSV and JSON can not share standard output.',
        'Name a file after --csv.',
      );
    let text = '';
    for await (const piece of pieces) text += piece;
    // The line end that is put behind every answer is the last line's own.
    return { exitCode: 0, json: null, text: text.replace(/\r\n$/, '\r') };
  }
  const file = resolve(word);
  let bytes = 0;
  const counted = async function* () {
    for await (const piece of pieces) {
      bytes += Buffer.byteLength(piece);
      yield piece;
    }
  };
  try {
    // Names and numbers of people: for whoever wrote it alone.
    await pipeline(Readable.from(counted()), createWriteStream(file, { mode: 0o600 }), {
      signal: context.signal,
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!['ENOENT', 'EACCES', 'EPERM', 'EISDIR', 'ENOTDIR', 'ENOSPC', 'EROFS'].includes(code ?? ''))
      throw error;
    throw new CommandError(
      'file.unwritable',
      `${file} can not be written (${code}).`,
      'Name a file in a folder that you may write to.',
      {
        cause: error,
      },
    );
  }
  return { exitCode: 0, json: { file, bytes }, text: `${file} has everything that was found.` };
}
