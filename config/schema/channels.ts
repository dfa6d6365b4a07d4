import { z } from "zod";
import { SecretInput } from "./secret.ts";
import { EmailAddress, Sender, TargetName } from "./receiver.ts";
import { TrustedAddress } from "./web-address.ts";

export const SlackSettings = z
  .strictObject({
    address: TrustedAddress.optional().describe("https://slack.com when left out"),
    token: SecretInput.describe("The bot token of the Slack app (xoxb-…)"),
    signingSecret: SecretInput.describe("The signing secret of the Slack app, by which its buttons are trusted"),
    appToken: SecretInput.optional().describe(
      "The app-level token (xapp-…) of Socket Mode, for a dashboard that Slack cannot reach from outside",
    ),
  })
  .describe("The Slack workspace that messages go to");

export const EmailSettings = z
  .strictObject({
    host: z
      .string()
      .regex(/^[^\s/:@<>]{1,253}$/, "Write the host name only, such as smtp.example.com. The port has its own line.")
      .describe("The SMTP server, such as smtp.example.com"),
    port: z.int().min(1).max(65_535).optional().describe("587, or 465 for tls, or 25 for none, when left out"),
    security: z.enum(["tls", "starttls", "none"]).default("starttls"),
    user: z.string().min(1).optional(),
    password: SecretInput.optional(),
    from: Sender,
    replyTo: EmailAddress.optional().describe("Where answers to our e-mails go; to the sender when left out"),
  })
  .refine(({ user, password }) => user === undefined || password !== undefined, {
    path: ["password"],
    error: "There is a user and no password. Add password: { env: NAME }, or remove the user.",
  })
  .refine(({ user, password }) => password === undefined || user !== undefined, {
    path: ["user"],
    error: "There is a password and no user. Add user:, or remove the password.",
  })
  .describe("The SMTP server that e-mails go through");

const allowPrivate = z
  .boolean()
  .default(false)
  .describe("Lets the addresses lie within your own network, and begin with http://");

/** Addresses of workflows hold their own secret, so they are named and not written down. */
export const TeamsSettings = z
  .strictObject({
    allowPrivate,
    targets: z
      .record(
        TargetName,
        z.strictObject({
          address: SecretInput.describe("The address of the workflow, as Teams shows it when the workflow is made"),
        }),
      )
      .describe("Workflows “When a Teams webhook request is received”, by a name of your choice"),
  })
  .describe("Microsoft Teams: the workflows that post into its channels and chats");

export const WebhookSettings = z
  .strictObject({
    allowPrivate,
    targets: z
      .record(
        TargetName,
        z.strictObject({
          address: SecretInput.describe("Where events are posted to, an https:// address"),
          key: SecretInput.describe("The signing key, whsec_ and 24 to 64 bytes in base64, by Standard Webhooks"),
          otherKey: SecretInput.optional().describe(
            "A second key that signs as well, while the two sides change over from one to the other",
          ),
        }),
      )
      .describe("Webhooks by a name of your choice"),
  })
  .describe("Programs that hear of every alert by signed webhooks");
