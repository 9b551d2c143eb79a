import { z } from "zod";

/** Until the server has said how long a password must be. */
export const PASSWORD_MIN_LENGTH = 8;

/** A password that somebody chooses; the server also refuses the ones everybody knows. */
export function newPassword(minLength: number) {
  return z
    .string()
    .min(minLength, `Use at least ${minLength} characters.`)
    .max(128, "Use at most 128 characters.");
}
