// A caller id that nobody holds: somebody who calls back reaches whoever gets the number one day. Nothing is claimed by it;
// it is said what will happen. Pure.

export interface CallerIdNote {
  code: 'callerId.free';
  message: string;
  cure: string;
}

/** digits: a number that is neither somebody's nor reserved nor a service's. */
export function presentFreeCallerId(digits: string): CallerIdNote {
  return {
    code: 'callerId.free',
    message: `${digits} is shown as caller id and is free: whoever has it in Entra gets it as PSTN Fixed. Automatic numbers pass it over.`,
    cure: 'Reserve it or make it a service number ("kind": "service") to keep it.',
  };
}
