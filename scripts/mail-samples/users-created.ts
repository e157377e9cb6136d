// Samples of the separate message about new users: one, a digest of 340 of which a hundred are named, and hostile values.
import type { ToldUser } from '../../src/plan/told.ts';
import { hostile, sampleNotice } from '../mail-sample.ts';

const asa: ToldUser = {
  user: '0198f3a2-0003-7000-8000-000000000003',
  person: 'f1a2b3c4-0000-4000-8000-000000000001',
  alias: 'asa.lind-oberg',
  name: 'Åsa',
  surname: 'Lind-Öberg',
  email: 'asa.lind-oberg@nordvik.example',
  pstnFixed: '46846500412',
  extension: '0412',
};
const names = ['Anna', 'Bo', 'Cecilia', 'David', 'Elin', 'Fatima', 'Göran', 'Hassan', 'Ingrid', 'Jörgen'];
const surnames = [
  'Ek',
  'Holm',
  'Åkesson',
  'Öberg',
  'Lindqvist',
  'af Klercker',
  'Nyström',
  'Berg',
  'Wåhlin',
  'Ström',
];
const hundred = Array.from({ length: 100 }, (_, at): ToldUser => {
  const [name = '', surname = ''] = [names[at % 10], surnames[Math.floor(at / 10)]];
  const alias = `${name}.${surname}`.toLowerCase().replaceAll(' ', '');
  const nth = String(at).padStart(2, '0');
  return {
    user: `0198f3a2-0004-7000-8000-0000000000${nth}`,
    person: null,
    alias,
    name,
    surname,
    email: at % 7 === 0 ? null : `${alias}@nordvik.example`,
    pstnFixed: `468465004${nth}`,
    extension: `04${nth}`,
  };
});
const nobody: ToldUser = {
  ...asa,
  alias: hostile.markdown,
  name: hostile.html,
  surname: hostile.direction,
  email: hostile.lines,
  extension: hostile.long,
};

export const samples = [
  sampleNotice('users-created-one', 'users.created', { count: 1, users: [asa] }, { userId: asa.user }),
  sampleNotice('users-created-digest', 'users.created', { count: 340, users: hundred }, { hasLogo: true }),
  sampleNotice(
    'users-created-hostile',
    'users.created',
    { count: 1, users: [nobody] },
    { userId: nobody.user },
  ),
  sampleNotice('users-created-hostile-digest', 'users.created', { count: 12, users: [nobody, asa] }),
];
