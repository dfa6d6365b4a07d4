import { z } from "zod";

export const MailFaultInput = z.strictObject({
  /** `451` try later, `535` a wrong password, `550` never, `down` no service, `lost-answer` the mail is kept and the sender never hears so. */
  kind: z.enum(["451", "535", "550", "down", "lost-answer"]),
  /** For `451` and `550`: only this address. */
  recipient: z.string().optional(),
  times: z.int().positive().optional(),
});
export type MailFaultInput = z.infer<typeof MailFaultInput>;

/** An SMTP refusal with its code. */
export class SmtpRefusal extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

export const refusals: Readonly<Record<"451" | "535" | "550" | "down", () => SmtpRefusal>> = {
  451: () => new SmtpRefusal(451, "4.3.0 Temporary failure, try again later"),
  535: () => new SmtpRefusal(535, "5.7.8 Authentication credentials invalid"),
  550: () => new SmtpRefusal(550, "5.1.1 No such user here"),
  down: () => new SmtpRefusal(421, "4.3.2 Service not available"),
};
