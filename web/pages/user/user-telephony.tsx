// What a user has of telephones: the account they sign in with, how the user stands at each exchange, which phones are registered now.
// Nothing where the company has no exchange.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { PhonesAtTarget, UserInFull } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { useRead } from '../../api/use-api.ts';
import { CopyText } from '../../parts/copy-text.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { useTellStanding } from '../exchange/tell-standing.ts';
import { PhoneLink } from './phone-link.tsx';
import { userPath } from './use-user.ts';
import classes from './user.module.css';

export function UserTelephony({ user }: { user: UserInFull }): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const [asksLink, setAsksLink] = useState(false);
  const { sipAccount, targets } = user;
  const told = words.exchanges;
  if (sipAccount === null && targets.length === 0) return null;
  return (
    <section aria-label={told.telephony}>
      <div className={classes['head']}>
        <h2>{told.telephony}</h2>
        {sipAccount && can('phone.hand') && (
          <Button size="compact-sm" onClick={() => setAsksLink(true)}>
            {told.newLink}
          </Button>
        )}
      </div>
      <dl className={classes['fields']}>
        {sipAccount && <Account account={sipAccount} />}
        {targets.map((one) => (
          <Standing key={one.targetId} one={one} />
        ))}
      </dl>
      {targets.some(({ externalId }) => externalId !== null) && <Phones user={user.id} />}
      {asksLink && <PhoneLink user={user} onClose={() => setAsksLink(false)} />}
    </section>
  );
}

function Account({ account }: { account: NonNullable<UserInFull['sipAccount']> }): ReactNode {
  const { words, format } = useWords();
  const told = words.exchanges;
  return (
    <div className={classes['field']}>
      <dt>{told.account}</dt>
      <dd>
        <CopyText value={account.account} what={told.account} />
        <span className={classes['whole']}>
          {account.shownAt ? told.shown(format.dateTime(account.shownAt)) : told.notShown}
        </span>
      </dd>
    </div>
  );
}

function Standing({ one }: { one: UserInFull['targets'][number] }): ReactNode {
  const { words } = useWords();
  const tell = useTellStanding();
  const { what, lang } = tell(one);
  return (
    <div className={classes['field']}>
      <dt>
        <Link
          to="/integrations/exchanges/$exchange"
          params={{ exchange: one.targetId }}
          search={{ tab: 'users', state: one.state, user: '' }}
        >
          {one.target}
        </Link>
      </dt>
      <dd>
        <span className={one.state === 'failed' || one.state === 'drift' ? classes['differs'] : undefined}>
          {words.exchanges.userStates[one.state]}
        </span>
        {what && (
          <span className={classes['quiet']} lang={lang}>
            {what}
          </span>
        )}
      </dd>
    </div>
  );
}

/** Asked of the exchanges now: one that does not answer says so beside the others. */
function Phones({ user }: { user: string }): ReactNode {
  const { words } = useWords();
  const phones = useRead(`${userPath}/phones`, { path: { user } });
  const told = words.exchanges;
  if (phones.error)
    return <Failed error={phones.error} what={told.phonesFailed} onRetry={() => void phones.refetch()} />;
  if (!phones.data) return <Loading rows={1} />;
  return (
    <dl className={classes['fields']}>
      {phones.data.items.map((one) => (
        <div key={one.target.id} className={classes['field']}>
          <dt>
            {told.phonesLabel} · {one.target.name}
          </dt>
          <dd>
            <Registered at={one} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Registered({ at: { phones, trouble } }: { at: PhonesAtTarget }): ReactNode {
  const { words, format } = useWords();
  if (trouble !== null) {
    const own = words.exchangeTroubles.troubles[trouble.code];
    return own ? own.text : <span lang="en">{trouble.message}</span>;
  }
  if (phones.length === 0) return words.exchanges.noPhones;
  return (
    <ul className={classes['phones']}>
      {phones.map(({ contact, userAgent, expiresAt }) => (
        <li key={contact}>
          <code>{contact}</code>
          <div className={classes['quiet']}>
            {[userAgent, expiresAt && words.exchanges.until(format.moment(expiresAt))]
              .filter(Boolean)
              .join(' · ')}
          </div>
        </li>
      ))}
    </ul>
  );
}
