// Whom creation rules would decide for if everybody were new: for each rule how many fit it, for how many it is the first, and so
// whether it ever decides at all. A group that somebody was not asked about makes a rule unknown for her, never unfit. Pure.
import type { CreationRule } from './creation-rules.ts';

export interface RuleReach {
  name: string;
  /** People who fulfil its condition. */
  fits: number;
  /** … and for whom no rule before it decides: 0 with many who fit is a rule in another's shadow. */
  decides: number;
  /** People whose groups are not known. */
  unknown: number;
  /** Names of some for whom it decides. */
  samples: string[];
}

export interface OpenRuleReach {
  /** hits: positions of the rules that their own facts fulfil. groups: as the rules name them; null: not known. */
  add(hits: readonly number[], groups: readonly string[] | null, people: number, name: string | null): void;
  /** undecided: people of whom a group that is not known would have to be known. none: whom no rule fits. */
  present(): { rules: RuleReach[]; people: number; none: number; undecided: number };
}

/** isKnown: whether a group was asked about at all; samples: names to keep for each rule. */
export function openRuleReach(
  rules: readonly CreationRule[],
  isKnown: (group: string) => boolean,
  samples: number,
): OpenRuleReach {
  const reach = rules.map(({ name }): RuleReach => ({ name, fits: 0, decides: 0, unknown: 0, samples: [] }));
  let [people, none, undecided] = [0, 0, 0];
  return {
    add(hits, groups, count, name) {
      people += count;
      let first: RuleReach | 'unknown' | null = null;
      for (const [at, one] of reach.entries()) {
        const fits = decideFit(rules[at], hits.includes(at), groups, isKnown);
        if (fits === 'unknown') one.unknown += count;
        else if (fits) one.fits += count;
        if (first === null && fits !== false) first = fits === 'unknown' ? 'unknown' : one;
      }
      if (first === null) none += count;
      else if (first === 'unknown') undecided += count;
      else {
        first.decides += count;
        if (name !== null && first.samples.length < samples) first.samples.push(name);
      }
    },
    present: () => ({ rules: reach, people, none, undecided }),
  };
}

function decideFit(
  rule: CreationRule | undefined,
  isHit: boolean,
  groups: readonly string[] | null,
  isKnown: (group: string) => boolean,
): boolean | 'unknown' {
  if (rule === undefined || !('group' in rule.when)) return isHit;
  const { group } = rule.when;
  return groups === null || !isKnown(group) ? 'unknown' : groups.includes(group);
}
