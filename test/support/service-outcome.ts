import type { MissingService } from "./services.ts";

/** A service that is ready, with the way to end it, or the reason why there is none. */
export type ServiceOutcome<Value> =
  | { readonly value: Value; readonly stop?: () => Promise<void> }
  | { readonly missing: MissingService };
