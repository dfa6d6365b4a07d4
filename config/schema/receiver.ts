import { z } from "zod";
import { longestMailbox, mailboxPattern, senderPattern } from "../../domain/mailbox.ts";
import { channelIds, waysTo, type Places } from "../../domain/alerting/channels.ts";
import { cut } from "../cut.ts";
import { plainText } from "./plain-text.ts";

export const ReceiverId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "A receiver's name here is lower-case words with dashes, such as sales-lead.")
  .max(40, "A receiver's name here has at most 40 letters.");

export const EmailAddress = z
  .string()
  .max(longestMailbox, `An e-mail address has at most ${longestMailbox} characters.`)
  .regex(mailboxPattern, {
    error: ({ input }) => `"${cut(String(input))}" is not one e-mail address. Write one such as ana@example.com.`,
  })
  .describe("An e-mail address");

/** "Revwatch <revwatch@example.com>" or the address alone. */
export const Sender = z
  .string()
  .regex(senderPattern, "Write one address with or without a plain name, such as Revwatch <revwatch@example.com>.")
  .describe("Who the e-mails come from, such as Revwatch <revwatch@example.com>");

export const SlackTarget = z
  .string()
  .regex(
    /^(#[^\s#]{1,80}|[CGDUW][A-Z0-9]{6,20})$/,
    'Write a channel in quotes, such as "#sales", or the id of a channel or person, such as C0123ABCD.',
  )
  .describe('A channel in quotes, such as "#sales", or the id of a channel or person');

/** The name of a Teams workflow or a webhook in revwatch.yaml. */
export const TargetName = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "A target's name here is lower-case words with dashes, such as sales-room.")
  .max(40, "A target's name here has at most 40 letters.");

const SlackUser = z
  .string()
  .regex(/^[UW][A-Z0-9]{6,20}$/, "Write the member id of a person in Slack, such as U0123ABCD.")
  .describe("The member id by which Slack messages mention this person; needed only where slack: names a channel");

const places = z.strictObject({
  slack: SlackTarget.optional(),
  teams: TargetName.optional().describe("One of teams.targets in revwatch.yaml"),
  email: EmailAddress.optional(),
  webhook: TargetName.optional().describe("One of webhook.targets in revwatch.yaml"),
});

/** Who is told, and by what means. */
export const ReceiverInput = z
  .strictObject({
    name: plainText(100).describe("The name that messages use, such as Ana Keller"),
    slackUser: SlackUser.optional(),
    ...places.shape,
    hubspotOwner: z
      .union([z.string().max(longestMailbox), z.int().positive()])
      .transform((owner) => String(owner).toLowerCase())
      .refine((owner) => /^\d{1,20}$/.test(owner) || mailboxPattern.test(owner), {
        error: "Write the e-mail address that this person has in HubSpot, or the digits of the owner's id.",
      })
      .optional()
      .describe("Which owner in HubSpot this is: e-mail address or id. Left out: the owner of the same e-mail address"),
  })
  .refine((receiver) => waysTo(receiver as Places).length > 0, {
    error: `There is no way to reach this receiver. Add one of ${channelIds.join(":, ")}: (or several).`,
  });

export const Receivers = z
  .record(ReceiverId, ReceiverInput)
  .describe("Who can be told: a name of your choice, and how to reach them");
