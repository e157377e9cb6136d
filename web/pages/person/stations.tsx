// The stations that a person goes through, in order: what each says, where that was learnt and when, and on what evidence.
import type { ReactNode } from 'react';
import { IconAlertTriangle, IconBan, IconCheck, IconQuestionMark } from '@tabler/icons-react';
import type { ExplanationStation } from '../../api/api-types.ts';
import { useWords } from '../../words/words.tsx';
import { tellStation, tellTerm } from './tell.ts';
import type { Telling } from './tell.ts';
import classes from './person.module.css';

const signs = { passes: IconCheck, warns: IconAlertTriangle, stops: IconBan, unknown: IconQuestionMark };

export function Stations({ telling }: { telling: Telling }): ReactNode {
  const { words } = useWords();
  return (
    <section className={classes['part']} aria-labelledby="stations">
      <h2 id="stations">{words.people.explain().stationsTitle}</h2>
      <ol className={classes['stations']}>
        {telling.explanation.stations.map((station) => (
          <StationItem key={station.station} station={station} telling={telling} />
        ))}
      </ol>
    </section>
  );
}

function StationItem({ station, telling }: { station: ExplanationStation; telling: Telling }): ReactNode {
  const { words, format } = useWords();
  const w = words.people.explain();
  const { text, lang } = tellStation(station, telling);
  const Sign = signs[station.verdict];
  const isTold = station.verdict === 'stops' || station.verdict === 'warns';
  return (
    <li className={classes['station']} data-verdict={station.verdict}>
      <span className={classes['sign']}>
        <Sign size={14} aria-hidden />
      </span>
      <div className={classes['about']}>
        <div className={classes['stationHead']}>
          <b>{w.station[station.station]}</b>
          <span className={classes['outcome']}>{w.verdict[station.verdict]}</span>
          <span className={classes['quiet']}>
            {w.from[station.from]}
            {station.readAt !== null && ` · ${format.dateTime(station.readAt)}`}
          </span>
        </div>
        <p lang={lang}>{text}</p>
        {station.evidence.length > 0 && (
          <details open={isTold}>
            <summary>
              {w.evidenceTitle}
              <span className="visually-hidden">: {w.station[station.station]}</span>
            </summary>
            <dl className={classes['evidence']}>
              {station.evidence.map(({ what, is }, nth) => (
                <div key={nth}>
                  <dt>{tellTerm(what, telling)}</dt>
                  <dd>{tellTerm(is, telling)}</dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </div>
    </li>
  );
}
