/** A person has taken a check out of service for all clients. */
export interface Mute {
  readonly byWhom: string;
  readonly at: Date;
  readonly reason: string;
}

/** Behind "the check was": who muted it, and why. */
export function sayMute({ byWhom, reason }: Mute): string {
  return `muted by ${byWhom} (${reason})`;
}
