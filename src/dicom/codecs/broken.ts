/** What is wrong with a code-stream: a clause that `stored.ts` puts into its sentence, which names code and file. */
import { HemolensError, type Sentence } from '../../base/index.ts';

export const broken = (why: Sentence): HemolensError => new HemolensError('dicom/codec', why);
