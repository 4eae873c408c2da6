/** What is used of the untyped package dicom-character-set. */
declare module 'dicom-character-set' {
  /** @throws {Error} on an unknown character set or escape sequence */
  export function convertBytes(
    specificCharacterSet: string,
    bytes: Uint8Array,
    options: { vr: string },
  ): string;
}
