// What the server warns of in a sync template, English: its own words.
import type { SaidOfTemplates } from '../template-warnings-shape.ts';

export const templateWarnings: SaidOfTemplates = [];
