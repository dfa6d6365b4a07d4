import { markup, type Markup } from "../../reports/markup.ts";
import type { MailStop } from "../options.ts";

const kinds = { alerts: "Alert e-mails", reports: "Weekly reports" } as const;

/** What the link at the foot of an e-mail opens, with the button that stops such e-mails or starts them again. */
export function unsubscribePage(
  { clientName, address, isStopped }: MailStop,
  list: keyof typeof kinds,
  action: string,
): Markup {
  const [title, act, words] = isStopped
    ? [`${kinds[list]} are stopped`, "resume", "Start them again"]
    : [`Stop ${kinds[list].toLowerCase()}?`, "stop", "Stop these e-mails"];
  const note =
    list === "alerts"
      ? "Severe alerts then go to the next receiver, and the operator of Revwatch is told."
      : "The reports stay on the dashboard.";
  return markup`<section class="plain-page"><h1>${title}</h1><p>${clientName} · ${address}</p>
<form class="acknowledge" method="post" action="${action}">
<input type="hidden" name="act" value="${act}">
<button type="submit">${words}</button>
</form>
${isStopped ? null : markup`<p>${note}</p>`}</section>`;
}
