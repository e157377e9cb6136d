// One person led through every station: brings in what is known of her, has her planned, and puts the explanation together.
import type { Facts } from '../plan/facts.ts';
import type { Mapped } from '../plan/mapping.ts';
import type { Reason } from '../plan/reasons.ts';
import { readNewestEnded, readPersonAround, readWithheldOf } from '../store/explained.ts';
import type { FoundPerson } from '../store/roster-search.ts';
import { readSettingsTemplates } from '../store/settings-templates.ts';
import { readStepsAbout } from '../store/steps.ts';
import { readListedUsers } from '../store/users.ts';
import { presentDirectoryEntry } from './directory-list.ts';
import { decideLivePresence, presentLiveRuleGroups, presentSettings, presentSetup } from './explain-live.ts';
import type { ExplainDeps, ExplainSetting, Looked } from './explain-live.ts';
import { planLikely } from './explain-plan.ts';
import { canMapAnew } from './map-anew.ts';
import type { PersonExplanation } from './explanation.ts';
import { presentMappedValues, presentPerson, presentScope } from './present-explanation.ts';
import { presentVerdict } from './present-verdict.ts';
import type { Station, Subject } from './station.ts';
import {
  presentBrake,
  presentClaims,
  presentCreation,
  presentMatchStation,
  presentUserStation,
} from './stations-directory.ts';
import { presentEntra, presentFilter, presentTemplate } from './stations-entra.ts';
import { presentMapping, presentPersonStation, presentRequirement } from './stations-person.ts';
import { presentScopeStation } from './stations-scope.ts';
import { mapShownStep } from './step-rows.ts';

const MOST_STEPS = 10;

export async function explainOne(
  deps: ExplainDeps,
  setting: ExplainSetting,
  found: FoundPerson,
  looked: Looked,
): Promise<Omit<PersonExplanation, 'live' | 'number'>> {
  const db = deps.database.kysely;
  const { stored, company } = setting;
  const subject = await readSubject(deps, setting, found, looked);
  const { facts, mapped, user, who } = subject;
  const now: FoundPerson = { ...found, facts: facts ?? {}, mapped };
  const values = presentMappedValues(now, stored.template);
  const stations = presentStations(subject, values);
  const { verdict, smallestChanges } = presentVerdict(subject, stations);
  const steps = await readStepsAbout(db, company.id, { person: found.person, user: found.user }, MOST_STEPS);
  const reasons = (found.reasons ?? []) as Reason[];
  const told = reasons.find((reason) => reason.cure !== '')?.cure;
  return {
    found: true,
    ...who,
    verdict,
    smallestChanges,
    stations,
    scope: presentScope(found, stored),
    values,
    standing: found.isPlanned ? found.standing : null,
    reasons,
    cure: told ?? smallestChanges[0]?.what ?? null,
    user,
    otherTemplate: found.otherTemplate,
    isIgnored: subject.around.ignored !== null,
    createAnyway: subject.around.createAnyway,
    steps: steps.map((row) => ({
      at: row.at.toISOString(),
      run: row.run_id,
      outcome: row.outcome,
      step: mapShownStep(row),
    })),
  };
}

function presentStations(subject: Subject, values: PersonExplanation['values']): Station[] {
  return [
    presentTemplate(subject),
    presentEntra(subject),
    presentScopeStation(subject),
    presentFilter(subject),
    presentPersonStation(subject),
    presentMapping(subject, values),
    presentRequirement(subject),
    presentClaims(subject),
    presentMatchStation(subject),
    presentCreation(subject),
    presentBrake(subject),
    presentUserStation(subject),
  ];
}

async function readSubject(
  deps: ExplainDeps,
  setting: ExplainSetting,
  found: FoundPerson,
  { live, answer }: Looked,
): Promise<Subject> {
  const { database } = deps;
  const db = database.kysely;
  const { stored, company } = setting;
  const { id } = stored.template;
  const now = deps.now();
  const settings = presentSettings(setting, now);
  const facts = answer?.is === 'found' ? answer.facts : ((found.facts ?? null) as Facts | null);
  const asked = answer?.is === 'found' ? settings.readHash : stored.readHash;
  const remapped = facts !== null && canMapAnew(settings, facts, asked) ? settings.mapping.map(facts) : null;
  const { person } = found;
  const around = await readPersonAround(db, { companyId: company.id, templateId: id, person }, new Date(now));
  const [user] = found.user === null ? [] : await readListedUsers(db, company.id, [found.user]);
  const newestRun = await readNewestEnded(db, id, person);
  const withheld = newestRun === null ? [] : await readWithheldOf(db, newestRun.id, person);
  const readNow = {
    facts: remapped === null ? null : facts,
    presence: decideLivePresence(answer),
    ruleGroups: presentLiveRuleGroups(answer),
  };
  const name = answer?.is === 'bin' ? answer : presentPerson({ ...found, facts: facts ?? {} });
  return {
    company,
    stored,
    now,
    who: { person, name: name.name, userPrincipalName: name.userPrincipalName },
    found,
    around,
    user: user ? presentDirectoryEntry(user) : null,
    live,
    answer,
    facts,
    mapped: remapped ?? ((found.mapped ?? null) as Mapped | null),
    likely: await planLikely(database, presentSetup(setting, now), settings, person, readNow),
    settingsTemplates: await readSettingsTemplates(db, company.id),
    newestRun,
    withheld: withheld.map(mapShownStep),
  };
}
