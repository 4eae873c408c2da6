import { useMemo } from 'react';
import { isInHounsfield, pixelProportion, type Slice } from '../dicom/index.ts';
import { thumbnail, voiOf, type StudyStore } from '../study/index.ts';
import { useRoom } from './useRoom.ts';

/** In pixels of the picture; shown at half that, so that it is sharp on dense screens. */
const SIZE = 92;
/** Wide enough to show brain and skull at this size. In Hounsfield units. */
const CT_WINDOW = { center: 60, width: 180, shape: 'LINEAR', name: undefined } as const;

export function SliceThumbnail({ slice }: { readonly slice: Slice | undefined }) {
  const { study } = useRoom();
  const picture = useMemo(() => slice && pictureOf(slice, study), [slice, study]);
  return picture === undefined ? (
    <span className="thumbnail" />
  ) : (
    <img src={picture} className="thumbnail" alt="" draggable={false} />
  );
}

/** As a data URL; undefined where the slice has no pixels. */
function pictureOf(slice: Slice, { frames }: StudyStore): string | undefined {
  const frame = frames.get(slice.id);
  if (!frame) return undefined;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIZE;
  const voi = isInHounsfield(slice.instance) ? CT_WINDOW : voiOf({ kind: 'file', index: 0 }, slice, frame);
  const pixels = thumbnail(frame, voi, SIZE, pixelProportion(slice.geometry));
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, SIZE, SIZE), 0, 0);
  return canvas.toDataURL();
}
