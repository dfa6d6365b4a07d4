import { z } from "zod";

/** The steps of a delivery at which a server can refuse; `end` is after the last line of the message. */
export const smtpSteps = ["connect", "auth", "mail", "rcpt", "end"] as const;
export type SmtpStep = (typeof smtpSteps)[number];

/**
 * `refuse` answers `code` and `status` at `step`. `greylist` says "later" to each receiver until `seconds` have passed
 * since its first try. `hang` says nothing at `step` any more, and `cut` closes the connection there. `lost-answer`
 * keeps the mail and closes the connection without a word, `slow` keeps it and answers after `seconds`. The others are
 * short for refusals: `451` try later, `535` a wrong password, `550` never, `down` no service.
 */
export const MailFaultInput = z.strictObject({
  kind: z.enum(["refuse", "greylist", "hang", "cut", "lost-answer", "slow", "451", "535", "550", "down"]),
  step: z.enum(smtpSteps).default("rcpt"),
  code: z.int().min(400).max(599).default(550),
  /** The enhanced status, such as 5.1.1; left out, none is said. */
  status: z
    .string()
    .regex(/^\d\.\d{1,3}\.\d{1,3}$/)
    .optional(),
  seconds: z.number().nonnegative().default(1),
  /** Only this address; left out, all. */
  recipient: z.string().optional(),
  times: z.int().positive().optional(),
});
export type MailFaultInput = z.input<typeof MailFaultInput>;
export type MailFault = z.output<typeof MailFaultInput>;

/** An SMTP refusal with its code. */
export class SmtpRefusal extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

const short: Readonly<Record<"451" | "535" | "550" | "down", { step: SmtpStep; code: number; status: string }>> = {
  451: { step: "rcpt", code: 451, status: "4.3.0" },
  535: { step: "auth", code: 535, status: "5.7.8" },
  550: { step: "rcpt", code: 550, status: "5.1.1" },
  down: { step: "connect", code: 421, status: "4.3.2" },
};

/** A fault with its short forms written out. */
export function fullFault(fault: MailFault): MailFault {
  const { kind } = fault;
  return kind in short ? { ...fault, kind: "refuse", ...short[kind as keyof typeof short] } : fault;
}

export function refusalOf({ code, status }: MailFault): SmtpRefusal {
  return new SmtpRefusal(code, `${status === undefined ? "" : `${status} `}Refused by the simulator`);
}
