// Opens the store, picks the company and reads the number or range of numbers that a command names in any written form.
import type { Range } from '../run/hand-reserved.ts';
import { matchRange } from '../plan/number-range.ts';
import { readCompanies } from '../store/companies.ts';
import type { Company } from '../store/companies.ts';
import { readNumberSeries } from '../store/number-series.ts';
import { CommandError } from './command.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { pickCompany } from './pick.ts';
import { withStore } from './with-store.ts';
import type { OpenedStore } from './with-store.ts';

export function withRange(
  context: CommandContext,
  work: (range: Range, company: Company, opened: OpenedStore) => Promise<CommandResult>,
): Promise<CommandResult> {
  return withStore(context, async (opened) => {
    const { kysely } = opened.store.database;
    const company = pickCompany(await readCompanies(kysely), context.config.company);
    const text = context.words[0] ?? '';
    const series = await readNumberSeries(kysely, company.id);
    const read = matchRange(text, { country: company.country, series });
    if ('first' in read) return work(read, company, opened);
    throw new CommandError(
      'number.invalid',
      `${JSON.stringify(text)} can not be read: ${read.why}.`,
      'Write it as 46812345000, 08-123 45 000 or, for several, 46812345000-46812345099.',
    );
  });
}

/** The same where one number is meant. */
export function withNumber(
  context: CommandContext,
  work: (digits: string, company: Company, opened: OpenedStore) => Promise<CommandResult>,
): Promise<CommandResult> {
  return withRange(context, (range, company, opened) => {
    if (range.first === range.last) return work(String(range.first), company, opened);
    throw new CommandError('number.several', 'That is a range of numbers.', 'Name one number.');
  });
}
