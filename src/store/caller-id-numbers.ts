// Numbers that are shown as caller id: default caller ids of the company's sync templates, those that their rules choose,
// and those of users. A free one among them is nobody's yet, but whoever gets it answers calls meant for somebody else.
import { sql } from 'kysely';

/** The query, as `digits`: automatic numbers pass these over. */
export function selectCallerIds(companyId: string) {
  return sql<{ digits: string }>`
    select settings->>'defaultCallerId' as digits from sync_templates
      where company_id = ${companyId} and settings->>'defaultCallerId' is not null
    union
    select rule->>'callerId' from sync_templates
      cross join lateral jsonb_array_elements(case jsonb_typeof(settings->'rules') when 'array' then settings->'rules' else '[]' end) as rule
      where company_id = ${companyId} and rule->>'callerId' is not null
    union
    select caller_id from users where company_id = ${companyId} and caller_id is not null`;
}
