import { sayMinutes } from "../duration.ts";

const dayMs = 86_400_000;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "06:10 UTC", with its day in front when that is not within the last day. */
export function sayAt(at: Date, now: Date): string {
  const time = `${at.toISOString().slice(11, 16)} UTC`;
  const isNear = Math.abs(now.getTime() - at.getTime()) < dayMs;
  return isNear ? time : `${at.getUTCDate()} ${months[at.getUTCMonth()]} ${time}`;
}

/** "35 min", "2 d 4 h". */
export function saySpan(from: Date, to: Date): string {
  return sayMinutes(Math.max(0, Math.floor((to.getTime() - from.getTime()) / 60_000)));
}

/** The name that people know a client by. */
export function nameOf(
  clients: readonly { readonly clientId: string; readonly name: string }[],
  clientId: string,
): string {
  return clients.find((client) => client.clientId === clientId)?.name ?? clientId;
}

/** "1 client", "12 clients": how many wait for what stopped. */
export function sayClients(count: number): string {
  return `${count} ${count === 1 ? "client" : "clients"}`;
}

/** Somebody else's words as a sentence of their own: with a capital letter and a full stop. */
export function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}
