import type { TeamsBody } from "../../connectors/teams/channel.ts";
import { renderDigestForTeams } from "../../reports/alert/digest-teams.ts";
import { renderAlertForTeams } from "../../reports/alert/teams.ts";
import { drillWords } from "../../reports/drill/words.ts";
import { graduationWords } from "../../reports/graduation/words.ts";
import { renderPlainForTeams } from "../../reports/plain/teams.ts";
import { renderRestoredForTeams } from "../../reports/restored/teams.ts";
import { acknowledgePage } from "./acknowledgement.ts";
import { asHeard } from "./as-heard.ts";
import { notSetUp, reportsGoByEmail, type Sender } from "./attempt.ts";
import { deliverAlone, type Body } from "./deliver-alone.ts";
import { digestToSend } from "./digest.ts";
import { readSummary } from "./read-summary.ts";

/** One attempt to post a card to a Teams workflow. A repetition carries the same delivery id. */
export const deliverToTeams: Sender = async (world, claim) => {
  const teams = world.teams?.() ?? null;
  return teams === null ? notSetUp("Microsoft Teams", "a `teams:` section") : deliverAlone(teams, bodyOf, world, claim);
};

const bodyOf: Body<TeamsBody> = async (world, row) => {
  switch (row.message.kind) {
    case "alert": {
      const heard = await asHeard(world.db, row, row.message.alert);
      if (heard.saysNothing) return { ended: "dropped", reason: "what was added is resolved" };
      return renderAlertForTeams(heard.alert, await acknowledgePage(world, row));
    }
    case "digest": {
      const digest = await digestToSend(world, row);
      return "ended" in digest ? digest : renderDigestForTeams(digest);
    }
    case "drill":
      return renderPlainForTeams(drillWords(row.message.drill));
    case "graduated":
      return renderPlainForTeams(graduationWords(row.message.graduation));
    case "restored":
      return renderRestoredForTeams(await readSummary(world, row.message, row.address));
    case "weekly-report":
      return reportsGoByEmail;
  }
};
