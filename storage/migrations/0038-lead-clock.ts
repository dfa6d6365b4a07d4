/** What the clock of a client's leads waits for. Without a value there is none yet: the sweep starts it. */
export const statements: readonly string[] = [`alter table client add column clock_until timestamptz`];
