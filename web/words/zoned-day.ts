// When a day begins in a time zone, as an instant: what a person means by "from 22 November" and the API wants in UTC. Pure.

/** day: YYYY-MM-DD; timeZone: IANA, undefined for the browser's own. daysLater: 1 for the end of the day. */
export function startOfDay(day: string, timeZone: string | undefined, daysLater = 0): string {
  const wanted = Date.parse(`${day}T00:00:00Z`) + daysLater * 86_400_000;
  // Twice: the offset at the first guess may be that of the other side of a change to or from summer time.
  const near = wanted - offsetAt(wanted, timeZone);
  return new Date(wanted - offsetAt(near, timeZone)).toISOString();
}

/** How far clocks in the zone are ahead of UTC at that instant, in ms. */
function offsetAt(instant: number, timeZone: string | undefined): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const of = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - instant;
}
