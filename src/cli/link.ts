// rollcall link TEMPLATE PERSON USER [WHY]: the person (object id) is that user; from the next run on her values rule it.
import { linkUser } from '../run/hand-links.ts';
import type { Command } from './command.ts';
import { optionalWord, presentAnswer, presentHand, readNamedUser } from './with-user.ts';
import { withTemplate } from './with-template.ts';

export const link: Command = (context) =>
  withTemplate(context, async ({ template: { template }, company }, opened) => {
    const [, person = '', who = ''] = context.words;
    const user = await readNamedUser(opened, company, who);
    const options = { relink: context.flags.has('--relink'), why: optionalWord(context, 3) };
    const hand = presentHand(context, opened, company);
    const answer = await linkUser(hand, user.id, { templateId: template.id, person }, options);
    const said = `${user.alias} is linked to ${person}. The next run gives it the person’s values.`;
    return presentAnswer(answer, { person, user: user.id, alias: user.alias }, said);
  });
