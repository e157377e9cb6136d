// What a schema found wrong ─▶ faults in words, each with where it is and what to write instead.
import type { z } from '@hono/zod-openapi';
import type { ProblemFault } from './problems.ts';

type Issue = z.core.$ZodIssue;

/** target: json, query, header … where the value came from. */
export function mapIssues(issues: readonly Issue[], target: string): ProblemFault[] {
  return issues.map((issue) => {
    const path = presentPath(issue.path, target);
    return { path, ...presentIssue(issue) };
  });
}

function presentPath(path: readonly PropertyKey[], target: string): string {
  const text = path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at ? '.' : ''}${String(step)}`))
    .join('');
  return target === 'query' ? `?${text}` : text;
}

function presentIssue(issue: Issue): { message: string; cure: string } {
  switch (issue.code) {
    case 'invalid_type': {
      // The value itself is not in the issue, so that nothing that was sent comes back; its kind ends the message.
      if (issue.message.endsWith('received undefined'))
        return { message: 'It is missing.', cure: `Add it: ${article(issue.expected)}.` };
      return { message: `It is not ${article(issue.expected)}.`, cure: `Write ${article(issue.expected)}.` };
    }
    case 'unrecognized_keys': {
      const keys = issue.keys.map((key) => JSON.stringify(key)).join(', ');
      return { message: `There is more than is known: ${keys}.`, cure: 'Correct or remove it.' };
    }
    case 'invalid_value':
      return {
        message: 'The value is not one of those that there are.',
        cure: `Write one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}.`,
      };
    case 'too_small':
      return { message: 'It is too short or too small.', cure: `At least ${issue.minimum}.` };
    case 'too_big':
      return { message: 'It is too long or too large.', cure: `At most ${issue.maximum}.` };
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
      return presentOther(issue);
  }
}

/** A schema's own words end with what to do, after a line break; zod's have none. */
function presentOther(issue: Issue): { message: string; cure: string } {
  const [message = '', cure] = issue.message.split('\n');
  return {
    message: message.endsWith('.') ? message : `${message}.`,
    cure: cure ?? 'Correct it; the reference at /api says what belongs here.',
  };
}

const article = (what: string): string => (/^[aeiou]/.test(what) ? `an ${what}` : `a ${what}`);
