// The settings that a user has, and which of them are not as its settings template says today.
import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import type { UserInFull } from '../../api/api-types.ts';
import { useWords } from '../../words/words.tsx';
import { presentSetting, settingNames } from '../settings-template/settings.ts';
import classes from './user.module.css';

export function UserSettingsList({ user }: { user: UserInFull }): ReactNode {
  const { words } = useWords();
  const set = settingNames.filter((name) => user.settings[name] !== undefined);
  return (
    <section aria-label={words.users.settings}>
      <div className={classes['head']}>
        <h2>{words.users.settings}</h2>
      </div>
      <dl className={classes['fields']}>
        <div className={classes['field']}>
          <dt>{words.users.templateLabel}</dt>
          <dd>
            {user.settingsTemplateId ? (
              <Link
                to="/settings-templates/$settingsTemplate"
                params={{ settingsTemplate: user.settingsTemplateId }}
              >
                {user.settingsTemplate}
              </Link>
            ) : (
              '–'
            )}
          </dd>
        </div>
        {set.map((name) => (
          <div key={name} className={classes['field']}>
            <dt>{words.settingsTemplates.settings[name]}</dt>
            <dd>
              {presentSetting(name, user.settings[name], words)}
              {user.differs.includes(name) && (
                <span className={classes['differs']}>{words.users.differs}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
