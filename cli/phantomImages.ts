/** `hemolens phantom --images`: the slices of `--arrays` as DICOM files, to be looked at. */
import { join } from 'node:path';
import { HEMORRHAGE_CLASSES, millimetre } from '../src/base/index.ts';
import { TRAINING_SIDE, writeDicom } from '../src/phantom/index.ts';
import { EXIT, type ExitCode, type Terminal } from './command.ts';
import { makeFolder } from './newFolder.ts';
import { writeWhole } from './output.ts';
import { trainingSlices, type PairsOptions } from './phantomPairs.ts';

/** Each slice is a study by itself: those of a pair lie in the same place. */
export async function writeImages(options: PairsOptions, terminal: Terminal): Promise<ExitCode> {
  await makeFolder(options.out);
  for await (const { image, slice } of trainingSlices(options, terminal)) {
    const name = `${String(image).padStart(7, '0')}-${image % 2 === 0 ? 'without' : 'with'}.dcm`;
    const file = join(options.out, name);
    const dicom = writeDicom(
      {
        index: image,
        rows: TRAINING_SIDE,
        columns: TRAINING_SIDE,
        hounsfield: slice.hounsfield,
        pixelSpacing: millimetre(slice.pixel),
        thickness: undefined,
        position: millimetre(slice.level),
      },
      { seed: `${options.seed}/image/${image}`, seriesDescription: 'Phantom to train on, axial' },
    );
    await writeWhole(file, dicom);
    const truth = Object.fromEntries(
      HEMORRHAGE_CLASSES.map((name, index) => [name, slice.labels[index] ?? false]),
    );
    terminal.out(`${JSON.stringify({ file, truth })}\n`);
  }
  return EXIT.done;
}
