import type { Slice } from '../../dicom/index.ts';
import { useStudy } from '../useRoom.ts';
import { reasonOf, t } from '../words/index.ts';

/**
 * In place of an image that could not be decoded. Plain text: an alert would break in at each such slice that is scrolled
 * over; of the image on screen the slice slider says it with the slice's number.
 */
export function Undecoded({ slice }: { readonly slice: Slice | undefined }) {
  const failure = useStudy(({ undecoded }) => undecoded.get(slice?.id ?? ''));
  if (!slice || !failure) return null;
  return (
    <div className="undecoded">
      <strong>{t('pane.cannotBeShown')}</strong>
      <p>{reasonOf(failure)}</p>
      <p className="dim">{slice.instance.file}</p>
    </div>
  );
}
