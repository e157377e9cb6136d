// Samples of the test mail: plain, and from somebody whose name is no name.
import { hostile, sampleNotice } from '../mail-sample.ts';

export const samples = [
  sampleNotice('test', 'test', { by: 'Maria Holm' }),
  sampleNotice('test-hostile', 'test', { by: Object.values(hostile).join(' ') }, { hasLogo: true }),
];
