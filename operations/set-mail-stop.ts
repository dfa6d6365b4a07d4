import { z } from "zod";
import { addAuditEntry } from "../storage/audit-log.ts";
import { openChannel } from "../storage/channel-states.ts";
import { mailStoppedAt, resumeMail, stopMail } from "../storage/mail-stops.ts";
import type { World } from "./world.ts";

const Input = z.strictObject({
  clientId: z.string(),
  receiver: z.string(),
  list: z.enum(["alerts", "reports"]),
  /** `ask` changes nothing. */
  act: z.enum(["stop", "resume", "ask"]),
});

export interface MailStop {
  readonly clientName: string;
  readonly receiverName: string;
  readonly address: string;
  readonly isStopped: boolean;
}

/** A receiver stops a kind of e-mail by the link in one, or starts it again. Null where nobody has that address now. */
export const setMailStop = {
  name: "setMailStop",
  input: Input,
  async run(world: World, { clientId, receiver, list, act }: z.output<typeof Input>): Promise<MailStop | null> {
    const client = world.config().clients.find((one) => one.clientId === clientId);
    const found = client?.receivers.find(({ id }) => id === receiver);
    const address = found?.email ?? null;
    if (client === undefined || found === undefined || address === null) return null;
    const name = { clientId, address, list };
    if (act !== "ask")
      await world.db.transaction().execute(async (transaction) => {
        const at = world.now();
        if (act === "stop") await stopMail(transaction, name, receiver, at);
        else {
          await resumeMail(transaction, name);
          // What was held goes out at once.
          await openChannel(transaction, { clientId, channel: "email", place: address });
        }
        const detail = { receiver, list, act };
        await addAuditEntry(transaction, { clientId, at, byWhom: found.name, verb: "mail-stop", detail });
      });
    const isStopped = (await mailStoppedAt(world.db, name)) !== null;
    return { clientName: client.name, receiverName: found.name, address, isStopped };
  },
};
