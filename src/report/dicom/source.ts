/** What objects made from an image say of patient, study and maker (PS3.3 C.7.1 to C.7.5). */
import { dicomDay, dicomTime, type Dataset, type Making } from './dataset.ts';
import { dateValue, fitting, identifier, personName, sexValue, timeValue } from './values.ts';

/** An image that an object is made from; a `Slice` of `src/dicom` is one, which this folder need not know. */
export interface SourceImage {
  /** From 1. */
  readonly frame: number;
  readonly instance: {
    readonly sopClassUid: string | undefined;
    readonly sopInstanceUid: string;
    readonly frames: number;
    /** (0018,0015), '' where absent. */
    readonly bodyPart: string;
    readonly patient: {
      readonly name: string;
      readonly id: string;
      readonly birthDate: string;
      readonly sex: string;
    };
    readonly study: {
      readonly uid: string;
      readonly description: string;
      readonly date: string;
      readonly accessionNumber: string;
    };
    readonly series: { readonly uid: string; readonly description: string };
    readonly repeated?:
      | {
          readonly patientName: string;
          readonly studyTime: string;
          readonly studyId: string;
          readonly referringPhysician: string;
        }
      | undefined;
  };
}

const CT_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.2';

/**
 * Patient, study, equipment and SOP common modules.
 * @param ownStudy  the study of an object whose image names none, for it cannot stand without
 */
export function commonModules(
  { instance }: SourceImage,
  sopClassUid: string,
  making: Making,
  ownStudy: string,
): Dataset {
  const { patient, study, repeated } = instance;
  const kept = (value: string) => (making.identity === 'kept' ? value : '');
  const [program = '', version = ''] = making.software.split(' ');
  return {
    SpecificCharacterSet: 'ISO_IR 192',
    SOPClassUID: sopClassUid,
    SOPInstanceUID: making.uid(),
    InstanceCreationDate: dicomDay(making.at),
    InstanceCreationTime: dicomTime(making.at),
    PatientName: kept(personName(repeated?.patientName ?? patient.name)),
    PatientID: kept(identifier(patient.id, 64)),
    PatientBirthDate: kept(dateValue(patient.birthDate)),
    PatientSex: kept(sexValue(patient.sex)),
    StudyInstanceUID: study.uid || ownStudy,
    StudyDate: dateValue(study.date),
    StudyTime: timeValue(repeated?.studyTime ?? ''),
    // Many sites write the accession number here as well.
    StudyID: kept(identifier(repeated?.studyId ?? '', 16)),
    StudyDescription: fitting(study.description, 64),
    AccessionNumber: kept(identifier(study.accessionNumber, 16)),
    ReferringPhysicianName: kept(personName(repeated?.referringPhysician ?? '')),
    Manufacturer: 'Hemolens',
    ManufacturerModelName: program,
    SoftwareVersions: version,
  };
}

/** SOP class and instance, and the frame where the instance has several (PS3.3 table 10-3). */
export function imageReference({ frame, instance }: SourceImage): Dataset {
  return {
    ReferencedSOPClassUID: instance.sopClassUid ?? CT_IMAGE_STORAGE,
    ReferencedSOPInstanceUID: instance.sopInstanceUid,
    ...(instance.frames > 1 ? { ReferencedFrameNumber: String(frame) } : {}),
  };
}

/**
 * Images of one series as a study with its instances, each once (PS3.3 table C.17-3).
 * @param ownSeries  the series of images that name none, for no reference can stand without
 */
export function evidence(
  images: readonly SourceImage[],
  studyUid: Dataset[string],
  ownSeries: string,
): Dataset[] {
  const seriesUids = [...new Set(images.map(({ instance }) => instance.series.uid))];
  return [
    {
      StudyInstanceUID: studyUid,
      ReferencedSeriesSequence: seriesUids.map((uid) => ({
        SeriesInstanceUID: uid || ownSeries,
        ReferencedSOPSequence: instancesOf(images.filter(({ instance }) => instance.series.uid === uid)),
      })),
    },
  ];
}

function instancesOf(images: readonly SourceImage[]): Dataset[] {
  const once = new Map(images.map(({ instance }) => [instance.sopInstanceUid, instance]));
  return [...once.values()].map(({ sopClassUid, sopInstanceUid }) => ({
    ReferencedSOPClassUID: sopClassUid ?? CT_IMAGE_STORAGE,
    ReferencedSOPInstanceUID: sopInstanceUid,
  }));
}
