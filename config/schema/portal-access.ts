import { z } from "zod";
import { SecretInput } from "./secret.ts";

/** Either of these opens a client's portal. That it is one and not both, no schema of single settings can see. */
export const portalAccess = {
  token: SecretInput.optional().describe("The token of a service key or a private app in the client's portal"),
  oauth: z
    .strictObject({
      clientId: z
        .string()
        // The value is not repeated: it may be the secret, put into the wrong place.
        .regex(/^[A-Za-z0-9-]{1,100}$/, "Write the app's client id, which stands beside its client secret in HubSpot.")
        .describe("The app's client id; no secret"),
      clientSecret: SecretInput.describe("The app's client secret"),
      refreshToken: SecretInput.describe("What HubSpot gave when someone installed the app in this portal"),
    })
    .optional()
    .describe("Instead of token: an OAuth app that was installed in the client's portal"),
};
