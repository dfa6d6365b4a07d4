import { expect, test } from "vitest";
import { startRaisedHands } from "./raised-hands.ts";

const { now, pass, run, send, hands, waits, logCall } = startRaisedHands();

const days = (count: number) => pass(count * 24 * 60);

test("who asks again while they wait goes on waiting when the first request leaves the look-back", async () => {
  const { contactId } = await send("Book a demo");
  const since = now();
  await pass(90);
  await run();
  await days(20);
  await send("Contact sales");
  const goesOn = [{ status: "open", episode: 1, since, ending: null }];
  for (const at of [1, 9.4, 0.4, 0.4, 1]) {
    await days(at);
    await run();
    expect(await waits()).toEqual(goesOn);
  }
  expect(await hands()).toEqual([
    "form | Home: Book a demo | hand | waiting",
    "form | Home: Contact sales | hand | repeat",
  ]);
  await logCall(contactId);
  await pass(5);
  await run();
  expect(await waits()).toMatchObject([{ status: "resolved", episode: 1, ending: "seen-healthy" }]);
  expect(await hands()).toEqual([
    "form | Home: Book a demo | hand | answered",
    "form | Home: Contact sales | hand | repeat",
  ]);
});

test("who never asks again and is never answered is handed over, however often they asked", async () => {
  await send("Book a demo");
  await pass(90);
  await run();
  await days(20);
  await send("Contact sales");
  await days(31);
  await run();
  expect(await waits()).toMatchObject([{ status: "resolved", episode: 1, ending: "handed-over" }]);
});

test("who is answered after a new request is not held to wait by an old one that was handed over", async () => {
  await send("Book a demo");
  await pass(90);
  await run();
  await days(32);
  await run();
  expect(await waits()).toMatchObject([{ status: "resolved", ending: "handed-over" }]);
  const { contactId } = await send("Contact sales");
  await pass(90);
  await run();
  expect(await waits()).toMatchObject([{ status: "open", episode: 2 }]);
  await logCall(contactId);
  await pass(5);
  await run();
  expect(await waits()).toMatchObject([{ status: "resolved", episode: 2, ending: "seen-healthy" }]);
});
