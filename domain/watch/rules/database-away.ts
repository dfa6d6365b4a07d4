import type { AlarmRule } from "../alarm.ts";
import { hidesEverything } from "../hides.ts";
import { sayAt, sentence } from "../say.ts";

export const databaseAway: AlarmRule = {
  kind: "database-away",
  title: "The database does not answer",
  severity: "critical",
  holds: true,
  hides: hidesEverything,
  meaning: "Nothing can be read or stored, so no audit ends and no alert goes out.",
  remedy:
    "Start PostgreSQL, or make it reachable again. `revwatch doctor` says what it answers. Revwatch goes on by itself.",
  find({ database }, now) {
    if (database.state === "there") return [];
    const { since, reason } = database;
    const what = `Audits stopped: the database has not answered since ${sayAt(since, now)}.`;
    const wayOut = "Start PostgreSQL or make it reachable, then check `revwatch doctor`.";
    return [
      {
        kind: "database-away",
        clientId: null,
        subject: "",
        since,
        what,
        why: sentence(reason),
        wayOut,
        over: "The database answers again.",
      },
    ];
  },
};
