import { z } from "zod";
import { spanOf } from "./duration.ts";
import { ReceiverId } from "./receiver.ts";
import { SecretInput } from "./secret.ts";

const span = spanOf({ shortest: 1, longest: 3_600, words: "1 second to 1 hour" });

/** The watch over Revwatch itself: who hears when audits stop. */
export const WatchSettings = z
  .strictObject({
    notify: z
      .array(ReceiverId)
      .min(1, "Name at least one receiver, or leave notify: out: then the receiver of the topic access hears it.")
      .optional()
      .describe("Receivers of this file; who hears of the topic access when left out"),
    heartbeat: SecretInput.optional().describe(
      "An https:// address that is asked while all is well: Healthchecks.io, Better Stack, Uptime Kuma push",
    ),
    heartbeatAllowPrivate: z
      .boolean()
      .default(false)
      .describe("Lets the heartbeat go to an address within your own network, and to http://"),
    heartbeatEvery: span.default(60).describe("1 minute when left out"),
    every: span.default(30).describe("How often Revwatch looks at itself; 30 seconds when left out"),
    tellAfter: span.default(90).describe("How long something has to last before it is told; 90 seconds when left out"),
    outboxAfter: span.default(120).describe("How long a message that could go out may wait; 2 minutes when left out"),
  })
  .describe("The watch over Revwatch itself: who hears when audits stop");
