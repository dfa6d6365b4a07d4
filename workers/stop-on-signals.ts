/** Settles at the first request to stop: Ctrl-C or a polite kill. A second one ends the process at once. */
export function stopOnSignals(): Promise<void> {
  return new Promise((resolve) => {
    let asked = 0;
    const ask = () => {
      asked += 1;
      if (asked > 1) process.exit(130);
      resolve();
    };
    process.on("SIGINT", ask);
    process.on("SIGTERM", ask);
  });
}
