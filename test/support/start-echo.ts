import { createServer, type IncomingMessage } from "node:http";
import { createServer as createTcpServer, type AddressInfo, type Server } from "node:net";
import { once } from "node:events";

export interface Echo {
  readonly address: string;
  readonly port: number;
  close(): Promise<void>;
}

/** What it answers, given all that it was sent. */
export type EchoAnswer = (said: string, request: IncomingMessage) => { status: number; body: string };

/** A web service that says back everything that it was sent, in the place that `answer` gives it. */
export async function startHttpEcho(answer: EchoAnswer): Promise<Echo> {
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
    request.on("end", () => {
      const said = `${request.url ?? ""} ${JSON.stringify(request.headers)} ${body}`;
      const { status, body: text } = answer(said, request);
      response.writeHead(status, { "content-type": text.startsWith("<") ? "text/html" : "application/json" }).end(text);
    });
  });
  return listening(server);
}

/** A mail server that asks who is there, and refuses with the password in its answer. */
export async function startSmtpEcho(): Promise<Echo> {
  const server = createTcpServer((socket) => {
    socket.on("error", () => undefined);
    socket.write("220 echo ESMTP\r\n");
    let said = "";
    socket.setEncoding("utf8").on("data", (line: string) => {
      said += line;
      const decoded = said.split(/\s+/).map((word) => Buffer.from(word, "base64").toString("utf8"));
      if (/^EHLO/i.test(line)) socket.write("250-echo\r\n250 AUTH PLAIN LOGIN\r\n");
      else if (/^AUTH LOGIN\r?\n$/i.test(line)) socket.write("334 VXNlcm5hbWU6\r\n");
      else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
      else
        socket.write(
          `535 5.7.8 Refused: ${said.replaceAll(/[\r\n]+/g, " ")} ${decoded.join(" ").replaceAll(/[^ -~]+/g, " ")}\r\n`,
        );
    });
  });
  return listening(server);
}

async function listening(server: Server & { closeAllConnections?: () => void }): Promise<Echo> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    port,
    async close() {
      server.close();
      server.closeAllConnections?.();
    },
  };
}
