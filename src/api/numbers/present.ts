// Series with their counts, numbers of the ledger, and all that is known of one number, as the API shows them.
import type { Reason } from '../../plan/reasons.ts';
import type { NumberAnswer } from '../../run/number-answer.ts';
import type { NumberHistoryRow } from '../../store/number-history.ts';
import type { ReservedRange } from '../../store/reserved-numbers.ts';
import type { SeriesStock } from '../../run/series-stock.ts';
import type { NumberSeries } from '../../store/number-series.ts';
import type { LedgerRow } from '../../store/numbers-list.ts';
import { presentActor } from '../runs/present.ts';
import type {
  ShownNumber,
  ShownNumberAnswer,
  ShownNumberEvent,
  ShownReserved,
  ShownSeriesList,
} from './schema.ts';

export function presentSeries(stocks: readonly SeriesStock[]): ShownSeriesList {
  return {
    numbers: stocks.map(({ series, pace, runsOutAt, warning, ...stock }) => ({
      ...presentPlainSeries(series),
      size: stock.size,
      free: stock.free,
      assigned: stock.assigned,
      cooling: stock.cooling,
      reserved: stock.reserved,
      service: stock.service,
      isLow: stock.isLow,
      pace: pace && { perMonth: pace.perMonth, days: pace.days },
      runsOutOn: runsOutAt === null ? null : runsOutAt.toISOString().slice(0, 7),
      warning: warning && { code: warning.code, message: warning.message, cure: warning.cure },
    })),
  };
}

/** As the configuration document has it; what two editors compare. */
export function presentPlainSeries({ first, last, single, kind, note }: NumberSeries) {
  return {
    from: String(first),
    ...(single ? {} : { to: String(last) }),
    kind,
    ...(note === null ? {} : { note }),
  };
}

export function presentNumber(row: LedgerRow): ShownNumber {
  return {
    digits: row.digits,
    state: row.state,
    user: row.user,
    alias: row.alias,
    coolingUntil: row.state === 'cooling' ? (row.coolingUntil?.toISOString() ?? null) : null,
    lastPerson: row.lastPerson,
    changedAt: row.changedAt?.toISOString() ?? null,
  };
}

export function presentReserved({ first, last, note, by, at }: ReservedRange): ShownReserved {
  return {
    from: String(first),
    ...(first === last ? {} : { to: String(last) }),
    note,
    by: presentActor(by),
    at: at.toISOString(),
  };
}

export function presentNumberAnswer(answer: NumberAnswer): ShownNumberAnswer {
  const { holder, cooling, reserved, wanted, shownBy } = answer;
  return {
    digits: answer.digits,
    state: answer.state,
    since: answer.since?.toISOString() ?? null,
    why: answer.why && { ...answer.why },
    change: answer.step,
    holder: holder && {
      user: holder.user,
      alias: holder.alias,
      name: holder.name,
      person: holder.person,
      isLeaving: holder.missingSince !== null,
    },
    cooling: cooling && {
      until: cooling.until.toISOString(),
      person: cooling.person,
      user: cooling.user,
      alias: cooling.alias,
    },
    reserved: reserved && presentReserved(reserved),
    series: answer.series.map(presentPlainSeries),
    wanted: {
      count: wanted.count,
      by: wanted.by.map(({ templateId, template, person, name, standing, reasons }) => ({
        template: templateId,
        templateName: template,
        person,
        name,
        standing,
        reasons: reasons.map((reason) => ({ ...reason })),
      })),
    },
    shownBy: {
      count: shownBy.count,
      users: shownBy.users.map(({ user, alias, name }) => ({ user, alias, name })),
    },
    callerIdOf: answer.callerIdOf.map(({ templateId, template, rule }) => ({
      template: templateId,
      templateName: template,
      rule,
    })),
    notes: answer.notes.map(({ code, message, cure }) => ({ code, message, cure })),
  };
}

export function presentNumberEvent(row: NumberHistoryRow): ShownNumberEvent {
  return {
    id: row.id,
    what: row.what,
    at: row.at.toISOString(),
    user: row.user,
    alias: row.alias,
    person: row.person,
    run: row.run,
    trigger: row.trigger,
    template: row.template,
    by: presentActor(row.by),
    because: { ...(row.because as Reason) },
    note: row.note,
  };
}
