// rollcall ignore TEMPLATE PERSON [UNTIL] [WHY]: a person of the roster is not made a user, until that date.
import { ignorePerson } from '../run/hand-words.ts';
import type { Command } from './command.ts';
import { optionalWord, presentAnswer, presentHand } from './with-user.ts';
import { withTemplate } from './with-template.ts';

export const ignore: Command = (context) =>
  withTemplate(context, async ({ template, company }, opened) => {
    const person = context.words[1] ?? '';
    const [until, why] = [optionalWord(context, 2), optionalWord(context, 3)];
    const hand = presentHand(context, opened, company);
    const answer = await ignorePerson(hand, template.template.id, person, { until, why });
    return presentAnswer(
      answer,
      { person },
      `${person} is ignored${until === null ? '' : ` until ${until}`}.`,
    );
  });
