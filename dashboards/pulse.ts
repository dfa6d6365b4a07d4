import type { StoreReader } from "../storage/database.ts";
import { readStoreVersion } from "../storage/reads/store-version.ts";

/** Watches the store for changes, once per second and only while somebody listens. */
export interface Pulse {
  /** The store's version now. Two equal versions mean that no page would read differently. */
  read(): Promise<string>;
  /** Calls back with the version now and after each change. Returns the way to stop it. */
  subscribe(listener: (version: string) => void): () => void;
}

const everyMs = 1000;

export function createPulse(db: StoreReader): Pulse {
  const listeners = new Set<(version: string) => void>();
  let timer: NodeJS.Timeout | null = null;
  const read = () => readStoreVersion(db);

  async function beat(): Promise<void> {
    // A database that is away is told by every page that reads it; here it only means that nothing new is known.
    const version = await read().catch(() => null);
    if (version !== null) for (const listener of listeners) listener(version);
    timer = listeners.size === 0 ? null : setTimeout(() => void beat(), everyMs).unref();
  }

  return {
    read,
    subscribe(listener) {
      listeners.add(listener);
      timer ??= setTimeout(() => void beat(), 0).unref();
      return () => void listeners.delete(listener);
    },
  };
}
