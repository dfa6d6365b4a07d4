import type { RenderedEmail } from "../alert/email.ts";
import { emailDocument } from "../email/document.ts";
import { gap, paragraph, title } from "../email/parts.ts";
import type { PlainMessage } from "./plain-message.ts";

export function renderPlainEmail(message: PlainMessage): RenderedEmail {
  return {
    subject: message.title,
    html: emailDocument({
      title: message.title,
      preheader: message.lead,
      body: [gap(26), title(message.title), paragraph(message.lead), gap(26)],
    }),
    text: `${message.title}\n\n${message.lead}\n`,
  };
}
