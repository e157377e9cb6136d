// A step that is stored and read back is the step that was planned, and a brake's kind is told from it.
import { expect, it } from 'vitest';
import { plainReason } from '../plan/reasons.ts';
import type { Step } from '../plan/steps.ts';
import type { StepRow, StoredStep } from '../store/steps.ts';
import { decideKind, mapStepRow, mapStoredStep } from './step-rows.ts';

const base = { person: 'p1', alias: 'eva', because: plainReason('source.changed') };
const steps: Step[] = [
  {
    do: 'create',
    ...base,
    to: { alias: 'Eva', name: 'Eva', pstnFixed: '46812345001', 'fields.costCentre': '12' },
  },
  {
    do: 'change',
    ...base,
    user: 'u1',
    from: { title: null },
    to: { title: 'Chef', 'fields.costCentre': null },
  },
  { do: 'change', ...base, user: 'u1', from: { pstnFixed: '461' }, to: { pstnFixed: '462' } },
  { do: 'change', ...base, user: 'u1', from: {}, to: {}, toTemplate: { id: 't2', name: 'Göteborg' } },
  { do: 'leave', ...base, user: 'u1', missingSince: 1, until: 2, deleteOn: '2026-03-02' },
  { do: 'return', ...base, user: 'u1' },
  { do: 'delete', ...base, user: 'u1', from: { alias: 'eva' }, counted: true },
  { do: 'delete', ...base, user: 'u1', from: { alias: 'eva' }, counted: false },
  { do: 'skip', ...base },
  { do: 'conflict', ...base, candidates: [{ user: 'u2', alias: 'eva', evidence: ['alias'] }] },
];

function store(row: StepRow): StoredStep {
  const parse = (text: string | null) => (text === null ? null : (JSON.parse(text) as unknown));
  return {
    id: 1,
    run_id: 'r',
    template_id: 't',
    company_id: 'c',
    at: new Date(0),
    approved: row.isApproved,
    kind: row.kind,
    outcome: row.outcome,
    do_what: row.doWhat,
    person_id: row.person,
    user_id: row.user,
    alias: row.alias,
    before: parse(row.before),
    after: parse(row.after),
    because: parse(row.because),
    details: parse(row.details),
    actor: null,
    undone_by: null,
    erased_at: null,
  };
}

it.each(steps.map((step, nth) => [nth, step.do, step] as const))(
  'step %i, a %s, comes back as it was',
  (_nth, _do, step) => {
    const row = mapStepRow(step, { outcome: 'applied', user: null, isApproved: false });
    expect(mapStoredStep(store(row))).toEqual(step);
  },
);

it('keeps the alias as it is compared and further fields by their own names beside a new user', () => {
  const [create] = steps;
  const row = create && mapStepRow(create, { outcome: 'applied', user: 'u9', isApproved: false });
  expect(row && JSON.parse(row.details)).toEqual({ aliasKey: 'EVA', fields: { costCentre: '12' } });
  expect(row?.user).toBe('u9');
});

it('is counted by the brake of its kind, or by none', () => {
  expect(steps.map(decideKind)).toEqual([
    'creates',
    null,
    'numbers',
    null,
    'removals',
    null,
    'removals',
    null,
    null,
    null,
  ]);
});
