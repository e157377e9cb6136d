// A part of a form: heading and one line on the left, fields on the right.
import { useId } from 'react';
import type { ReactNode } from 'react';
import classes from './section.module.css';

export function Section({
  title,
  text,
  children,
}: {
  title: string;
  text?: ReactNode;
  children: ReactNode;
}): ReactNode {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes['section']}>
      <div>
        <h2 id={id} className={classes['title']}>
          {title}
        </h2>
        {text && <p className={classes['text']}>{text}</p>}
      </div>
      <div className={classes['fields']}>{children}</div>
    </section>
  );
}
