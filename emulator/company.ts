// placeholder
import type { Directory } from './directory.ts';
export function fillCompany(_directory: Directory, _people: number, _seed: number): void {}
