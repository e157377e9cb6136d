// How much this process has worked so far, in ms of processor time. For tests of what something costs: unlike a clock it stands
// still while other programs have the processor.
export function workedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
