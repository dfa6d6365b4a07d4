/** What an operator may set about messages. */
export interface DeliverySettings {
  /** So long an alert of this severity waits for its own channel before it goes out another way. */
  readonly otherWayAfterSeconds: { readonly critical: number; readonly high: number };
  /** So long the button of a message, and the link of an e-mail, acknowledge. */
  readonly buttonsValidForSeconds: number;
}

export const defaultDeliverySettings: DeliverySettings = {
  otherWayAfterSeconds: { critical: 10 * 60, high: 30 * 60 },
  buttonsValidForSeconds: 14 * 86_400,
};
