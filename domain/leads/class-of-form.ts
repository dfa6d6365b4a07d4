import type { HandClass } from "./hand.ts";

/** Words of forms whose senders want to talk to somebody, and of forms whose senders do not. */
const asking =
  /\b(?:demo|contact|talk|speak|sales|quote|quotation|pricing|price|consult\w*|trial|call ?back|meeting|appointment|enquir\w*|inquir\w*|request|ask|book|get in touch|get started|kontakt\w*|beratung\w*|angebot\w*|termin\w*|anfrage\w*|r[üu]ckruf\w*|devis|contacto|cotizaci[oó]n)\b/iu;
const notAsking =
  /\b(?:newsletter\w*|subscri\w*|unsubscri\w*|updates?|briefing|download\w*|e-?books?|white ?papers?|guides?|checklists?|templates?|webinars?|recording|preferences|survey|feedback|careers?|jobs?|applications?|bewerbung\w*|umfrage\w*)\b/iu;

/** What a form's name says, where no setting does. A name that says both, or nothing, leaves it open. */
export function classOfForm(name: string): HandClass {
  const asks = asking.test(name);
  if (asks === notAsking.test(name)) return "unclassified";
  return asks ? "hand" : "other";
}
