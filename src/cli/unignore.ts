// rollcall unignore TEMPLATE PERSON: the person is made a user again by the next run, if in scope.
import { unignorePerson } from '../run/hand-words.ts';
import type { Command } from './command.ts';
import { presentAnswer, presentHand } from './with-user.ts';
import { withTemplate } from './with-template.ts';

export const unignore: Command = (context) =>
  withTemplate(context, async ({ template, company }, opened) => {
    const person = context.words[1] ?? '';
    const answer = await unignorePerson(presentHand(context, opened, company), template.template.id, person);
    return presentAnswer(answer, { person }, `${person} is ignored no more.`);
  });
