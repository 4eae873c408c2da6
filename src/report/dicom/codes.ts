/** The coded terms of our DICOM objects (PS3.16 annex D and its context groups), each with the table it is taken from. */
import type { HemorrhageClass } from '../../base/index.ts';
import type { Dataset } from './dataset.ts';

export interface Code {
  readonly value: string;
  readonly scheme: 'DCM' | 'SCT' | 'LN' | 'UCUM' | 'RFC5646' | '99HEMOLENS';
  /** At most 64 characters. */
  readonly meaning: string;
}

const dcm = (value: string, meaning: string): Code => ({ value, scheme: 'DCM', meaning });

export const CODES = {
  measurementReport: dcm('126000', 'Imaging Measurement Report'),
  language: dcm('121049', 'Language of Content Item and Descendants'),
  english: { value: 'en', scheme: 'RFC5646', meaning: 'English' },
  observerType: dcm('121005', 'Observer Type'),
  device: dcm('121007', 'Device'),
  deviceUid: dcm('121012', 'Device Observer UID'),
  deviceName: dcm('121013', 'Device Observer Name'),
  deviceManufacturer: dcm('121014', 'Device Observer Manufacturer'),
  deviceModel: dcm('121015', 'Device Observer Model Name'),
  procedureReported: dcm('121058', 'Procedure reported'),
  // Whether there was contrast agent, no file says for certain.
  headCt: { value: '24725-4', scheme: 'LN', meaning: 'CT Head' },
  imageLibrary: dcm('111028', 'Image Library'),
  imageLibraryGroup: dcm('126200', 'Image Library Group'),
  measurements: dcm('126010', 'Imaging Measurements'),
  measurementGroup: dcm('125007', 'Measurement Group'),
  trackingIdentifier: dcm('112039', 'Tracking Identifier'),
  trackingUid: dcm('112040', 'Tracking Unique Identifier'),
  algorithmName: dcm('111001', 'Algorithm Name'),
  algorithmParameters: dcm('111002', 'Algorithm Parameters'),
  algorithmVersion: dcm('111003', 'Algorithm Version'),
  comment: dcm('121106', 'Comment'),
  sourceImage: dcm('121322', 'Source image for image processing operation'),
  findingSite: { value: '363698007', scheme: 'SCT', meaning: 'Finding Site' },
  brain: { value: '12738006', scheme: 'SCT', meaning: 'Brain' },
  noUnits: { value: '1', scheme: 'UCUM', meaning: 'no units' },
} as const satisfies Record<string, Code>;

const own = (value: string, meaning: string): Code => ({ value, scheme: '99HEMOLENS', meaning });

/**
 * What is measured. No standard scheme has a code for the probability of one kind of hemorrhage on one image, so these
 * are this program's own; a value, once given out, keeps its meaning.
 */
export const PROBABILITY_OF: Readonly<Record<HemorrhageClass, Code>> = {
  epidural: own('PROB-EDH', 'Probability of epidural hemorrhage'),
  intraparenchymal: own('PROB-IPH', 'Probability of intraparenchymal hemorrhage'),
  intraventricular: own('PROB-IVH', 'Probability of intraventricular hemorrhage'),
  subarachnoid: own('PROB-SAH', 'Probability of subarachnoid hemorrhage'),
  subdural: own('PROB-SDH', 'Probability of subdural hemorrhage'),
  any: own('PROB-ANY', 'Probability of any intracranial hemorrhage'),
};

/** Who gives the private codes their meaning (PS3.3 C.12.1.1.5). */
export const OWN_SCHEME: Dataset = {
  CodingSchemeDesignator: '99HEMOLENS',
  CodingSchemeName: 'Hemolens probabilities of intracranial hemorrhage on one image',
  CodingSchemeVersion: '1',
  CodingSchemeResponsibleOrganization: 'Hemolens',
};

export function codeItem({ value, scheme, meaning }: Code): Dataset {
  return { CodeValue: value, CodingSchemeDesignator: scheme, CodeMeaning: meaning };
}
