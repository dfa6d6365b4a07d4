/** Far more than a page of a channel's history takes. */
const mostBytes = 32 * 1024 * 1024;

/** Node's own `fetch`, but an answer that does not end, or that unpacks to a mountain, is broken off. */
export const limitedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  if (response.body === null) return response;
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(countingUpTo(mostBytes)), { status, statusText, headers });
};

function countingUpTo(most: number): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let size = 0;
  return new TransformStream({
    transform(chunk, controller) {
      size += chunk.length;
      if (size > most) controller.error(new Error(`The answer is larger than ${most / 1024 / 1024} MB.`));
      else controller.enqueue(chunk);
    },
  });
}
