// Which numbers lead to whom at an exchange that keeps them as rows: what is taken away, what is written, and who cannot have what
// they should because something else has it. Users of one batch may swap. Pure; knows neither Asterisk nor Kamailio.

/** One row (or several of the same number) that is there now. */
export interface NumberRow {
  number: string;
  /** The account it leads to; null where it does something else. */
  account: string | null;
  /** For people: what is there. */
  what: string;
}

export interface NumberWish {
  account: string;
  wanted: readonly string[];
}

interface NumberChange {
  account: string;
  number: string;
}

export interface NumberPlan {
  /** Hers, and wanted. */
  keep: NumberChange[];
  remove: NumberChange[];
  add: NumberChange[];
  /** By account: the first thing in the way. Whoever is in it is left as she is. */
  conflicts: Map<string, NumberRow>;
}

/** rows: everything that is at a wanted number or leads to an account of the wishes. */
export function decideNumbers(wishes: readonly NumberWish[], rows: readonly NumberRow[]): NumberPlan {
  const conflicts = new Map<string, NumberRow>();
  const byNumber = Map.groupBy(rows, ({ number }) => number);
  // Whoever meets somebody keeps her rows, and may so stand in the way of others: until nobody more is stopped.
  for (;;) {
    const going = wishes.filter(({ account }) => !conflicts.has(account));
    const stopped = findStopped(going, byNumber);
    if (stopped.size === 0) return presentPlan(going, rows, conflicts);
    for (const [account, row] of stopped) conflicts.set(account, row);
  }
}

function findStopped(
  going: readonly NumberWish[],
  byNumber: ReadonlyMap<string, NumberRow[]>,
): Map<string, NumberRow> {
  const wantedBy = new Map(going.map(({ account, wanted }) => [account, new Set(wanted)]));
  const stopped = new Map<string, NumberRow>();
  const takenBy = new Map<string, string>();
  /** It leads to somebody who goes, too, and gives it up. */
  const isGivenUp = ({ account, number }: NumberRow): boolean =>
    account !== null && wantedBy.has(account) && !wantedBy.get(account)?.has(number);
  for (const { account, wanted } of going) {
    for (const number of wanted) {
      const here = byNumber.get(number) ?? [];
      if (here.some((row) => row.account === account)) continue;
      const row = here.find((one) => !isGivenUp(one));
      const other = takenBy.get(number);
      if (row) stopped.set(account, row);
      else if (other !== undefined)
        stopped.set(account, { number, account: other, what: `it is to lead to ${other}` });
      else takenBy.set(number, account);
      if (stopped.has(account)) break;
    }
  }
  return stopped;
}

function presentPlan(
  going: readonly NumberWish[],
  rows: readonly NumberRow[],
  conflicts: Map<string, NumberRow>,
): NumberPlan {
  const wantedBy = new Map(going.map(({ account, wanted }) => [account, new Set(wanted)]));
  const has = new Set(rows.map(({ account, number }) => `${account} ${number}`));
  const own = (isWanted: boolean) =>
    rows.flatMap(({ account, number }) =>
      account !== null && wantedBy.get(account)?.has(number) === isWanted ? [{ account, number }] : [],
    );
  const add = going.flatMap(({ account, wanted }) =>
    wanted.filter((number) => !has.has(`${account} ${number}`)).map((number) => ({ account, number })),
  );
  return { keep: own(true), remove: own(false), add, conflicts };
}
