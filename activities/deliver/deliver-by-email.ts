import type { AlertMessage } from "../../domain/alerting/alert.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import { placeOf } from "../../storage/channel-states.ts";
import { mailStoppedAt } from "../../storage/mail-stops.ts";
import type { EmailBody } from "../../connectors/email/channel.ts";
import { acknowledgePage } from "./acknowledgement.ts";
import { asHeard } from "./as-heard.ts";
import { isOperator } from "./is-operator.ts";
import { renderDigestEmail } from "../../reports/alert/digest.ts";
import { renderAlertEmail } from "../../reports/alert/email.ts";
import { renderWeeklyEmail } from "../../reports/weekly/email.ts";
import type { OutboxRow } from "../../storage/outbox.ts";
import { findReport } from "../../storage/reports.ts";
import type { ActivityWorld } from "../world.ts";
import { notSetUp, type Attempt, type Sender } from "./attempt.ts";
import { deliverAlone, type Body } from "./deliver-alone.ts";
import { envelopeOf, listOf } from "./email-envelope.ts";
import { drillWords } from "../../reports/drill/words.ts";
import { graduationWords } from "../../reports/graduation/words.ts";
import { renderPlainEmail } from "../../reports/plain/email.ts";
import { renderRestoredEmail } from "../../reports/restored/email.ts";
import { readSummary } from "./read-summary.ts";
import { digestToSend } from "./digest.ts";

/** One attempt to send an e-mail. A repetition carries the same Message-ID. */
export const deliverByEmail: Sender = async (world, claim) => {
  const email = world.email?.() ?? null;
  if (email === null) return notSetUp("e-mail", "an `email:` section");
  return (await whyStopped(world, claim.row)) ?? deliverAlone(email, bodyOf, world, claim);
};

/** Its receiver has asked for no more of these: it is held, and goes another way where it is severe. */
async function whyStopped({ db, client }: ActivityWorld, row: OutboxRow): Promise<Attempt | null> {
  const name = { clientId: row.client_id, address: placeOf(row), list: listOf(row) };
  const stoppedAt = await mailStoppedAt(db, name);
  if (stoppedAt === null) return null;
  return {
    ended: "barred",
    reach: "place",
    reason: `these e-mails were stopped by their link on ${sayInstant(stoppedAt, client(row.client_id).timeZone)}`,
    remedy: "the same link starts them again; or name another receiver in the config",
  };
}

const bodyOf: Body<EmailBody> = async (world, row) => {
  switch (row.message.kind) {
    case "alert":
      return alertBody(world, row, row.message.alert);
    case "digest": {
      const digest = await digestToSend(world, row);
      return "ended" in digest ? digest : { ...renderDigestEmail(digest), envelope: await envelopeOf(world, row, []) };
    }
    case "drill":
      return renderPlainEmail(drillWords(row.message.drill));
    case "graduated":
      return renderPlainEmail(graduationWords(row.message.graduation));
    case "restored":
      return renderRestoredEmail(await readSummary(world, row.message, row.address));
    case "weekly-report": {
      const report = await findReport(world.db, row.client_id, row.message.period);
      if (report === null)
        return { ended: "refused", reach: "message", reason: "the report that it belongs to is gone" };
      return { ...renderWeeklyEmail(report), envelope: await envelopeOf(world, row, []) };
    }
  }
};

async function alertBody(world: ActivityWorld, row: OutboxRow, message: AlertMessage): Promise<EmailBody | Attempt> {
  const heard = await asHeard(world.db, row, message);
  if (heard.saysNothing) return { ended: "dropped", reason: "what was added is resolved" };
  const envelope = await envelopeOf(world, row, heard.before);
  const links = { acknowledge: await acknowledgePage(world, row), unsubscribe: envelope.unsubscribe };
  return { ...renderAlertEmail(heard.alert, links, { isOperator: isOperator(world, row) }), envelope };
}
