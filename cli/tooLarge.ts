/** Whether Node refused to read a file whole for its size of 2 GiB or more. */
export function isTooLarge(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_FS_FILE_TOO_LARGE';
}
