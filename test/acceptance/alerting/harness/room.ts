import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { ClientConfig } from "../../../../config/config.ts";
import type { OpenDatabase } from "../../../../storage/open-database.ts";
import { openTestDatabase } from "../../../support/open-test-database.ts";
import { openRoom, roomClient, type Room } from "./open-room.ts";

/**
 * A room of its own for each scenario of a file. At the end of a scenario whatever somebody noticed and nobody expected
 * is a failure.
 */
export function alertRoom(own: Partial<ClientConfig> = {}): Room {
  let database: OpenDatabase;
  let number = 0;
  let room: Room;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    room = await openRoom(database.db, roomClient(`room-${(number += 1)}`, own));
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== "fail") expect(await room.heard(), "messages that nobody expected").toEqual([]);
  });
  // The room of the scenario that runs.
  return new Proxy({} as Room, {
    get: (_, name) => room[name as keyof Room],
    set: (_, name, value) => Reflect.set(room, name, value),
  });
}
