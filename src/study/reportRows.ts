import type { ReportRow, ReportSource } from '../report/index.ts';
import type { FindingsState } from './findings.ts';
import type { SliceFinding } from './states.ts';
import type { StudyState } from './study.ts';

/**
 * One row a slice of everything that is open, series after series, each in its spatial order; a slice without
 * probabilities says why in its status. The patient is in the row, and written only where the report is asked for it.
 */
export function reportRows({ series }: StudyState, { slices: findings }: FindingsState): ReportRow[] {
  return series.flatMap(({ slices, positions }) =>
    slices.map(({ id, instance, frame }, index) => {
      const finding = findings.get(id);
      return {
        file: instance.file,
        studyUid: instance.study.uid,
        seriesUid: instance.series.uid,
        sopUid: instance.sopInstanceUid,
        frame,
        instanceNumber: instance.instanceNumber,
        positionMm: positions[index],
        probabilities: finding?.state === 'scored' ? finding.score.probabilities : undefined,
        status: statusOf(finding),
        patient: instance.patient,
      };
    }),
  );
}

function statusOf(finding: SliceFinding | undefined): string {
  switch (finding?.state) {
    case 'scored':
      return 'scored';
    case 'failed':
      return finding.failure.reason;
    case 'not-scored':
      return finding.reason;
    case 'waiting':
    case 'scoring':
    case undefined:
      return 'not scored yet';
  }
}

/** What computed the numbers; empty where no model was ever ready, and then there are no numbers either. */
export function reportSource({ manifest, device }: FindingsState, software: string): ReportSource {
  return {
    model: manifest ? `${manifest.id} ${manifest.version}` : '',
    modelSha256: manifest?.weightsSha256 ?? '',
    device: device ? `${device.rung}: ${device.name}` : '',
    software,
  };
}
