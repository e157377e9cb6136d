// Which message tells which kind of notice, by hand, one line each.
import type { NoticeKind } from '../../plan/notice.ts';
import type { MakeDraft } from '../draft.ts';
import { presentAllClearDraft } from './all-clear.ts';
import { presentIncidentDraft } from './incident.ts';
import { presentExpiringDraft, presentRenewedDraft } from './credential.ts';
import { presentLeftOutDraft } from './left-out.ts';
import { presentSummaryDraft } from './summary.ts';
import { presentTestDraft } from './test-mail.ts';
import { presentUsersCreatedDraft } from './users-created.ts';

export const drafts: { [K in NoticeKind]?: MakeDraft<K> } = {
  'users.created': presentUsersCreatedDraft,
  'incident.opened': presentIncidentDraft,
  'incident.reminder': presentIncidentDraft,
  'incident.closed': presentAllClearDraft,
  'credential.expiring': presentExpiringDraft,
  'credential.renewed': presentRenewedDraft,
  'people.leftOut': presentLeftOutDraft,
  'run.summary': presentSummaryDraft,
  test: presentTestDraft,
};
