import type { AlertMessage, DeliveryReason } from "./alert.ts";

/**
 * Why a message goes to one receiver now.
 *
 * @param isFirst - The receiver has heard nothing of this episode on this channel.
 */
export function reasonOf(message: AlertMessage, isFirst: boolean): DeliveryReason {
  const { occasion, status, sections, recovered } = message;
  if (occasion === "handed-over") return "handed-over";
  if (status === "resolved") return "all-resolved";
  if (isFirst) return occasion === "escalated" ? "escalated" : "first";
  if (occasion === "worsened") return "worse";
  if (occasion === "escalated" || occasion === "acknowledged" || occasion === "reminder") return occasion;
  if (sections.some(({ lines }) => lines.some(({ isNew }) => isNew))) return "new";
  return recovered.length > 0 ? "some-resolved" : "reminder";
}
