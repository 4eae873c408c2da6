import { failure, type Failure } from '../base/index.ts';
import { say } from './sentences.ts';

/**
 * What to say where reading brought no image at all.
 * @param files  how many files there were
 */
export function nothingFound(files: number): Failure {
  const said = files === 0 ? say('noFiles') : say('nothingFound', { count: files });
  return failure('intake/nothing-found', said);
}
