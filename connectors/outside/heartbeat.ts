import { guardedRequest } from "./guarded-request.ts";

export interface HeartbeatOptions {
  readonly url: string;
  readonly allowPrivate: boolean;
}

/** What the service says back is nothing to us. */
const maxBytes = 1024;

/**
 * Tells an outside service that everything happens that must. It names nobody and nothing: the address is all there is.
 *
 * @throws {Error} Why it could not be told; the message never holds the address.
 */
export async function sendHeartbeat({ url, allowPrivate }: HeartbeatOptions): Promise<void> {
  const { status } = await guardedRequest({ url, allowPrivate, maxBytes });
  if (status >= 300 && status < 400) throw new Error("the service answers with a redirect, which is not followed");
  if (status < 200 || status >= 300) throw new Error(`the service answers ${status}`);
}
