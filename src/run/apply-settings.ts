// Applies a settings template to chosen users: looked at first, and carried out only as it was seen when the users were chosen by
// what they are and not by name. One deed with one entry in the audit log, and a step for each user, all of one batch, so that
// the whole of it can be taken back. Settings that the template leaves alone stay, and so does the caller id.
import { byHandReason } from '../plan/reasons.ts';
import { applyStoredSteps } from '../store/apply-plan.ts';
import { writeAudit } from '../store/audit-log.ts';
import { readSettingsPlan, writeSettingsSteps } from '../store/settings-applying.ts';
import type { ChosenUsers, SettingsPlan } from '../store/settings-applying.ts';
import { lockSettingsTemplate } from '../store/settings-templates.ts';
import { decideCoolingUntil } from './cooling.ts';
import { doDeed, failure } from './hand-deed.ts';
import type { Deed, Hand, HandResult } from './hand-deed.ts';

export interface SettingsWish {
  /** Id of the settings template. */
  template: string;
  chosen: ChosenUsers;
  /** Tells what would happen and changes nothing. */
  preview: boolean;
  /** The fingerprint of the preview that was seen. Needed where users are chosen by a filter. */
  expected?: string | null;
  why?: string | null;
}

export interface SettingsApplied extends SettingsPlan {
  preview: boolean;
  /** By which all of it can be taken back; null: nothing was changed. */
  batch: string | null;
}

/** Users named one by one in an answer. */
const MOST_SHOWN = 200;

/** Refused as `settingsTemplate.unknown`, `settingsTemplate.previewFirst`, `settingsTemplate.applyChanged`. */
export async function applySettings(
  hand: Hand,
  wish: SettingsWish,
  newBatch: () => string,
): Promise<HandResult<SettingsApplied>> {
  return doDeed(hand, async (deed) => {
    const { db, company } = deed;
    // Seen, compared and written in several statements: nobody edits it in between.
    const template = await lockSettingsTemplate(db, company.id, wish.template);
    if (!template) return templateUnknown;
    const applying = { companyId: company.id, template: template.id, chosen: wish.chosen };
    const plan = await readSettingsPlan(db, applying, MOST_SHOWN);
    const { preview, expected = null } = wish;
    if (preview) return { ok: true, ...plan, preview, batch: null };
    if (expected === null && 'filter' in wish.chosen) return previewFirst;
    if (expected !== null && expected !== plan.fingerprint) return applyChanged;
    if (plan.change === 0) return { ok: true, ...plan, preview, batch: null };
    const batch = newBatch();
    const at = new Date(hand.now);
    const because = byHandReason(wish.why ?? `The settings template ${template.name} was applied.`);
    const stepIds = await writeSettingsSteps(db, applying, { actor: hand.actor, at, because, batch });
    await carryOutSteps(deed, stepIds);
    await writeAudit(db, {
      companyId: company.id,
      actor: hand.actor,
      address: hand.address ?? null,
      action: 'settingsTemplate.apply',
      subject: { kind: 'settingsTemplate', id: template.id, name: template.name },
      details: { batch, users: plan.change, ...(wish.why ? { why: wish.why } : {}) },
    });
    return { ok: true, ...plan, preview, batch };
  });
}

// No word of an administrator's is among them, and nobody is planned anew for them: settings are none of the source's.
async function carryOutSteps({ db, hand, company }: Deed, stepIds: number[]): Promise<void> {
  const context = {
    runId: null,
    stepIds,
    templateId: null,
    companyId: company.id,
    at: new Date(hand.now),
    coolingUntil: decideCoolingUntil(company, hand.now),
    defaultCallerId: null,
    defaultSettingsTemplate: null,
  };
  await applyStoredSteps(db, context, new Set(['change']));
}

const templateUnknown = failure(
  'settingsTemplate.unknown',
  'There is no such settings template.',
  'Choose one of the company’s settings templates.',
);

const previewFirst = failure(
  'settingsTemplate.previewFirst',
  'Users that are chosen by a filter can be others than somebody thinks.',
  'Make a preview, and send its fingerprint as "expected".',
);

const applyChanged = failure(
  'settingsTemplate.applyChanged',
  'It would not change the same users in the same way as in the preview; nothing was changed.',
  'Look at a new preview, and apply that one.',
);
