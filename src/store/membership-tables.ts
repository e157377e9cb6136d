// Shapes of the tables that say which groups of creation rules somebody belongs to: as remembered, and as a run reads it.

interface RuleMembershipsTable {
  template_id: string;
  person_id: string;
  groups: string[];
  asked: string;
  read_at: Date;
}

interface StagedMembershipsTable {
  run_id: string;
  person_id: string;
  groups: string[];
}

export interface MembershipTables {
  rule_memberships: RuleMembershipsTable;
  staged_memberships: StagedMembershipsTable;
}
