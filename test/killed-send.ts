// One time of sending mails in a process of its own that kills itself at its n-th statement to the database, before or just after
// sending it. Started by the tests of what is sent how often; says how many statements it came to when it was not killed.
import pg from 'pg';
import { openMailSender } from '../src/jobs/mail-sender.ts';
import { noLog } from '../src/log.ts';
import { openDatabase } from '../src/store/database.ts';
import { mailTo } from './mail-world.ts';

const [url = '', port = '', now = '', killAt = '', when = ''] = process.argv.slice(2);
const database = await openDatabase(url);

let statements = 0;
const send = Reflect.get(pg.Client.prototype, 'query') as (this: pg.Client, ...args: unknown[]) => unknown;
const killing = function (this: pg.Client, ...args: unknown[]): unknown {
  statements += 1;
  const isLast = statements === Number(killAt);
  if (isLast && when === 'before') process.kill(process.pid, 'SIGKILL');
  const answer = send.apply(this, args);
  // The statement leaves this process on the next turn of the loop; the one after it is too late to see the answer.
  if (isLast && when === 'after') setImmediate(() => process.kill(process.pid, 'SIGKILL'));
  return answer;
};
Object.assign(pg.Client.prototype, { query: killing });

const sender = openMailSender({
  database,
  mail: mailTo(Number(port)),
  smtpPassword: null,
  now: () => Number(now),
  log: noLog,
});
await sender.sendDue(AbortSignal.timeout(20_000));
process.stdout.write(String(statements));
await database.close();
