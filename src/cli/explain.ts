// rollcall explain TEMPLATE WHO: what the template makes of a person and why, with the smallest thing to do.
// Nobody found is a plain answer with exit code 1; several are listed to choose from.
import { userFields } from '../plan/sync-template.ts';
import { explainPerson } from '../run/explain.ts';
import type { Explanation, PersonExplanation } from '../run/explain.ts';
import type { Command } from './command.ts';
import { paint, presentPlain, presentTable, presentTime } from './terminal.ts';
import { withTemplate } from './with-template.ts';

export const explain: Command = (context) =>
  withTemplate(context, async ({ template, company }, { store }) => {
    const explanation = await explainPerson(store.database, template.template.id, context.words[1] ?? '');
    return {
      exitCode: explanation.found && !('several' in explanation) ? 0 : 1,
      json: explanation,
      text: presentExplanation(explanation, company.timeZone),
    };
  });

function presentExplanation(explanation: Explanation, timeZone: string): string {
  if (!explanation.found) return `${explanation.message}\n  ${explanation.cure}`;
  if ('several' in explanation) {
    const rows = explanation.several.map(({ person, name, userPrincipalName }) =>
      [`  ${person}`, name ?? '', userPrincipalName ?? ''].map(presentPlain),
    );
    return ['Several people fit; say which by object id:', ...presentTable(rows)].join('\n');
  }
  return presentPerson(explanation, timeZone);
}

function presentPerson(explained: PersonExplanation, timeZone: string): string {
  const { person, name, userPrincipalName, scope, standing, otherTemplate } = explained;
  return [
    `${paint('bold', presentPlain(name ?? person))}  ${presentPlain(userPrincipalName ?? '')}`,
    paint('dim', person),
    '',
    `In scope   ${scope.isIn ? 'yes' : 'no'}: ${scope.message}`,
    `Last plan  ${standing ?? 'not planned yet as the person is now'}`,
    ...presentUser(explained),
    ...(otherTemplate === null ? [] : [`Kept by    the sync template ${JSON.stringify(otherTemplate)}`]),
    ...presentValues(explained),
    ...presentReasons(explained),
    ...presentSteps(explained, timeZone),
  ].join('\n');
}

function presentUser({ user }: PersonExplanation): string[] {
  if (!user) return ['User       none'];
  const until = user.deleteOn === null ? '' : `, is deleted on ${user.deleteOn}`;
  return [`User       ${presentPlain(user.alias)} (${user.state}${until})  ${paint('dim', user.id)}`];
}

function presentValues({ values }: PersonExplanation): string[] {
  if (values.length === 0) return [];
  // As the mapping is written, not as the database gives it back; further fields after those that all have.
  const rank = ({ field }: { field: string }) => (userFields as readonly string[]).indexOf(field) >>> 0;
  const rows = values
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ field, isRequired, source, found, value, trouble, why }) => [
      `  ${field}${isRequired ? ' *' : ''}`,
      value === null ? paint(trouble ? 'red' : 'dim', trouble ?? 'empty') : presentPlain(value),
      paint(
        'dim',
        `← ${source ?? 'constant'}${found !== null && found !== value ? ` ${JSON.stringify(found)}` : ''}`,
      ),
      why ?? '',
    ]);
  return ['', 'Values (* is required):', ...presentTable(rows)];
}

function presentReasons({ reasons }: PersonExplanation): string[] {
  return reasons.flatMap(({ code, message, cure, winner }) => [
    '',
    `${paint('yellow', code)}  ${presentPlain(message)}`,
    ...(winner ? [`  Held by ${presentPlain(winner.name)}`] : []),
    ...(cure === '' ? [] : [`  ${presentPlain(cure)}`]),
  ]);
}

function presentSteps({ steps }: PersonExplanation, timeZone: string): string[] {
  if (steps.length === 0) return [];
  const rows = steps.map(({ at, outcome, step }) => [
    `  ${presentTime(new Date(at), timeZone)}`,
    step.do,
    outcome,
    presentPlain(step.because.message),
  ]);
  return ['', 'Lately:', ...presentTable(rows)];
}
