// What an administrator can choose from before anything is mapped.
import { expect, test } from 'vitest';
import { mergeSampledFields } from './sampled-fields.ts';

test('fields that are not read yet are offered with the values of the sample, parts of an object each by itself', () => {
  const known = [{ field: 'givenName', count: 1200, samples: ['Eva'] }];
  const sample = [
    {
      id: 'a',
      facts: {
        givenName: 'Eva',
        city: 'Umeå',
        onPremisesExtensionAttributes: { extensionAttribute1: '4711' },
      },
    },
    { id: 'b', facts: { givenName: 'Bo', city: '', onPremisesExtensionAttributes: null } },
  ];
  expect(mergeSampledFields(known, sample)).toEqual([
    { field: 'givenName', count: 1200, samples: ['Eva'] },
    { field: 'city', count: 1, samples: ['Umeå'] },
    { field: 'onPremisesExtensionAttributes.extensionAttribute1', count: 1, samples: ['4711'] },
  ]);
});
