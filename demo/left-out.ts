// Everybody who was left out, each with the reason, grouped by what to do about it.

export interface PlannedStep {
  do: string;
  name: string | null;
  alias: string | null;
  person: string;
  because: { code: string; message: string; cure: string };
}

export function presentLeftOut(steps: readonly PlannedStep[]): string {
  const leftOut = steps.filter((step) => step.do === 'skip' || step.do === 'conflict');
  const groups = Map.groupBy(leftOut, (step) => step.because.code);
  const lines = ['', `Everybody who was left out (${leftOut.length}), and why:`];
  for (const [code, people] of [...groups].toSorted(([, a], [, b]) => b.length - a.length)) {
    lines.push('', `  ${code} (${people.length})`);
    const names = people.map((step) => step.name ?? step.alias ?? step.person);
    const width = Math.max(...names.map((name) => name.length));
    people.forEach((step, n) => lines.push(`    ${(names[n] ?? '').padEnd(width)}  ${step.because.message}`));
  }
  return lines.join('\n');
}
