import { expect, test } from "vitest";
import { startPortal } from "./started-portal.ts";

const enterprise = { marketing: "enterprise", sales: "enterprise", service: "enterprise" } as const;

test("users, with what each may do; whoever was deactivated is not among them", async () => {
  const { portal, reader } = await startPortal();
  await portal.createOwner({
    email: "Ana@acme.example",
    firstName: "Ana",
    lastName: "Berger",
    teams: ["Inbound", "Key accounts"],
  });
  const gone = await portal.createOwner({ email: "gone@acme.example", firstName: "Gone", lastName: "Away" });
  await portal.deactivateOwner(gone.id);
  const [ana] = await reader.inventory("user");
  await portal.saveDocument("role", "31", { name: "Sales manager" });
  await portal.saveDocument("user-access", ana!.id, { superAdmin: true, roleId: "31" });

  const [inbound, keyAccounts] = await reader.inventory("team");
  expect([inbound, keyAccounts]).toMatchObject([
    { name: "Inbound", memberIds: [ana!.id] },
    { name: "Key accounts", memberIds: [], extraMemberIds: [ana!.id] },
  ]);
  expect(await reader.inventory("user")).toEqual([
    {
      type: "user",
      id: ana!.id,
      name: "Ana Berger",
      email: "ana@acme.example",
      isSuperAdmin: true,
      roleIds: ["31"],
      teamIds: [inbound!.id, keyAccounts!.id],
      seats: [],
    },
  ]);
  expect(await reader.roles()).toEqual([{ id: "31", name: "Sales manager" }]);
});

test("users over as many pages as there are", async () => {
  const { portal, reader } = await startPortal();
  for (let index = 0; index < 101; index += 1)
    await portal.createOwner({ email: `u${index}@acme.example`, firstName: "U", lastName: String(index) });
  expect(new Set((await reader.inventory("user")).map(({ id }) => id)).size).toBe(101);
});

test("logs from an instant on, without addresses of machines and mailboxes", async () => {
  const { portal, reader } = await startPortal();
  await portal.change({ subscriptions: enterprise });
  const entries = async (name: string) => {
    await portal.saveDocument("login", `l-${name}`, {
      userId: 1,
      email: "ana@acme.example",
      ipAddress: "10.0.0.1",
      countryCode: "DE",
    });
    await portal.saveDocument("security-activity", `s-${name}`, { userId: 1, type: "ADD_USER", ipAddress: "10.0.0.1" });
    await portal.saveDocument("audit-log", `a-${name}`, {
      userId: 1,
      category: "PIPELINE",
      action: "UPDATE",
      targetObjectId: "9",
    });
  };
  await portal.freezeAt(new Date("2026-05-01T09:00:00Z"));
  await entries("old");
  await portal.freezeAt(new Date("2026-06-01T09:00:00Z"));
  await entries("new");

  const since = new Date("2026-05-15T00:00:00Z");
  const at = new Date("2026-06-01T09:00:00Z");
  const logs = [await reader.logins(since), await reader.securityEvents(since), await reader.auditEvents(since)];
  expect(logs).toEqual([
    [{ id: "l-new", userId: "1", at, hasSucceeded: true, countryCode: "DE" }],
    [{ id: "s-new", userId: "1", at, kind: "ADD_USER", objectId: null }],
    [{ id: "a-new", userId: "1", at, category: "PIPELINE", subCategory: null, action: "UPDATE", objectId: "9" }],
  ]);
  expect(await reader.logins(new Date("2026-06-02T00:00:00Z"))).toEqual([]);
});
