/** Pictures as files: PNG for slides and letters, Secondary Capture for the archive. */
import { HemolensError, type Failure } from '../../base/index.ts';
import { studyKey } from '../../dicom/index.ts';
import { randomUid, secondaryCapture, uidsByKey, type Making } from '../../report/index.ts';
import type { Room } from '../room.ts';
import { software } from '../software.ts';
import { attempt } from './attempt.ts';
import { dicomFiles } from './dicomFiles.ts';
import { eachMade, tellFailures } from './eachMade.ts';
import { keyImageKeys } from './keyImageKeys.ts';
import { keyPictures, pictureName, pictureOnScreen, type TakenPicture } from './pictures.ts';
import { save, saveTogether, type SavedFile } from './save.ts';
import { tellOfSlab } from './tellOfFile.ts';
import { t } from '../words/index.ts';

const PNG = 'image/png';

type Format = 'png' | 'dicom';

/** The picture on screen, or why there is none, told as a message. */
export function exportPicture(room: Room, format: Format): Promise<void> {
  return attempt(room, async () => {
    // A Secondary Capture names the one image that it is of.
    const picture = await pictureOnScreen(room, format === 'png');
    if (!picture) throw new HemolensError('app/no-picture', t('export.nothingOnScreen'));
    const { files, failures } = await filesOf(room, [picture], format, 'Hemolens picture');
    const [file] = files;
    if (file) save({ ...file, name: `hemolens-${file.name}` });
    tellFailures(room, failures);
  });
}

/** All key images of the study in one archive. */
export function exportKeyImages(room: Room, format: Format): Promise<void> {
  return attempt(room, async () => {
    const pictures = keyPictures(room);
    if (pictures.length === 0) {
      const keys = keyImageKeys(room.keys.getState());
      throw new HemolensError('app/no-key-images', t('export.noneMarked', { keys }));
    }
    const name = format === 'png' ? 'hemolens-key-images.zip' : 'hemolens-key-images-dicom.zip';
    const { files, failures } = await filesOf(room, pictures, format, 'Hemolens key images');
    if (files.length > 0) saveTogether(name, files);
    if (!tellFailures(room, failures)) tellOfSlab(room);
  });
}

/** What a new DICOM object is made with here and now. */
export function makingNow({ view }: Room): Making {
  return { at: new Date(), uid: randomUid, software, identity: view.getState().identity };
}

async function filesOf(
  room: Room,
  pictures: readonly TakenPicture[],
  format: Format,
  description: string,
): Promise<{ readonly files: readonly SavedFile[]; readonly failures: readonly Failure[] }> {
  const studies = [...new Set(pictures.map(({ of }) => studyKey(of.series)))];
  const names = pictures.map(({ of }) => {
    const study = studies.length > 1 ? `study-${studies.indexOf(studyKey(of.series)) + 1}-` : '';
    return `${study}${pictureName(of)}`;
  });
  if (format === 'png') {
    const contents = await Promise.all(pictures.map(({ canvas }) => pngOf(canvas)));
    const files = contents.map((content, index) => ({
      name: `${names[index] ?? ''}.png`,
      content,
      type: PNG,
    }));
    return { files, failures: [] };
  }
  const making = makingNow(room);
  // A series belongs to one study, and with it to one patient.
  const [seriesOf, ownStudyOf] = [uidsByKey(), uidsByKey()];
  const { made, failures } = eachMade(pictures, ({ of, canvas }, index) => {
    const study = studyKey(of.series);
    const into = { uid: seriesOf(study), description, ownStudy: ownStudyOf(study) };
    const dataset = secondaryCapture(drawnOn(canvas), of.slice, into, index + 1, making);
    return { name: `${names[index] ?? ''}.dcm`, dataset };
  });
  return { files: await dicomFiles(made), failures };
}

async function pngOf(canvas: HTMLCanvasElement): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, PNG));
  if (!blob) throw noCanvas();
  return new Uint8Array(await blob.arrayBuffer());
}

function drawnOn(canvas: HTMLCanvasElement) {
  const { width, height } = canvas;
  const rgba = canvas.getContext('2d')?.getImageData(0, 0, width, height).data;
  if (!rgba) throw noCanvas();
  return { width, height, rgba };
}

function noCanvas(): HemolensError {
  return new HemolensError('app/no-canvas', t('export.noCanvas'));
}
