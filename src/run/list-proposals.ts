// Pages of proposals: people to be created who are like users that no sync keeps, by name, with the evidence and what
// linking would change. A page costs what lies between its first and its last; the first one counts them all.
import type { Evidence } from '../plan/likeness.ts';
import type { Search } from '../plan/search.ts';
import type { Company } from '../store/companies.ts';
import type { Database } from '../store/database.ts';
import type { Page } from '../store/paged-list.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import { readPresentedProposals } from './present-proposals.ts';
import type { PresentedProposal } from './present-proposals.ts';
import { hasEvidence, openProposals } from './proposals.ts';
import type { Proposal } from './proposals.ts';

export interface ProposalsAsk {
  search: Search | null;
  /** Only those with this kind of evidence. */
  evidence: Evidence | null;
  limit: number;
  /** Sort key of the one before the page; null for the first page. */
  after: readonly string[] | null;
}

export interface ProposalsPage extends Page<PresentedProposal> {
  /** Of the first page only: how many have which evidence; a person may have several. */
  counts: Record<Evidence, number> | null;
}

export async function readProposalsPage(
  { kysely: db }: Database,
  { company, stored, now }: { company: Company; stored: StoredSyncTemplate; now: number },
  ask: ProposalsAsk,
): Promise<ProposalsPage> {
  const { id: companyId, timeZone } = company;
  const proposals = await openProposals({ db, companyId, timeZone, stored, now });
  const isFirst = ask.after === null;
  const [search = '', person = ''] = ask.after ?? [];
  const counts: Record<Evidence, number> = { alias: 0, pstnFixed: 0, email: 0, name: 0 };
  const found: Proposal[] = [];
  let total = 0;
  const after = isFirst ? null : ([search, person] as const);
  for await (const slice of proposals.read({ search: ask.search, after, isPage: !isFirst })) {
    for (const proposal of slice) {
      for (const kind of Object.keys(counts) as Evidence[])
        if (hasEvidence(proposal, kind)) counts[kind] += 1;
      if (ask.evidence !== null && !hasEvidence(proposal, ask.evidence)) continue;
      total += 1;
      if (found.length <= ask.limit) found.push(proposal);
    }
    if (!isFirst && found.length > ask.limit) break;
  }
  const page = found.slice(0, ask.limit);
  const presenting = { db, company, templateId: stored.template.id, now };
  return {
    rows: await readPresentedProposals(presenting, proposals, page),
    next: found.length > ask.limit ? (page.at(-1)?.key ?? null) : null,
    total: isFirst ? { count: total, isExact: true } : null,
    counts: isFirst ? counts : null,
  };
}
