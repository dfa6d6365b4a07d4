import fc from "fast-check";

/**
 * Property tests draw the same inputs in every run: whether a change is let in must not hang on chance, and what is found
 * by chance would be found in somebody else's change. New inputs are looked for with `REVWATCH_DRAWS=random npm test`, or
 * with a seed that a failed run has named.
 */
const draws = process.env["REVWATCH_DRAWS"] ?? "20261201";
if (draws !== "random") fc.configureGlobal({ seed: Number(draws) });
