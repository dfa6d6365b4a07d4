import { claimNext, confirmSent } from "../../storage/outbox-claims.ts";
import { enqueue, type Delivery } from "../../storage/outbox.ts";
import { at } from "./rows.ts";
import type { OpenDatabase } from "../../storage/open-database.ts";

/** What the tests of the outbox do and ask. Instants are minutes after the start. */
export function outboxActs(db: () => OpenDatabase["db"]) {
  const put = (...deliveries: readonly Delivery[]) => enqueue(db(), deliveries, at(0));
  const claim = async (client: string, minute = 1) => claimNext(db(), client, at(minute));
  /** Sends whatever is due, one after another, and tells in which order. */
  const sendAll = async (client: string, minute = 1) => {
    const sent: string[] = [];
    for (let next = await claim(client, minute); next !== null; next = await claim(client, minute)) {
      sent.push(`${next.row.act} ${next.row.revision}`);
      await confirmSent(db(), next.row, "ts", at(minute));
    }
    return sent;
  };
  const states = async (client: string) => {
    const rows = await db()
      .selectFrom("outbox")
      .select(["act", "revision", "state", "because"])
      .where("client_id", "=", client)
      .orderBy("seq")
      .execute();
    return rows.map(({ act, revision, state }) => `${act} ${revision} ${state}`);
  };
  return { put, claim, sendAll, states };
}
