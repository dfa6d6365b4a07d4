import { HubSpotBadAnswer } from "./errors.ts";
import type { Gateway } from "./gateway.ts";

/**
 * What a generated API class is configured with, so that its calls go through the gateway. Each generated group has its
 * own copy of the same classes, which differ in name only.
 */
export const through = (gateway: Gateway) => ({ httpApi: gateway.httpApi as never });

/** The generated classes walk through an answer before anybody has checked it, and stumble over what is not a list. */
export async function generated<Answer>(asked: string, call: Promise<Answer>): Promise<Answer> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof TypeError) throw new HubSpotBadAnswer(asked, "it has the wrong shape");
    throw error;
  }
}
