/**
 * The submission file of the RSNA 2019 Intracranial Hemorrhage Detection challenge: six rows an image, one a class.
 * @see https://www.kaggle.com/competitions/rsna-intracranial-hemorrhage-detection/overview/evaluation
 */
import { HEMORRHAGE_CLASSES, verbatim, type Sentence } from '../base/index.ts';
import { textCell } from './csv.ts';
import { plainDecimal } from './numbers.ts';
import type { ImageIdRule, LeftOut, ReportRow, Submission } from './types.ts';
import { say } from './sentences.ts';

/** The challenge's metric is a log loss: 0 and 1 would be infinitely wrong. */
const LEAST = 1e-15;
const MOST = 1 - 1e-15;

/**
 * Writes the submission: header `ID,Label`, then for every scored image its six classes in order, probabilities in plain
 * decimals within [1e-15, 1 − 1e-15]; LF, no byte order mark.
 *
 * An id stands for one image only. The frames of a multi-frame image are told apart as `<image id>#<frame>`; of other
 * images that share an id the first scored one is written, and the rest are left out and told, as are unscored ones.
 * @param rows    in the order in which they are to be written
 * @param idRule  `auto`: the file name without its ending where that is `ID_` and hexadecimal digits, else the SOP
 *                Instance UID; `file`: always the file name; `sop`: always the UID
 */
export function submissionCsv(rows: readonly ReportRow[], idRule: ImageIdRule): Submission {
  const multiFrame = new Set(rows.filter(({ frame }) => frame > 1).map(imageKey));
  const written = new Map<string, ReportRow>();
  const leftOut: LeftOut[] = [];
  const lines = ['ID,Label'];
  for (const row of rows) {
    const id = imageId(row, idRule) + (multiFrame.has(imageKey(row)) ? `#${row.frame}` : '');
    const first = written.get(id);
    if (!row.probabilities) {
      leftOut.push(without(row, row.said ?? verbatim(row.status)));
    } else if (first) {
      leftOut.push(without(row, say('idTaken', { id, file: first.file })));
    } else {
      written.set(id, row);
      for (const kind of HEMORRHAGE_CLASSES) {
        const label = Math.min(MOST, Math.max(LEAST, row.probabilities[kind]));
        lines.push(`${textCell(`${id}_${kind}`)},${plainDecimal(label)}`);
      }
    }
  }
  return { csv: `${lines.join('\n')}\n`, leftOut };
}

function without({ file, frame }: ReportRow, said: Sentence): LeftOut {
  return { file, frame, reason: said.text, said };
}

function imageKey({ file, sopUid }: ReportRow): string {
  return `${sopUid}\n${file}`;
}

function imageId({ file, sopUid }: ReportRow, idRule: ImageIdRule): string {
  if (idRule === 'sop') return sopUid;
  const name = nameWithoutEnding(file);
  return idRule === 'file' || /^ID_[0-9a-f]+$/i.test(name) ? name : sopUid;
}

/** An ending holds a letter: the last number of a file named by its UID, or `CT.0017`, tells it from its neighbours. */
function nameWithoutEnding(file: string): string {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  return name.replace(/(?<=.)\.(?=[^.]*[a-z])[a-z0-9]{1,5}$/i, '');
}
