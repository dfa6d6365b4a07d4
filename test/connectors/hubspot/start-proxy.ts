import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface PassedOn {
  readonly method: string;
  readonly path: string;
  /** The JSON that was sent; null for none. */
  readonly body: unknown;
}

/**
 * A HubSpot without some of its paths: each is an HTML 404, all others are passed on, and told. Gives its address.
 */
export async function startProxy(
  target: string,
  absent: readonly string[],
  tell: (request: PassedOn) => void = () => undefined,
): Promise<string> {
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    if (absent.some((prefix) => path.startsWith(prefix))) {
      response.writeHead(404, { "content-type": "text/html" }).end("<html><title>Error 404 Not Found</title></html>");
      return;
    }
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks);
      tell({ method: request.method ?? "GET", path, body: body.length > 0 ? JSON.parse(body.toString()) : null });
      fetch(`${target}${path}`, {
        method: request.method ?? "GET",
        headers: {
          authorization: request.headers.authorization ?? "",
          "content-type": request.headers["content-type"] ?? "application/json",
        },
        ...(body.length > 0 && { body }),
      })
        .then(async (answer) => response.writeHead(answer.status).end(await answer.text()))
        .catch(() => response.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
