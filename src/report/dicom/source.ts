/** What objects made from an image say of patient, study and maker (PS3.3 C.7.1 to C.7.5). */
import { HemolensError } from '../../base/index.ts';
import { say } from '../sentences.ts';
import { dicomDay, dicomTime, type Dataset, type Making } from './dataset.ts';
import { dateValue, fitting, identifier, isUid, personName, sexValue, timeValue } from './values.ts';

/** An image that an object is made from; a `Slice` of `src/dicom` is one, which this folder need not know. */
export interface SourceImage {
  /** From 1. */
  readonly frame: number;
  readonly instance: {
    readonly file: string;
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

type Instance = SourceImage['instance'];

const CT_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.2';

/**
 * Patient, study, equipment and SOP common modules.
 * @param ownStudy  the study of an object whose image names none, for it cannot stand without
 * @throws {HemolensError} `report/odd-identifier` where the image's study has one that is none in DICOM
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
    StudyInstanceUID: study.uid === '' ? ownStudy : valid('Study Instance UID', study.uid, instance),
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

/** Whether another object can refer to the image. */
export function canBeNamed({ instance: { sopClassUid, sopInstanceUid } }: SourceImage): boolean {
  return isUid(sopInstanceUid) && isUid(sopClassUid ?? CT_IMAGE_STORAGE);
}

/**
 * SOP class and instance, and the frame where the instance has several (PS3.3 table 10-3).
 * @throws {HemolensError} `report/odd-identifier` where the image cannot be named
 */
export function imageReference({ frame, instance }: SourceImage): Dataset {
  return {
    ...instanceReference(instance),
    ...(instance.frames > 1 ? { ReferencedFrameNumber: String(frame) } : {}),
  };
}

/**
 * Images of one series as a study with its instances, each once (PS3.3 table C.17-3).
 * @param ownSeries  the series of images that name none, for no reference can stand without
 * @throws {HemolensError} `report/odd-identifier` where a series or an image cannot be named
 */
export function evidence(
  images: readonly SourceImage[],
  studyUid: Dataset[string],
  ownSeries: string,
): Dataset[] {
  const bySeries = new Map<string, Instance[]>();
  for (const { instance } of images) {
    const { uid } = instance.series;
    const own = uid === '' ? ownSeries : valid('Series Instance UID', uid, instance);
    const together = bySeries.get(own);
    if (together) together.push(instance);
    else bySeries.set(own, [instance]);
  }
  return [
    {
      StudyInstanceUID: studyUid,
      ReferencedSeriesSequence: [...bySeries].map(([uid, instances]) => ({
        SeriesInstanceUID: uid,
        ReferencedSOPSequence: instancesOf(instances),
      })),
    },
  ];
}

function instancesOf(instances: readonly Instance[]): Dataset[] {
  const once = new Map(instances.map((instance) => [instance.sopInstanceUid, instance]));
  return [...once.values()].map(instanceReference);
}

function instanceReference(instance: Instance): Dataset {
  const { sopClassUid = CT_IMAGE_STORAGE, sopInstanceUid } = instance;
  return {
    ReferencedSOPClassUID: valid('SOP Class UID', sopClassUid, instance),
    ReferencedSOPInstanceUID: valid('SOP Instance UID', sopInstanceUid, instance),
  };
}

/** As it stands: a UID that was put right would be somebody else's. */
function valid(attribute: string, uid: string, { file }: Instance): string {
  if (isUid(uid)) return uid;
  throw new HemolensError('report/odd-identifier', say('oddIdentifier', { attribute, uid }), { file });
}
