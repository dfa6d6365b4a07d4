import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("a silence without an end, a reason or a line, or of more than 30 days, is refused with the way out", async () => {
  const { silence } = choosing(room);
  await expect(silence(31 * 24 * 60)).rejects.toThrow(/5 minutes to 30 days/);
  await expect(silence(60, { reason: " " })).rejects.toThrow(/Say why/);
  await expect(silence(60, { for: undefined })).rejects.toThrow(/A silence has one end/);
  await expect(silence(60, { for: undefined, until: "2026-11-25 09:00" })).rejects.toThrow(/lies in the past/);
  await expect(silence(60, { for: undefined, until: "2026-12-26" })).rejects.toThrow(/revwatch accept/);
  await expect(silence(60, { topic: undefined })).rejects.toThrow(/Say what is silenced/);
  await expect(silence(60, { everything: true })).rejects.toThrow(/Leave one of the two out/);
});
