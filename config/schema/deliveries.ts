import { z } from "zod";
import { defaultDeliverySettings } from "../../domain/alerting/delivery-settings.ts";
import { spanOf } from "./duration.ts";

const { otherWayAfterSeconds, buttonsValidForSeconds } = defaultDeliverySettings;
const wait = spanOf({ shortest: 60, longest: 86_400, words: "1 minute to 1 day" });
const validity = spanOf({ shortest: 3_600, longest: 90 * 86_400, words: "1 hour to 90 days" });

/** What happens to messages that do not go out, and how long a button acknowledges. */
export const DeliveriesSettings = z
  .strictObject({
    criticalOtherWayAfter: wait
      .default(otherWayAfterSeconds.critical)
      .describe(
        "How long a critical alert waits for its channel before it goes out another way; 10 minutes when left out",
      ),
    highOtherWayAfter: wait
      .default(otherWayAfterSeconds.high)
      .describe("The same for an alert of severity high; 30 minutes when left out"),
    buttonsValidFor: validity
      .default(buttonsValidForSeconds)
      .describe("How long the button of a message, and the link of an e-mail, acknowledge; 14 days when left out"),
  })
  .describe("What happens to messages that do not go out, and how long their buttons hold");
