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
import { deliverAlone } from "./deliver-alone.ts";
import { renderRestoredEmail } from "../../reports/restored/email.ts";
import { readSummary } from "./read-summary.ts";
import { isAllOver, readDigest } from "./digest.ts";

/** One attempt to send an e-mail. A repetition carries the same Message-ID. */
export const deliverByEmail: Sender = async (world, claim) => {
  const email = world.email?.() ?? null;
  return email === null ? notSetUp("e-mail", "an `email:` section") : deliverAlone(email, bodyOf, world, claim);
};

async function bodyOf(world: ActivityWorld, row: OutboxRow): Promise<EmailBody | Attempt> {
  switch (row.message.kind) {
    case "alert": {
      const heard = await asHeard(world.db, row, row.message.alert);
      if (heard.saysNothing) return { ended: "dropped", reason: "what was added is resolved" };
      const links = { acknowledge: await acknowledgePage(world, row), unsubscribe: null };
      return renderAlertEmail(heard.alert, links, { isOperator: isOperator(world, row) });
    }
    case "digest": {
      const digest = await readDigest(world, row);
      return isAllOver(digest)
        ? { ended: "dropped", reason: "resolved before it could be sent" }
        : renderDigestEmail(digest);
    }
    case "restored":
      return renderRestoredEmail(await readSummary(world, row.message, row.address));
    case "weekly-report": {
      const report = await findReport(world.db, row.client_id, row.message.period);
      return report === null
        ? { ended: "refused", reach: "message", reason: "the report that it belongs to is gone" }
        : renderWeeklyEmail(report);
    }
  }
}
