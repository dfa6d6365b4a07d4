import { startAuditedClient } from "../audited-client.ts";
import { monitorsOf } from "../test-world.ts";

/** Two checks, neither of which gets worse while a test lasts. */
const monitors = monitorsOf("lead-unanswered", "deal-close-date-past").map((monitor) =>
  monitor.checkId === "lead-unanswered"
    ? { ...monitor, params: { ...monitor.params, criticalAfterMinutes: 90_000 } }
    : monitor,
);

/** A client for each test whose leads are watched, with what the tests of merges do and ask. */
export function startMergingClient() {
  const client = startAuditedClient({ monitors });
  const { portal, clientId, db, pass, run, raiseHand, sendAll } = client;
  const submit = async (email: string) => (await raiseHand(email)).contactId;
  const waiting = async () => {
    const rows = await db()
      .selectFrom("finding")
      .selectAll()
      .where("client_id", "=", clientId())
      .where("check_id", "=", "lead-unanswered")
      .orderBy("finding_id")
      .execute();
    return rows.map(({ finding_id, subject_id, status, ending, episode, opened_at, since }) => {
      return { finding_id, subject_id, status, ending, episode, opened_at, since };
    });
  };
  const alert = () =>
    db().selectFrom("alert").selectAll().where("client_id", "=", clientId()).executeTakeFirstOrThrow();
  const sayAll = async () => {
    const rows = await db()
      .selectFrom("outbox")
      .selectAll()
      .where("client_id", "=", clientId())
      .orderBy("seq")
      .execute();
    return rows.map(({ act, revision, state }) => `${act} ${revision} ${state}`);
  };
  const idOf = (contactId: string) => `lead-unanswered.contact.${contactId}`;

  /** One lead that waits and was told of, and a contact that nobody waits for. */
  async function openWithOne() {
    const lead = await submit("ana@lead.example");
    const other = (await portal().api.create("contacts", { email: "ana@private.example", lifecyclestage: "lead" })).id;
    await pass(90);
    await run();
    await sendAll();
    await pass(5);
    return { lead, other };
  }

  return { ...client, submit, waiting, alert, sayAll, idOf, openWithOne };
}
