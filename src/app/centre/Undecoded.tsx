import type { Slice } from '../../dicom/index.ts';
import { useStudy } from '../useRoom.ts';
import { reasonOf, t } from '../words/index.ts';

/** In place of an image that could not be decoded. */
export function Undecoded({ slice }: { readonly slice: Slice | undefined }) {
  const failure = useStudy(({ undecoded }) => undecoded.get(slice?.id ?? ''));
  if (!slice || !failure) return null;
  return (
    <div className="undecoded" role="alert">
      <strong>{t('pane.cannotBeShown')}</strong>
      <p>{reasonOf(failure)}</p>
      <p className="dim">{slice.instance.file}</p>
    </div>
  );
}
