// Ends this process at its n-th statement to the database, before or just after sending it, as kill -9 would: for the programs
// that tests of what a kill leaves behind start.
import pg from 'pg';

/** killAt: 0 never. @returns how many statements there have been */
export function killAtStatement(killAt: number, when: string): () => number {
  let statements = 0;
  const send = Reflect.get(pg.Client.prototype, 'query') as (this: pg.Client, ...args: unknown[]) => unknown;
  const killing = function (this: pg.Client, ...args: unknown[]): unknown {
    statements += 1;
    const isLast = statements === killAt;
    if (isLast && when === 'before') process.kill(process.pid, 'SIGKILL');
    const answer = send.apply(this, args);
    // The statement leaves this process on the next turn of the loop; the one after it is too late to see the answer.
    if (isLast && when === 'after') setImmediate(() => process.kill(process.pid, 'SIGKILL'));
    return answer;
  };
  Object.assign(pg.Client.prototype, { query: killing });
  return () => statements;
}
