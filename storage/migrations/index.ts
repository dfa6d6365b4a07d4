import { statements as core } from "./0001-core.ts";
import { statements as incrementalMirror } from "./0002-incremental-mirror.ts";
import { statements as readings } from "./0003-readings.ts";
import { statements as deliveries } from "./0004-deliveries.ts";
import { statements as watch } from "./0005-watch.ts";
import { statements as retention } from "./0006-retention.ts";
import { statements as recovery } from "./0007-recovery.ts";
import { statements as restored } from "./0008-restored.ts";
import { statements as secondReading } from "./0009-second-reading.ts";
import { statements as touchesClassed } from "./0010-touches-classed.ts";
import { statements as endings } from "./0011-endings.ts";
import { statements as hands } from "./0012-hands.ts";
import { statements as evidence } from "./0013-evidence.ts";
import { statements as propertySets } from "./0014-property-sets.ts";
import { statements as merges } from "./0015-merges.ts";
import { statements as eventSince } from "./0016-event-since.ts";
import { statements as leavers } from "./0017-leavers.ts";
import { statements as handSources } from "./0018-hand-sources.ts";
import { statements as handProof } from "./0020-hand-proof.ts";
import { statements as unknownOwners } from "./0021-unknown-owners.ts";
import { statements as judging } from "./0022-judging.ts";
import { statements as inventory } from "./0023-inventory.ts";
import { statements as associations } from "./0024-associations.ts";
import { statements as noticedHands } from "./0025-noticed-hands.ts";
import { statements as shortRun } from "./0026-short-run.ts";
import { statements as metPages } from "./0027-met-pages.ts";
import { statements as newNeeds } from "./0028-new-needs.ts";
import { statements as projections } from "./0029-projections.ts";
import { statements as past } from "./0030-past.ts";
import { statements as notices } from "./0031-notices.ts";
import { statements as problems } from "./0032-problems.ts";
import { statements as choices } from "./0033-choices.ts";
import { statements as mailStops } from "./0035-mail-stops.ts";
import { statements as stillSearch } from "./0036-still-search.ts";
import { statements as tellings } from "./0037-tellings.ts";
import { statements as leadClock } from "./0038-lead-clock.ts";
import { statements as hoursOfTeams } from "./0039-hours-of-teams.ts";
import { statements as slices } from "./0040-slices.ts";

export interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
}

/** In order. A migration that has been released is never edited; the next one corrects it. */
export const migrations: readonly Migration[] = [
  { name: "0001-core", statements: core },
  { name: "0002-incremental-mirror", statements: incrementalMirror },
  { name: "0003-readings", statements: readings },
  { name: "0004-deliveries", statements: deliveries },
  { name: "0005-watch", statements: watch },
  { name: "0006-retention", statements: retention },
  { name: "0007-recovery", statements: recovery },
  { name: "0008-restored", statements: restored },
  { name: "0009-second-reading", statements: secondReading },
  { name: "0010-touches-classed", statements: touchesClassed },
  { name: "0011-endings", statements: endings },
  { name: "0012-hands", statements: hands },
  { name: "0013-evidence", statements: evidence },
  { name: "0014-property-sets", statements: propertySets },
  { name: "0015-merges", statements: merges },
  { name: "0016-event-since", statements: eventSince },
  { name: "0017-leavers", statements: leavers },
  { name: "0018-hand-sources", statements: handSources },
  { name: "0020-hand-proof", statements: handProof },
  { name: "0021-unknown-owners", statements: unknownOwners },
  { name: "0022-judging", statements: judging },
  { name: "0023-inventory", statements: inventory },
  { name: "0024-associations", statements: associations },
  { name: "0025-noticed-hands", statements: noticedHands },
  { name: "0026-short-run", statements: shortRun },
  { name: "0027-met-pages", statements: metPages },
  { name: "0028-new-needs", statements: newNeeds },
  { name: "0029-projections", statements: projections },
  { name: "0030-past", statements: past },
  { name: "0031-notices", statements: notices },
  { name: "0032-problems", statements: problems },
  { name: "0033-choices", statements: choices },
  { name: "0035-mail-stops", statements: mailStops },
  { name: "0036-still-search", statements: stillSearch },
  { name: "0037-tellings", statements: tellings },
  { name: "0038-lead-clock", statements: leadClock },
  { name: "0039-hours-of-teams", statements: hoursOfTeams },
  { name: "0040-slices", statements: slices },
];
