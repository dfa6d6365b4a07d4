import type { StoreHandle } from "../../storage/database.ts";

/** A database in which something happens once before the first transaction begins, as if somebody had been quicker. */
export function meanwhile(db: StoreHandle, happen: () => Promise<unknown>): StoreHandle {
  let isOver: Promise<unknown> | null = null;
  return new Proxy(db, {
    get(target, key) {
      const value = Reflect.get(target, key) as unknown;
      if (key !== "transaction") return typeof value === "function" ? (value.bind(target) as unknown) : value;
      isOver ??= happen();
      return () => ({
        execute: async (work: never) => {
          await isOver;
          return target.transaction().execute(work);
        },
      });
    },
  });
}
