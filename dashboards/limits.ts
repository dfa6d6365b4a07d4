import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";

/** Of a form; the largest of ours has two fields. */
const bodyBytes = 1024 * 1024;
/** Slack sends the whole message with a press, of fifty blocks at most. */
const pressBytes = 512 * 1024;
/** Path and query together: far more than any address that a page of ours links to. */
const addressCharacters = 2_048;

const tooLarge = (context: Context) => context.text("That is more than this page takes.", 413);

/** An address that is no address of ours is answered without being looked up, and without being repeated. */
export const shortAddressesOnly: MiddlewareHandler = async (context, next) =>
  context.req.url.length > addressCharacters ? context.text("Page not found.", 404) : next();

/** Nothing here unpacks what it is sent: a small body stays small. */
const plainBodiesOnly: MiddlewareHandler = async (context, next) => {
  const encoding = context.req.header("content-encoding");
  return encoding === undefined || encoding === "identity" ? next() : context.text("Send it unpacked.", 415);
};

export const smallBodiesOnly: readonly MiddlewareHandler[] = [
  plainBodiesOnly,
  bodyLimit({ maxSize: bodyBytes, onError: tooLarge }),
];
export const smallPressesOnly: readonly MiddlewareHandler[] = [
  plainBodiesOnly,
  bodyLimit({ maxSize: pressBytes, onError: tooLarge }),
];
