import type { HandClass } from "./hand.ts";

/**
 * Beginnings of words in the names of forms whose senders want to talk to somebody, in the languages of our clients.
 */
const asking = [
  ..."demo contact talk speak sales quot pricing price consult trial callback call-back meeting appointment".split(" "),
  ..."enquir inquir request ask book kontakt beratung angebot termin anfrage rückruf devis contacto".split(" "),
  ..."cotización presupuesto".split(" "),
  "call back",
  "get in touch",
  "get started",
];
/** And of forms whose senders do not. */
const notAsking = [
  ..."newsletter subscri unsubscri update briefing download ebook e-book whitepaper guide checklist template".split(
    " ",
  ),
  ..."webinar recording preference survey feedback career job application bewerbung umfrage blog".split(" "),
  "white paper",
];

const asks = wordsOf(asking);
const asksNot = wordsOf(notAsking);

/** What a form's name says, where no setting does. A name that says both, or nothing, leaves it open. */
export function classOfForm(name: string): HandClass {
  if (asks.test(name) === asksNot.test(name)) return "unclassified";
  return asks.test(name) ? "hand" : "other";
}

function wordsOf(beginnings: readonly string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${beginnings.join("|")})`, "iu");
}
