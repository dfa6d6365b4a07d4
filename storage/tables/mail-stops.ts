/** What can be stopped by itself. */
export type MailList = "alerts" | "reports";

export interface MailStopTable {
  client_id: string;
  address: string;
  list: MailList;
  receiver: string;
  stopped_at: Date;
}
