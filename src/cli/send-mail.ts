// rollcall send-mail: sends the mails that are due now, once, for those who have no worker running (cron). A server in trouble is
// tried at once. Exit code 1 when it is in trouble.
import { openMailSender } from '../jobs/mail-sender.ts';
import type { SendReport } from '../jobs/mail-sending.ts';
import { readMailFigures } from '../store/mail-figures.ts';
import type { Command } from './command.ts';
import { CommandError } from './command.ts';
import { openClock } from './run-deps.ts';
import { paint, presentCount } from './terminal.ts';
import { withStore } from './with-store.ts';

export const sendMail: Command = (context) => {
  const { config, secrets, log, signal } = context;
  if (config.mail.sending === null) {
    const cure = 'Set ROLLCALL_SMTP_URL and ROLLCALL_MAIL_FROM.';
    throw new CommandError('mail.notSet', 'No mail server is set: mails are kept in the outbox.', cure);
  }
  return withStore(context, async ({ store }) => {
    const now = openClock(config.now);
    const { database } = store;
    const { smtpPassword } = secrets;
    // What was sent is told by the command itself.
    const troubleLog = { ...log, info: () => undefined };
    const sender = openMailSender({ database, mail: config.mail, smtpPassword, now, log: troubleLog });
    const { kept: _, isBusy, ...report } = await sender.sendDue(signal);
    const { waiting, held, uncertain } = await readMailFigures(database.kysely, new Date(now()));
    const trouble = presentTroubleJson(report.trouble);
    return {
      exitCode: report.trouble === null ? 0 : 1,
      json: { ...report, trouble, busy: isBusy, open: { waiting, held, uncertain } },
      text: presentReport({ ...report, isBusy }, { waiting, held, uncertain }),
    };
  });
};

function presentTroubleJson(trouble: SendReport['trouble']) {
  if (trouble === null) return null;
  const { code, message, cure, since } = trouble;
  return { code, message, cure, since: since.toISOString() };
}

function presentReport(
  report: Omit<SendReport, 'kept'>,
  open: { waiting: number; held: number; uncertain: number },
): string {
  const mails = (count: number) => `${presentCount(count)} ${count === 1 ? 'mail' : 'mails'}`;
  const { isBusy, sent, later, failed, uncertain, discarded, trouble } = report;
  const lines = isBusy ? ['Another process is sending.'] : [`${mails(sent)} sent.`];
  if (failed > 0) lines.push(paint('red', `${mails(failed)} refused for good.`));
  if (uncertain > 0)
    lines.push(paint('yellow', `${mails(uncertain)} uncertain: the line broke before the server’s answer.`));
  if (later > 0) lines.push(`${mails(later)} to be tried again.`);
  if (discarded > 0) lines.push(`${mails(discarded)} not needed any more.`);
  if (trouble !== null) lines.push(paint('red', trouble.message), `  ${trouble.cure}`);
  const rest = [
    ...(open.waiting > 0 ? [`${mails(open.waiting)} waiting`] : []),
    ...(open.held > 0 ? [`${mails(open.held)} held until somebody releases them`] : []),
    ...(open.uncertain > 0 ? [`${mails(open.uncertain)} uncertain in all`] : []),
  ];
  if (rest.length > 0) lines.push(paint('dim', `In the outbox: ${rest.join(', ')}.`));
  return lines.join('\n');
}
