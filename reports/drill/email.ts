import type { Drill } from "../../domain/alerting/drill.ts";
import type { RenderedEmail } from "../alert/email.ts";
import { emailDocument } from "../email/document.ts";
import { gap, paragraph, title } from "../email/parts.ts";
import { drillWords } from "./words.ts";

/** The drill as one e-mail. */
export function renderDrillEmail(drill: Drill): RenderedEmail {
  const words = drillWords(drill);
  return {
    subject: words.title,
    html: emailDocument({
      title: words.title,
      preheader: words.lead,
      body: [gap(26), title(words.title), paragraph(words.lead), gap(26)],
    }),
    text: `${words.title}\n\n${words.lead}\n`,
  };
}
