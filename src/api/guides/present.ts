// A guide as it is answered, field by field, its secret as dots. One that renews a secret shows the ids of its template, which stay.
import { guideSteps, renewalSteps } from '../../plan/guide-steps.ts';
import { maskedSecret } from '../../plan/provider-json.ts';
import type { Actor } from '../../store/audit-log.ts';
import type { Guide } from '../../store/guides.ts';
import { KEEP_GUIDES_MS } from '../../store/guides.ts';
import type { StoredSyncTemplate } from '../../store/sync-templates.ts';
import type { ShownGuide } from './schema.ts';

/** What is edited: its version tells, as one secret looks like another. */
export const presentEditable = ({ id, version }: Guide) => ({ id, version });

/** template: whose secret it renews. */
export function presentGuide(
  guide: Guide,
  template: StoredSyncTemplate | null,
  clouds: readonly string[],
): ShownGuide {
  return {
    id: guide.id,
    template: guide.templateId,
    name: template?.template.name ?? guide.name,
    steps: guide.templateId === null ? [...guideSteps] : [...renewalSteps],
    step: guide.step,
    done: [...guide.done],
    tenantId: template?.provider.tenantId ?? guide.tenantId,
    clientId: template?.provider.clientId ?? guide.clientId,
    cloud: template?.provider.cloud ?? guide.cloud,
    clouds: [...clouds],
    clientSecret: guide.secret === null ? null : maskedSecret,
    expires: guide.expires,
    startedBy: presentActor(guide.startedBy),
    startedAt: guide.startedAt.toISOString(),
    changedBy: presentActor(guide.changedBy),
    changedAt: guide.changedAt.toISOString(),
    endsAt: new Date(guide.changedAt.getTime() + KEEP_GUIDES_MS).toISOString(),
  };
}

const presentActor = ({ kind, id, name }: Actor) => ({ kind, id, name });
