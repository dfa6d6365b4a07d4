import type { MailFaultInput } from "../mailbox/faults.ts";
import type { Mail, MailSummary } from "../mailbox/mail-store.ts";
import { callJson } from "./http-json.ts";

/** What arrived in the simulated mailbox. */
export class MailboxReader {
  readonly address: string;

  constructor(address: string) {
    this.address = address;
  }

  async messages(): Promise<readonly MailSummary[]> {
    const { messages } = await callJson<{ messages: MailSummary[] }>(this.address, "GET", "/messages");
    return messages;
  }

  message(id: string): Promise<Mail> {
    return callJson(this.address, "GET", `/messages/${id}`);
  }

  async clear(): Promise<void> {
    await callJson(this.address, "DELETE", "/messages");
  }

  async setFault(fault: MailFaultInput): Promise<void> {
    await callJson(this.address, "POST", "/_simulator/faults", fault);
  }

  async clearFaults(): Promise<void> {
    await callJson(this.address, "DELETE", "/_simulator/faults");
  }
}
