/** Which studies are open, whose they are, and whether two things on screen belong to the same patient. */
import { dateOf } from '../base/index.ts';
import { naturalOrder, studyKey, type DicomInstance, type Series } from '../dicom/index.ts';
import type { Extent, StudyState } from './studyTypes.ts';

type Patient = DicomInstance['patient'];

/** The series of one study of one patient. */
export interface OpenStudy {
  readonly key: string;
  readonly patient: Patient;
  readonly study: DicomInstance['study'];
  readonly series: readonly Series[];
}

/** Patient after patient by name, each one's studies from the latest to the earliest, as worklists have them. */
export function openStudies({ series }: Pick<StudyState, 'series'>): readonly OpenStudy[] {
  const studies = new Map<string, Series[]>();
  for (const one of series) {
    const key = studyKey(one);
    const known = studies.get(key);
    if (known) known.push(one);
    else studies.set(key, [one]);
  }
  return [...studies]
    .flatMap(([key, members]): OpenStudy[] => {
      const [first] = members;
      return first ? [{ key, patient: first.patient, study: first.study, series: members }] : [];
    })
    .sort(
      (a, b) =>
        naturalOrder(a.patient.name, b.patient.name) ||
        naturalOrder(a.patient.id, b.patient.id) ||
        naturalOrder(b.study.date, a.study.date) ||
        naturalOrder(a.key, b.key),
    );
}

/**
 * Whether two patients are one. An id, a birth date or a sex that differs tells them apart. A name that differs does so too,
 * unless an id that both have says otherwise: names are spelt in many ways, and change. Where the files say too little, that
 * is the answer: nobody should conclude from silence that two images are of one patient.
 */
export function comparePatients(a: Patient, b: Patient): 'same' | 'different' | 'unknown' {
  const differs = (of: (patient: Patient) => string) => {
    const [one, other] = [fold(of(a)), fold(of(b))];
    return one !== '' && other !== '' && one !== other;
  };
  // One day is written in several ways.
  const born = ({ birthDate }: Patient) => dateOf(birthDate)?.toISOString() ?? birthDate;
  if (differs(({ id }) => id) || differs(born) || differs(({ sex }) => sex)) {
    return 'different';
  }
  if (a.id !== '' && b.id !== '') return 'same';
  if (differs(({ name }) => name)) return 'different';
  const named = a.name !== '' && b.name !== '' && a.birthDate !== '' && b.birthDate !== '';
  return named ? 'same' : 'unknown';
}

/** As {@link comparePatients}, where two series of one study are of one patient even if their files name none. */
export function compareSeries(a: Series, b: Series): 'same' | 'different' | 'unknown' {
  const compared = comparePatients(a.patient, b.patient);
  return compared === 'unknown' && a.study.uid !== '' && a.study.uid === b.study.uid ? 'same' : compared;
}

const fold = (text: string) => text.trim().toLocaleLowerCase('en');

/**
 * The patient's age on the day of the study: years, months below two years, `Y` and `M` as DICOM's age strings have it.
 * @param birth  @param at  dates as files have them
 * @returns  undefined where either is no date, or the study lies before the birth
 */
export function ageAt(
  birth: string,
  at: string,
): { readonly count: number; readonly unit: 'Y' | 'M' } | undefined {
  const [born, then] = [dateOf(birth), dateOf(at)];
  if (!born || !then) return undefined;
  const years = then.getUTCFullYear() - born.getUTCFullYear();
  const before = then.getUTCDate() < born.getUTCDate() ? 1 : 0;
  const months = years * 12 + then.getUTCMonth() - born.getUTCMonth() - before;
  if (months < 0) return undefined;
  return months < 24 ? { count: months, unit: 'M' } : { count: Math.floor(months / 12), unit: 'Y' };
}

/** How much of what was opened a series' study holds. */
export function extentOf(
  { extents }: Pick<StudyState, 'extents'>,
  series: Pick<Series, 'patient' | 'study'> | undefined,
): Extent {
  return (series && extents.get(studyKey(series))) ?? WHOLE;
}

/** The same of all that is open: as incomplete as the most incomplete study. */
export function extentOfAll({ extents }: Pick<StudyState, 'extents'>): Extent {
  const all = [...extents.values()];
  return (
    all.find(({ phase }) => phase === 'reading') ?? all.find(({ phase }) => phase === 'stopped') ?? WHOLE
  );
}

const WHOLE: Extent = { phase: 'whole' };
