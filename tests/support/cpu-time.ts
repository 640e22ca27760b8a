/** How long something has kept this thread busy: unlike the clock, it does not run on while others have the processor. */
export function cpuTime(): () => number {
  const before = process.threadCpuUsage();
  return () => {
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1_000;
  };
}
