import type { AlarmKind, AlarmRule, Sign } from "./alarm.ts";

type Hides = AlarmRule["hides"];

/** Nothing follows from it. */
export const hidesNothing: Hides = () => false;

/** Everything is unknown while it lasts. */
export const hidesEverything: Hides = () => true;

/** These kinds follow from it, at all clients. */
export const hidesKinds =
  (...kinds: readonly AlarmKind[]): Hides =>
  (_, { kind }) =>
    kinds.includes(kind);

/** These kinds follow from it, at the same client. */
export const hidesOfClient =
  (...kinds: readonly AlarmKind[]): Hides =>
  (own: Sign, { kind, clientId }) =>
    kinds.includes(kind) && own.clientId === clientId;
