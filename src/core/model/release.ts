/**
 * Lets go of the memory of octets that nobody asks for any more, at once: garbage is collected when the browser thinks
 * fit, and it does not think of what is outside its heap. All views on the same buffer are empty from now on. Where the
 * browser cannot (before ECMA-262 2024, section 25.1.6.7), garbage it is.
 */
export function release({ buffer }: Uint8Array): void {
  const given = buffer as { transfer?(length: number): ArrayBuffer };
  given.transfer?.(0);
}
