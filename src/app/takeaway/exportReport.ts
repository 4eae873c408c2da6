/** The structured report of each scored series as a file. */
import { measurementReport, reportFileName, uidsByKey, type ReportedImage } from '../../report/index.ts';
import { extentOf, reportedImages, reportSource, seriesCautions, unreadOf } from '../../study/index.ts';
import { studyKey, type Series } from '../../dicom/index.ts';
import type { Room } from '../room.ts';
import { software } from '../software.ts';
import { attempt } from './attempt.ts';
import { dicomFiles } from './dicomFiles.ts';
import { eachMade, tellFailures } from './eachMade.ts';
import { makingNow } from './exportPictures.ts';
import { save, saveTogether } from './save.ts';
import { tellOfFile } from './tellOfFile.ts';

/** One report a series with scored slices: a file, or an archive where there are several. */
export function exportStructuredReport(room: Room): Promise<void> {
  return attempt(room, async () => {
    const findings = room.findings.getState();
    const { manifest } = findings;
    const state = room.study.getState();
    const all = state.series.map((series) => ({ series, images: reportedImages(series, findings) }));
    const scored = all.filter(({ images }) => images.some(hasNumbers));
    if (manifest && scored.length > 0) {
      const { device } = reportSource(findings, software);
      const making = makingNow(room);
      // Series of one study that names none stay together.
      const ownStudyOf = uidsByKey();
      const { made, failures } = eachMade(scored, ({ series, images }) => {
        const extent = extentOf(state, series);
        const cautions = seriesCautions(series, extent);
        const ownStudy = ownStudyOf(studyKey(series));
        const reported = { images, cautions, unread: unreadOf(extent), ownStudy };
        const dataset = measurementReport(reported, manifest, device, making);
        return { name: nameOf(series, scored.length), dataset };
      });
      const files = await dicomFiles(made);
      const [only] = files;
      if (only && scored.length === 1) save(only);
      else if (only) saveTogether('hemolens-reports.zip', files);
      // Told after the others are safe: why a series has no report counts more than how many slices the others have.
      if (tellFailures(room, failures)) return;
    }
    const images = all.flatMap((one) => one.images);
    tellOfFile(room, {
      to: 'report',
      scored: images.filter(hasNumbers).length,
      leftOut: images.flatMap(({ result }) => ('status' in result && result.said ? [result.said] : [])),
    });
  });
}

function hasNumbers({ result }: ReportedImage): boolean {
  return 'probabilities' in result;
}

function nameOf(series: Series, of: number): string {
  return of === 1 ? 'hemolens-report.dcm' : `hemolens-${reportFileName(series)}`;
}
