// /metrics in Prometheus' text form: the figures of the database, read anew at most every few seconds however many ask, and Node's
// own. Labels are ids and words of the program, never a name.
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { readMailFigures } from '../../store/mail-figures.ts';
import type { MailFigures } from '../../store/mail-figures.ts';
import { readFigures } from '../../store/metrics.ts';
import type { Figures, TemplateFigures } from '../../store/metrics.ts';
import { readTargetFigures } from '../../store/target-figures.ts';
import type { TargetFigures } from '../../store/target-figures.ts';
import type { Database } from '../../store/database.ts';

export interface Metrics {
  /** The whole answer, and its content type. */
  read(): Promise<{ text: string; contentType: string }>;
}

/** Several Prometheus servers may ask; the database answers for all of them once. */
const KEEP_MS = 5_000;
const DAY_MS = 86_400_000;

export function openMetrics(database: Database, version: string, clock: () => number): Metrics {
  let kept: { answer: Promise<string>; until: number } | null = null;
  // Node's own go on counting, so that they live as long as the process.
  const ofProcess = new Registry();
  collectDefaultMetrics({ register: ofProcess });
  const build = { name: 'rollcall_build_info', help: 'Always 1.', labelNames: ['version', 'node'] };
  new Gauge({ ...build, registers: [ofProcess] }).set({ version, node: process.versions.node }, 1);
  const ask = async () => {
    const [figures, mail, targets] = await Promise.all([
      readFigures(database.kysely),
      readMailFigures(database.kysely, new Date(clock())),
      readTargetFigures(database.kysely, null),
    ]);
    return (await presentFigures({ figures, mail, targets }, clock())) + (await ofProcess.metrics());
  };
  return {
    async read() {
      if (!kept || kept.until <= performance.now()) {
        const asked = { answer: ask(), until: performance.now() + KEEP_MS };
        kept = asked;
        // A failure is not kept.
        asked.answer.catch(() => {
          if (kept === asked) kept = null;
        });
      }
      return { text: await kept.answer, contentType: ofProcess.contentType };
    },
  };
}

interface Read {
  figures: Figures;
  mail: MailFigures;
  targets: readonly TargetFigures[];
}

function presentFigures({ figures, mail, targets }: Read, now: number): Promise<string> {
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `rollcall_${name}`, help, labelNames, registers });
  gauge('runs_queued', 'Runs that wait for a worker.').set(figures.queued);
  gauge('runs_running', 'Runs that go on.').set(figures.running);
  gauge('runs_queued_oldest_seconds', 'How long the longest has waited.').set(figures.oldestQueuedSeconds);
  addTotals(figures.totals, registers);
  addMail(mail, gauge, registers);
  addTemplates(figures.templates, now, gauge);
  addTargets(targets, gauge);
  return registry.metrics();
}

const counters: Readonly<Record<string, { name: string; help: string; label: string | null }>> = {
  runs: { name: 'runs_total', help: 'Runs that have ended, by state.', label: 'state' },
  steps: { name: 'steps_total', help: 'Steps that were applied, by what they did.', label: 'do' },
  requests: { name: 'graph_requests_total', help: 'Requests to Graph; a batch is one.', label: null },
  waits: { name: 'graph_waits_total', help: 'Times that Graph or sign-in made a run wait.', label: null },
  waitSeconds: { name: 'graph_wait_seconds_total', help: 'Seconds of these waits.', label: null },
};

function addTotals(totals: Figures['totals'], registers: Registry[]): void {
  for (const [what, { name, help, label }] of Object.entries(counters)) {
    const labelNames = label === null ? [] : [label];
    const counter = new Counter({ name: `rollcall_${name}`, help, labelNames, registers });
    if (label === null) counter.inc(0);
    for (const one of totals) {
      if (one.what !== what) continue;
      counter.inc(label === null ? {} : { [label]: one.label }, one.total);
    }
  }
}

function addMail(mail: MailFigures, gauge: OpenGauge, registers: Registry[]): void {
  const { waiting, held, uncertain, failed, oldestWaitingSeconds, server } = mail;
  const mails = gauge('mails', 'Mails by state, of those that are not done with.', ['state']);
  for (const [state, count] of Object.entries({ waiting, held, uncertain, failed }))
    mails.set({ state }, count);
  gauge('mails_waiting_oldest_seconds', 'Age of the oldest mail that waits.').set(oldestWaitingSeconds);
  gauge('mail_server_trouble', '1 while the mail server is in trouble.').set(server.trouble ? 1 : 0);
  const sent = {
    name: 'rollcall_mails_sent_total',
    help: 'Mails that the mail server has taken.',
    registers,
  };
  new Counter(sent).inc(server.sent);
}

function addTargets(targets: readonly TargetFigures[], gauge: OpenGauge): void {
  const names = ['company', 'target', 'kind'];
  const users = gauge('target_users', 'Users who are not at the exchange as the directory says.', [
    ...names,
    'state',
  ]);
  const oldest = gauge('target_pending_oldest_seconds', 'Age of the oldest change that waits.', names);
  const state = gauge('target_state', 'Always 1: whether the exchange is fed.', [...names, 'state']);
  const trouble = gauge('target_trouble', '1 while the exchange does not take what it should.', names);
  for (const one of targets) {
    const labels = { company: one.companyId, target: one.id, kind: one.kind };
    users.set({ ...labels, state: 'pending' }, one.pending);
    users.set({ ...labels, state: 'failed' }, one.failed);
    users.set({ ...labels, state: 'drift' }, one.drift);
    oldest.set(labels, one.oldestPendingSeconds);
    state.set({ ...labels, state: one.state }, 1);
    trouble.set(labels, one.trouble === null ? 0 : 1);
  }
}

type OpenGauge = (name: string, help: string, labelNames?: string[]) => Gauge;

function addTemplates(templates: readonly TemplateFigures[], now: number, gauge: OpenGauge): void {
  const names = ['company', 'template'];
  const age = gauge(
    'template_last_success_age_seconds',
    'Since the last run that succeeded; infinite before the first. Not of paused templates.',
    names,
  );
  const linked = gauge('template_linked_users', 'Users that the template keeps.', names);
  const leaving = gauge('template_leaving_users', 'Of these, users that are leaving.', names);
  const people = gauge('template_people', 'People in scope, by the last run that read everything.', names);
  const leftOut = gauge('template_left_out_people', 'Of these, people without a user.', names);
  const days = gauge('template_credential_days_left', 'Negative when it has expired.', names);
  const state = gauge('template_last_run', 'Always 1: state of the last run.', [...names, 'state']);
  for (const one of templates) {
    const labels = { company: one.companyId, template: one.templateId };
    const last = one.lastSuccessAt?.getTime();
    if (one.mode !== 'paused') age.set(labels, last === undefined ? Infinity : (now - last) / 1000);
    linked.set(labels, one.linked);
    leaving.set(labels, one.leaving);
    if (one.people !== null) people.set(labels, one.people);
    if (one.leftOut !== null) leftOut.set(labels, one.leftOut);
    if (one.lastState !== null) state.set({ ...labels, state: one.lastState }, 1);
    if (one.credentialExpires === null) continue;
    // Its last day counts to the end.
    const end = Date.parse(`${one.credentialExpires}T00:00:00Z`) + DAY_MS;
    if (!Number.isNaN(end)) days.set(labels, Math.floor((end - now) / DAY_MS));
  }
}
