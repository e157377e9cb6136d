// Which places of its own networks the server's owner lets exchanges be in: the option.
import type { AllowedHosts } from './webhook/network.ts';
import { parseHosts } from './webhook/webhook-options.ts';

export const targetOptions = {
  targetHosts: {
    flag: null,
    variable: 'ROLLCALL_TARGET_HOSTS',
    value: 'LIST',
    standard: 'public addresses alone',
    about:
      'Where exchanges may be beside the public network, separated by commas: names (pbx.intern.example, *.intern.example), addresses or networks (10.0.0.0/8).',
  },
} as const;

type Given = (option: { flag: string | null; variable: string | null }) => string | undefined;
type GiveFault = (option: string, message: string, cure: string) => void;

export const parseTargetHosts = (given: Given, fault: GiveFault): AllowedHosts =>
  parseHosts(targetOptions.targetHosts, given, fault);
