// Everybody who was left out, each with the reason, grouped by what to do about it.

export interface PlannedStep {
  do: string;
  name: string | null;
  alias: string | null;
  person: string;
  because: { code: string; message: string; cure: string };
}

const lineWidth = 110;

export function presentLeftOut(steps: readonly PlannedStep[]): string {
  const leftOut = steps.filter((step) => step.do === 'skip' || step.do === 'conflict');
  const groups = Map.groupBy(leftOut, (step) => step.because.code);
  const lines = ['', `Everybody who was left out (${leftOut.length}), and why:`];
  for (const [code, people] of [...groups].toSorted(([, a], [, b]) => b.length - a.length)) {
    lines.push('', ...presentGroup(code, people));
  }
  return lines.join('\n');
}

function presentGroup(code: string, people: readonly PlannedStep[]): string[] {
  const names = people.map((step) => step.name ?? step.alias ?? step.person);
  const messages = new Set(people.map((step) => step.because.message));
  if (messages.size === 1)
    return [`  ${code} (${people.length}) – ${[...messages].join()}`, ...presentList(names)];
  const width = Math.max(...names.map((name) => name.length));
  const rows = people.map((step, n) => `    ${(names[n] ?? '').padEnd(width)}  ${step.because.message}`);
  return [`  ${code} (${people.length})`, ...rows];
}

/** Names one after the other, broken into lines. */
function presentList(names: readonly string[]): string[] {
  const lines: string[] = [];
  let line = '   ';
  names.forEach((name, n) => {
    const word = n === names.length - 1 ? name : `${name},`;
    if (line.length + word.length + 1 > lineWidth) {
      lines.push(line);
      line = '   ';
    }
    line += ` ${word}`;
  });
  return [...lines, line];
}
