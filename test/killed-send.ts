// One time of sending mails in a process of its own that kills itself at its n-th statement to the database, before or just after
// sending it. Started by the tests of what is sent how often; says how many statements it came to when it was not killed.
import { openMailSender } from '../src/jobs/mail-sender.ts';
import { noLog } from '../src/log.ts';
import { openDatabase } from '../src/store/database.ts';
import { killAtStatement } from './kill-at.ts';
import { mailTo } from './mail-world.ts';

const [url = '', port = '', now = '', killAt = '', when = ''] = process.argv.slice(2);
const database = await openDatabase(url);

const statements = killAtStatement(Number(killAt), when);

const sender = openMailSender({
  database,
  mail: mailTo(Number(port)),
  smtpPassword: null,
  now: () => Number(now),
  log: noLog,
});
await sender.sendDue(AbortSignal.timeout(20_000));
process.stdout.write(String(statements()));
await database.close();
