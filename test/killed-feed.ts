// One feeding of targets in a process of its own that kills itself at its n-th statement to the database, before or just after sending
// it. Says how many statements it came to when it was not killed.
import { feedDue } from '../src/jobs/target-feeder.ts';
import { openDatabase } from '../src/store/database.ts';
import { killAtStatement } from './kill-at.ts';
import { feederOptions } from './target-world.ts';

const [url = '', killAt = '', when = ''] = process.argv.slice(2);
const database = await openDatabase(url);
const statements = killAtStatement(Number(killAt), when);
await feedDue(feederOptions(database), null, AbortSignal.timeout(20_000));
process.stdout.write(String(statements()));
await database.close();
