import { expect, test } from "vitest";
import type { Gateway } from "../../../connectors/hubspot/gateway.ts";
import { inventoryKinds } from "../../../connectors/hubspot/inventory/index.ts";
import { itemTypes, seedEverything } from "./every-read.ts";
import { startPortal } from "./started-portal.ts";

/** Kinds of which HubSpot tells only all at once. */
const wholeOnly = ["team", "contact-validation", "company-validation", "deal-validation", "lead-validation"];

test("an item that is asked for by its id is the one that the list has, of every kind", async () => {
  const started = await startPortal();
  await seedEverything(started);
  const { reader, portal } = started;
  await portal.createOwner({ email: "left@acme.example", firstName: "Lea", lastName: "Left" });
  const [gone] = (await reader.inventory("owner")).filter(({ email }) => email === "left@acme.example");
  await portal.deactivateOwner(gone!.id);
  for (const kind of itemTypes) {
    const listed = await reader.inventory(kind);
    for (const item of listed.slice(0, 20)) {
      const one = await reader.inventoryItem(kind, item.id);
      expect(one, `${kind} ${item.id}`).toEqual(wholeOnly.includes(kind) ? undefined : item);
    }
  }
});

test("one that is not there is null, and nothing else is", async () => {
  const { reader, portal } = await startPortal();
  for (const kind of itemTypes) {
    const missing = kind.endsWith("stage") ? "default/none" : "999999";
    const expected = inventoryKinds[kind].readOne === undefined ? undefined : null;
    expect(await reader.inventoryItem(kind, missing), `a ${kind}`).toBe(expected);
  }
  await portal.setFault({ kind: "500" });
  for (const kind of itemTypes.filter((one) => !wholeOnly.includes(one)))
    await expect(reader.inventoryItem(kind, "1/1"), `a ${kind}`).rejects.toThrow("HubSpot");
});

test("what was deleted and can be restored, or was archived, is gone from its list", async () => {
  const answering = (answer: unknown) => ({ request: () => Promise.resolve(answer) }) as unknown as Gateway;
  const at = "2026-11-01T00:00:00Z";
  const list = { listId: "1", name: "L", objectTypeId: "0-1", processingType: "MANUAL", processingStatus: "COMPLETE" };
  const form = { id: "f", name: "F", formType: "hubspot", createdAt: at, updatedAt: at };
  const { list: lists, form: forms, "marketing-email": emails } = inventoryKinds;
  expect(await lists.readOne!(answering({ list: { ...list, size: 3 } }), "1")).toMatchObject({ id: "1", size: 3 });
  expect(await lists.readOne!(answering({ list: { ...list, deletedAt: at } }), "1")).toBeNull();
  expect(await forms.readOne!(answering({ ...form, archived: true }), "f")).toBeNull();
  expect(await emails.readOne!(answering({ id: "5", archived: true }), "5")).toBeNull();
});
