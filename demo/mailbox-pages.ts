import { Hono } from "hono";
import { html } from "hono/html";
import { MailboxReader } from "../simulators/client.ts";
import type { Mail, MailSummary } from "../simulators/mailbox/mail-store.ts";
import type { RunningSimulators } from "./simulators.ts";
import { demoStyle } from "./style.ts";

/** The simulated mailbox. A mail's own HTML is shown in a frame that may run nothing. */
export function mailboxPages({ mailbox }: RunningSimulators): Hono {
  const reader = new MailboxReader(mailbox);
  const app = new Hono();
  app.get("/demo.css", (context) => context.body(demoStyle, 200, { "content-type": "text/css" }));
  app.get("/", async (context) => context.render(await list(await reader.messages()), { title: "Mailbox" }));
  app.get("/:id", async (context) =>
    context.render(await one(await reader.message(context.req.param("id"))), { title: "Mail" }),
  );
  app.get("/:id/body", async (context) => {
    const { html: body, text } = await reader.message(context.req.param("id"));
    // A mail brings its own style; the sandbox keeps anything else of it from running.
    context.header(
      "content-security-policy",
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox allow-popups",
    );
    context.header("x-frame-options", "SAMEORIGIN");
    return body === null ? context.text(text ?? "") : context.html(body);
  });
  return app;
}

function list(mails: readonly MailSummary[]) {
  return html`<link rel="stylesheet" href="/demo/mailbox/demo.css" />
    <h1>Mailbox</h1>
    <p class="lede">Every e-mail that Revwatch has sent in this demo, newest first.</p>
    ${mails.length === 0 ? html`<p class="empty">No e-mail yet.</p>` : ""}
    <ul class="mails">
      ${mails.toReversed().map(
        ({ id, to, subject, receivedAt }) =>
          html`<li>
            <a href="/demo/mailbox/${id}"
              ><strong>${subject}</strong><span>to ${to.join(", ")}</span
              ><time datetime="${receivedAt}">${receivedAt.slice(0, 16).replace("T", " ")} UTC</time></a
            >
          </li>`,
      )}
    </ul>`;
}

function one({ id, from, to, subject, text }: Mail) {
  return html`<link rel="stylesheet" href="/demo/mailbox/demo.css" />
    <p><a href="/demo/mailbox">Mailbox</a></p>
    <h1>${subject}</h1>
    <p class="lede">${from} to ${to.join(", ")}</p>
    <iframe class="mail" title="The e-mail" src="/demo/mailbox/${id}/body"></iframe>
    <details>
      <summary>As plain text</summary>
      <pre>${text ?? ""}</pre>
    </details>`;
}
