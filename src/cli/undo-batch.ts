// rollcall undo-batch BATCH: takes back what one deed about many users did (apply-settings prints its batch), row by row where
// today's value is still the "after". --dry-run shows it.
import { undoByHand } from '../run/undo-by-hand.ts';
import { readCompanies } from '../store/companies.ts';
import { refusal } from './command.ts';
import type { Command } from './command.ts';
import { pickCompany } from './pick.ts';
import { presentUndone } from './undo.ts';
import { withStore } from './with-store.ts';
import { presentHand } from './with-user.ts';

export const undoBatch: Command = (context) =>
  withStore(context, async (opened) => {
    const companies = await readCompanies(opened.store.database.kysely);
    const hand = presentHand(context, opened, pickCompany(companies, context.config.company));
    const preview = context.flags.has('--dry-run');
    const answer = await undoByHand(hand, { batch: context.words[0] ?? '' }, { preview });
    if (!answer.ok) throw refusal(answer);
    return { exitCode: 0, json: answer, text: presentUndone(answer, preview) };
  });
