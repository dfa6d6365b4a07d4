import type { EmailEnvelope } from "../../connectors/email/channel.ts";
import { signUnsubscribe } from "../../reports/email/unsubscribe-token.ts";
import { acknowledgementKeys } from "../../storage/acknowledgement-keys.ts";
import type { MailList } from "../../storage/database.ts";
import type { OutboxRow } from "../../storage/outbox.ts";
import type { ActivityWorld } from "../world.ts";

/** What kind of e-mail a message is, as far as a receiver may stop it. */
export function listOf({ message }: OutboxRow): MailList {
  return message.kind === "weekly-report" ? "reports" : "alerts";
}

/**
 * What mail programs sort, thread and stop an e-mail by.
 *
 * @param before - What its receiver was sent by e-mail of the same conversation, oldest first.
 */
export async function envelopeOf(
  world: ActivityWorld,
  row: OutboxRow,
  before: readonly OutboxRow[],
): Promise<EmailEnvelope> {
  const list = listOf(row);
  const [key] = await acknowledgementKeys(world.db);
  const value = signUnsubscribe({ clientId: row.client_id, receiver: row.receiver, list }, key);
  const ids = before.flatMap(({ external_id: id }) => (id !== null && /^<[!-~]+>$/.test(id) ? [id] : []));
  return {
    list: `${list}.${row.client_id}`,
    unsubscribe: world.links.dashboard(`/unsubscribe/${value}`),
    ...(ids.length === 0 ? {} : { answers: { first: ids[0]!, last: ids.at(-1)! } }),
  };
}
