/** An answer other than success, with what the simulator said. */
export class SimulatorError extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(request: string, status: number, body: unknown) {
    super(`${request} answered ${status}: ${typeof body === "string" ? body : JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
  }
}

/** One JSON call. The answer's type is the caller's word: both ends are ours. */
export async function callJson<Answer>(
  address: string,
  method: string,
  path: string,
  body?: unknown,
  token?: string,
): Promise<Answer> {
  const response = await fetch(new URL(path, address), {
    method,
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer: unknown = /^\s*[[{]/.test(text) ? JSON.parse(text) : text;
  if (!response.ok) throw new SimulatorError(`${method} ${path}`, response.status, answer);
  return answer as Answer;
}
