import { sql } from "kysely";
import { expect, test } from "vitest";
import { markAnnounced } from "../../storage/alerts.ts";
import { addAuditEntry } from "../../storage/audit-log.ts";
import { markOnboarded } from "../../storage/clients.ts";
import { leaseAllowance } from "../../storage/allowance.ts";
import { countClientRows, purgeClientRows } from "../../storage/purge-client.ts";
import { removeUnseen } from "../../storage/mirror.ts";
import { claimNext, confirmSent } from "../../storage/outbox-claims.ts";
import { failRun } from "../../storage/runs.ts";
import { describeOnBoth } from "./on-both-databases.ts";
import { at } from "./rows.ts";
import { everything } from "./ask-everything.ts";
import { live } from "./live-client.ts";

describeOnBoth("two clients with the same ids never meet", (db) => {
  /** Asked of the schema's own description, so that a new table has to be filled by `live` as well. */
  async function tablesOfClients(): Promise<readonly string[]> {
    const { rows } = await sql<{ name: string }>`
      select distinct table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'client_id' order by 1`.execute(db());
    return rows.map(({ name }) => name);
  }

  test("each one sees its own, whatever the other does", async () => {
    await live(db(), "northwind", "nnnn");
    const before = await everything(db(), "northwind");
    expect(before).toContain("nnnn");
    await live(db(), "harbour", "hhhhhhhh");
    expect(await everything(db(), "northwind")).toBe(before);
    expect(await everything(db(), "harbour")).not.toContain("nnnn");

    // And now everything of the other that can be changed or removed.
    const name = { clientId: "harbour", alertId: "sales.waiting-leads" };
    await removeUnseen(db(), "harbour", "contact", at(50));
    await markAnnounced(db(), name, 1);
    await markOnboarded(db(), "harbour", at(3));
    await failRun(db(), "harbour", "fast-1", "broken", at(3));
    const claim = await claimNext(db(), "harbour", at(3));
    expect(claim?.row.because).toBe("hhhhhhhh");
    await confirmSent(db(), claim!.row, "ts", at(3));
    expect(await claimNext(db(), "harbour", at(30))).toBeNull();
    expect(await everything(db(), "northwind")).toBe(before);
    expect((await claimNext(db(), "northwind", at(3)))?.row.because).toBe("nnnn");
  });

  test("one that is purged leaves nothing behind in any table, and takes nothing of another along", async () => {
    await live(db(), "gone", "gggg");
    await live(db(), "stays", "ssss");
    await addAuditEntry(db(), { clientId: "gone", at: at(1), byWhom: "ana", verb: "acknowledge", detail: {} });
    await leaseAllowance(db(), "gone", {
      bucket: "general",
      wanted: 1,
      lifeMs: 1,
      allowance: { requests: 1, windowMs: 1 },
      ended: null,
      pauseMs: 0,
      daily: null,
      headroomPercent: 0,
    });
    const before = await everything(db(), "stays");
    const counted = await countClientRows(db(), "gone");
    expect(Object.keys(counted)).toEqual(await tablesOfClients());
    expect(await purgeClientRows(db(), "gone")).toEqual(counted);
    expect(await countClientRows(db(), "gone")).toEqual({});
    expect(await everything(db(), "gone")).not.toContain("gggg");
    expect(await everything(db(), "stays")).toBe(before);
  });

  test("a client that nobody knows has nothing", async () => {
    const nothing = await everything(db(), "nobody");
    expect(nothing).not.toMatch(/nnnn|hhhh/);
    expect(await claimNext(db(), "nobody", at(3))).toBeNull();
  });
});
