import { expect, test } from "vitest";
import { startAuditedClient } from "../audited-client.ts";

const { clientId, db, pass, portal, run, auditNow, raiseHand } = startAuditedClient();

const lagBy = (minutes: number) => portal().admin.setLimits({ indexLagMs: minutes * 60_000 });
const scans = async () => {
  const rows = await db()
    .selectFrom("scan")
    .select(["status", "search_lag_ms", "reason"])
    .where("client_id", "=", clientId())
    .where("subject", "=", "contact")
    .orderBy("started_at", "desc")
    .execute();
  return rows.map(({ status, search_lag_ms: ms }) => [status, ms === null ? null : Number(ms) / 60_000]);
};

test("the lag is a figure of the scan that found what was hidden, and above an hour a doubt", async () => {
  await raiseHand("ana@lead.example");
  await auditNow();
  await lagBy(20);
  await raiseHand("ben@lead.example");
  await pass(10);
  await run({ cadence: "fast" });
  expect((await scans())[0]).toEqual(["complete", null]);
  await pass(15);
  await run({ cadence: "fast" });
  expect((await scans())[0]).toEqual(["complete", 10]);
});
