// rollcall create-anyway TEMPLATE PERSON [WHY]: the person (object id) is none of the users with her mail or name, and the
// next run makes her a user. --take-back ends that, until a run has acted on it.
import { createAnyway as sayCreateAnyway, revokeCreateAnyway } from '../run/create-anyway.ts';
import type { Command } from './command.ts';
import { optionalWord, presentAnswer, presentHand } from './with-user.ts';
import { withTemplate } from './with-template.ts';

export const createAnyway: Command = (context) =>
  withTemplate(context, async ({ template: { template }, company }, opened) => {
    const person = context.words[1] ?? '';
    const hand = presentHand(context, opened, company);
    if (context.flags.has('--take-back')) {
      const answer = await revokeCreateAnyway(hand, template.id, person);
      return presentAnswer(answer, { person }, `${person} is a conflict again.`);
    }
    const why = optionalWord(context, 2);
    const answer = await sayCreateAnyway(hand, template.id, person, { why });
    return presentAnswer(answer, { person }, `${person} is made a user by the next run.`);
  });
