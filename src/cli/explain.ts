// rollcall explain TEMPLATE WHO [--stored]: what the template makes of a person and why, with the smallest changes that help.
// Nobody found is a plain answer with exit code 1; several are listed to choose from.
import { explainPerson } from '../run/explain.ts';
import { openLook } from '../run/open-look.ts';
import type { Command } from './command.ts';
import { presentExplanation } from './present-explanation.ts';
import { withTemplate } from './with-template.ts';

export const explain: Command = (context) =>
  withTemplate(context, async ({ template, company }, { store, openBox }) => {
    const { clouds, maxWaitSeconds, now } = context.config;
    const { database } = store;
    const clock = () => now ?? Date.now();
    const look = openLook({ openBox, clouds, maxWaitSeconds, now: Date.now, database, clock });
    const explanation = await explainPerson(
      { database, now: clock, look },
      {
        templateId: template.template.id,
        who: context.words[1] ?? '',
        isLive: !context.flags.has('--stored'),
      },
    );
    return {
      exitCode: explanation.found && !('several' in explanation) ? 0 : 1,
      json: explanation,
      text: presentExplanation(explanation, company.timeZone),
    };
  });
