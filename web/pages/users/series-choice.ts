// Series that numbers for people can be taken from, as a list to choose from: from, to, what is free, and what it is noted for.
import { useRead } from '../../api/use-api.ts';
import { useWords } from '../../words/words.tsx';

export function useSeriesChoice(): { value: string; label: string }[] {
  const { words, format } = useWords();
  const series = useRead('/companies/{company}/number-series');
  return (series.data?.numbers ?? [])
    .filter(({ kind, free }) => kind !== 'service' && free > 0)
    .map(({ from, to, free, note }) => ({
      value: from,
      label: words.users.series(from, to ?? from, format.number(free), note ?? ''),
    }));
}
