import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("the critical finding ends and a medium one stays: the alert is medium", async () => {
  await room.opens(["ana"], { severity: "critical" });
  await room.opens(["ben"], { severity: "medium" });
  await room.heard();
  expect(await room.alert()).toMatchObject({ severity: "critical" });
  await room.ends(["ana"]);
  expect(await room.alert()).toMatchObject({ severity: "medium", status: "open" });
  const sent = await room
    .db()
    .selectFrom("outbox")
    .select("message")
    .where("client_id", "=", room.clientId())
    .orderBy("seq", "desc")
    .executeTakeFirstOrThrow();
  expect(sent.message).toMatchObject({ alert: { severity: "medium", open: 1 } });
});
