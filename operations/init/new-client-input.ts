import { z } from "zod";
import { clientIdPattern, longestClientId } from "../../config/schema/client-file.ts";
import { ClockTime } from "../../config/schema/clock-time.ts";
import { plainText } from "../../config/schema/plain-text.ts";
import { EmailAddress, SlackTarget } from "../../config/schema/receiver.ts";
import { TimeZone } from "../../config/schema/time-zone.ts";

export const ClientId = z
  .string()
  .regex(clientIdPattern, "A client's id is lower-case words with dashes, such as northwind.")
  .max(longestClientId, `A client's id has at most ${longestClientId} letters.`);

const Person = z.strictObject({
  name: plainText(100).optional(),
  slack: SlackTarget.optional(),
  email: EmailAddress.optional(),
});

/** What can be said of a new client on the command line. What is not said is left to fill in. */
export const newClientFields = {
  name: plainText(100).optional(),
  portalId: z
    .string()
    .regex(/^[1-9]\d{0,15}$/, "A portal id is digits only.")
    .optional(),
  timeZone: TimeZone.optional(),
  opens: ClockTime.optional(),
  closes: ClockTime.optional(),
  /** The environment variable of the token; made from the id when left out. */
  tokenEnv: z
    .string()
    // The value is not repeated: it may be the token.
    .regex(/^[A-Z_][A-Z0-9_]{0,99}$/, "Write the name of an environment variable, never the token itself.")
    .optional(),
  /** A file that holds the token and nothing else, instead of a variable. */
  tokenFile: z.string().min(1).max(1_000).optional(),
  lead: Person.default({}),
  founder: Person.default({}),
};
