/** Runs one step and tells the terminal: its name, how far it is, how long it took. */
export async function step<T>(name: string, work: (progress: (done: number) => void) => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  console.log(`· ${name} …`);
  let shownAt = startedAt;
  const result = await work((done) => {
    // A line a second is enough for anyone, and for a log file.
    if (performance.now() - shownAt < 1000) return;
    shownAt = performance.now();
    console.log(`  ${name}: ${done.toLocaleString("en")} (${seconds()})`);
  });
  console.log(`✓ ${name} (${seconds()})`);
  return result;
}
