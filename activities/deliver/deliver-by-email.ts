import type { EmailBody } from "../../connectors/email/channel.ts";
import { acknowledgementValue } from "./acknowledgement.ts";
import { renderDigestEmail } from "../../reports/alert/digest.ts";
import { renderAlertEmail } from "../../reports/alert/email.ts";
import { renderWeeklyEmail } from "../../reports/weekly/email.ts";
import type { Claim } from "../../storage/outbox-claims.ts";
import type { OutboxRow } from "../../storage/outbox.ts";
import { hasNewer } from "../../storage/renew-unsent.ts";
import { findReport } from "../../storage/reports.ts";
import type { ActivityWorld } from "../world.ts";
import type { Attempt } from "./attempt.ts";
import { renderRestoredEmail } from "../../reports/restored/email.ts";
import { readSummary } from "./read-summary.ts";
import { isAllOver, readDigest } from "./digest.ts";

/** One attempt to send an e-mail. A repetition carries the same Message-ID. */
export async function deliverByEmail(world: ActivityWorld, { row, isUncertain, isGathered }: Claim): Promise<Attempt> {
  const email = world.email();
  if (email === null || !("email" in row.address))
    return {
      ended: "barred",
      reach: "channel",
      reason: "e-mail is not set up",
      remedy: "add an `email:` section to revwatch.yaml",
    };
  // Nobody can look into a mailbox. What may have arrived is sent again only while nothing newer says it better.
  if (isUncertain && (await hasNewer(world.db, row)))
    return { ended: "dropped", reason: "a newer e-mail says it better" };
  if (isGathered) return { ended: "absent", reason: "nobody knows whether it arrived" };
  const body = await bodyOf(world, row);
  return "ended" in body ? body : email.send(row.address.email, body, row.delivery_key);
}

/** The page on which the reader of an open alert acknowledges it; opening it does nothing yet. */
async function linkOf(world: ActivityWorld, row: OutboxRow): Promise<string | null> {
  if (row.message.kind !== "alert" || row.message.alert.status !== "open" || row.alert_id === null) return null;
  const { alert } = row.message;
  const value = await acknowledgementValue(world, {
    clientId: row.client_id,
    alertId: row.alert_id,
    episode: row.episode ?? alert.episode,
    receiver: row.receiver,
    // A conversation that was handed over has lost its number.
    revision: row.revision || null,
  });
  return world.links.dashboard(`/acknowledge/${value}`);
}

async function bodyOf(world: ActivityWorld, row: OutboxRow): Promise<EmailBody | Attempt> {
  switch (row.message.kind) {
    case "alert":
      return renderAlertEmail(row.message.alert, await linkOf(world, row));
    case "digest": {
      const digest = await readDigest(world, row);
      return isAllOver(digest)
        ? { ended: "dropped", reason: "all of it was over before it could be told" }
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
