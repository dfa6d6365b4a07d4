import { z } from "zod";
import { SecretInput } from "./secret.ts";
import { Sender } from "./receiver.ts";
import { TrustedAddress } from "./web-address.ts";

export const SlackSettings = z
  .strictObject({
    address: TrustedAddress.optional().describe("https://slack.com when left out"),
    token: SecretInput.describe("The bot token of the Slack app (xoxb-…)"),
    signingSecret: SecretInput.describe("The signing secret of the Slack app, by which its buttons are trusted"),
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
