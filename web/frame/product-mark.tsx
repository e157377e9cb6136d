// The product's mark: a receiver on a filled square.
import type { ReactNode } from 'react';
import { IconPhone } from '@tabler/icons-react';
import classes from './product-mark.module.css';

export function ProductMark(): ReactNode {
  return (
    <span className={classes['mark']}>
      <IconPhone size={14} aria-hidden />
    </span>
  );
}
