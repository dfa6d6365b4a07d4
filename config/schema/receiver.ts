import { z } from "zod";
import { longestMailbox, mailboxPattern, senderPattern } from "../../domain/mailbox.ts";
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

/** Who is told, and by what means. */
export const ReceiverInput = z
  .strictObject({
    name: plainText(100).describe("The name that messages use, such as Ana Keller"),
    slack: SlackTarget.optional(),
    email: EmailAddress.optional(),
  })
  .refine(({ slack, email }) => slack !== undefined || email !== undefined, {
    error: "There is no way to reach this receiver. Add slack: or email: (or both).",
  });

export const Receivers = z
  .record(ReceiverId, ReceiverInput)
  .describe("Who can be told: a name of your choice, and how to reach them");
