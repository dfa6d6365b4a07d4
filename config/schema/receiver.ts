import { z } from "zod";

export const ReceiverId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "A receiver's name here is lower-case words with dashes, such as sales-lead.")
  .max(40, "A receiver's name here has at most 40 letters.");

const mailbox = /^[^\s@<>]+@[^\s@<>]+$/;

export const EmailAddress = z
  .string()
  .regex(mailbox, { error: ({ input }) => `"${String(input)}" is not an e-mail address. Write one such as ana@example.com.` })
  .describe("An e-mail address");

/** "Revwatch <revwatch@example.com>" or the address alone. */
export const Sender = z
  .string()
  .regex(
    /^([^<>\r\n]+ <[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/,
    "Write an address with or without a name, such as Revwatch <revwatch@example.com>.",
  )
  .describe("Who the e-mails come from, such as Revwatch <revwatch@example.com>");

const SlackTarget = z
  .string()
  .regex(
    /^(#[^\s#]{1,80}|[CGDU][A-Z0-9]{6,20})$/,
    'Write a channel in quotes, such as "#sales", or the id of a channel or person, such as C0123ABCD.',
  )
  .describe('A channel in quotes, such as "#sales", or the id of a channel or person');

/** Who is told, and by what means. */
export const ReceiverInput = z
  .strictObject({
    name: z.string().min(1).describe("The name that messages use, such as Ana Keller"),
    slack: SlackTarget.optional(),
    email: EmailAddress.optional(),
  })
  .refine(({ slack, email }) => slack !== undefined || email !== undefined, {
    error: "There is no way to reach this receiver. Add slack: or email: (or both).",
  });

export const Receivers = z
  .record(ReceiverId, ReceiverInput)
  .describe("Who can be told: a name of your choice, and how to reach them");
