/** The image, and what the layout puts beside it. The image's own pane stays where it is: nothing is loaded anew. */
import { useEffect, type CSSProperties } from 'react';
import { useStore } from 'zustand';
import type { VoiWindow } from '../../dicom/index.ts';
import {
  activeSeries,
  activeSlice,
  crossAxial,
  inHounsfield,
  isTilted,
  showOnViewport,
  showPlane,
  windowsBeside,
} from '../../study/index.ts';
import { windowPresets, type WindowPreset } from '../../viewport/index.ts';
import { cutCount, isStack, type Plane } from '../../volume/index.ts';
import { millimetres, windowInWords } from '../format.ts';
import { slabInWords } from '../slabs.ts';
import { useRoom, useSlabOf, useStudy, useView } from '../useRoom.ts';
import { Changes } from './Changes.tsx';
import { Pane } from './Pane.tsx';
import { PatientWarning } from './Compared.tsx';
import { OtherSeries } from './OtherSeries.tsx';
import { Probe } from './Probe.tsx';
import { SlabChoice } from './SlabChoice.tsx';
import { useSeriesDrop } from './useSeriesDrop.ts';
import { useImageLeads } from './useImageLeads.ts';
import { useLying } from './useLying.ts';
import { useOwnViewport } from './useOwnViewport.ts';
import { WindowCorner } from './WindowCorner.tsx';
import { t, tell } from '../words/index.ts';

export function Panes() {
  const layout = useView((state) => state.layout);
  const strength = useView((state) => state.evidenceStrength);
  const style: CSSProperties & Record<'--evidence-strength', number> = { '--evidence-strength': strength };
  const seriesDrop = useSeriesDrop();
  return (
    <div className="panes" data-layout={layout} style={style} {...seriesDrop}>
      {layout === 'two' && <PatientWarning />}
      <Pane />
      {layout === 'windows' && <OtherWindows />}
      {layout === 'planes' && <Planes />}
      {layout === 'two' && <OtherSeries />}
    </div>
  );
}

function OtherWindows() {
  const beside = useStudy((state) => windowsBeside(state.window));
  const series = useStudy(activeSeries);
  useImageLeads();
  if (series && !inHounsfield(series)) {
    return (
      <section className="pane empty-pane" aria-label={t('name.layoutWindows')}>
        <p>{t('pane.noWindows')}</p>
      </section>
    );
  }
  return windowPresets.map(
    ({ id, window }) => window && beside.includes(id) && <OtherWindow key={id} id={id} window={window} />,
  );
}

interface OtherWindowProps {
  readonly id: WindowPreset['id'];
  readonly window: VoiWindow;
}

function OtherWindow({ id, window }: OtherWindowProps) {
  const room = useRoom();
  const voi = useView((state) => state.paneWindows[id] ?? window);
  const slice = useStudy(activeSlice);
  const slab = useSlabOf(slice);
  const attitude = useView((state) => state.attitude);
  const place = useOwnViewport(id, (viewport) => {
    const ends = [showOnViewport(viewport, room, { pane: id, window }), room.looks.join(viewport)];
    return () => ends.forEach((end) => end());
  });
  return (
    <section className="pane" aria-label={t('pane.window', { name: t(`windows.${id}`) })} tabIndex={-1}>
      <div ref={place} className="viewport-place" />
      <div className="corner bottom left-side">
        <Probe pane={id} />
        {slab && <span className="changed">{slabInWords(slab)}</span>}
      </div>
      <div className="corner bottom right-side">
        <Changes frame={slice && room.study.frames.get(slice.id)} attitude={attitude} />
        <span>{t(`windows.${id}`)}</span>
        <strong>{windowInWords(voi)}</strong>
      </div>
    </section>
  );
}

function Planes() {
  const room = useRoom();
  const stack = useStore(room.planes, (state) => state.stack);
  useEffect(() => {
    const lead = room.panes.image();
    return lead && crossAxial(lead, room);
  }, [room]);
  if (!isStack(stack)) {
    return (
      <section className="pane empty-pane" aria-label={t('pane.coronalSagittal')}>
        <p>{t('pane.noPlanes', { why: stack ? tell(stack) : '' })}</p>
      </section>
    );
  }
  return (
    <>
      <PlanePane plane="coronal" />
      <PlanePane plane="sagittal" />
    </>
  );
}

function PlanePane({ plane }: { readonly plane: Plane }) {
  const room = useRoom();
  const cut = useStore(room.planes, ({ cuts }) => cuts[plane]);
  const stack = useStore(room.planes, (state) => state.stack);
  const tilted = useStudy((state) => isTilted(activeSeries(state)));
  const [lying, followLying] = useLying();
  const place = useOwnViewport(plane, (viewport) => {
    const ends = [showPlane(viewport, plane, room), followLying(viewport)];
    return () => ends.forEach((end) => end());
  });
  const slice = useStudy(activeSlice);
  // What the cut is of, beside stack and number.
  useView((state) => state.slab);
  const image = room.planes.image(plane);
  const position = room.planes.placeOf(plane);
  const count = isStack(stack) ? cutCount(stack, plane) : 1;
  const name = t(`pane.${plane}`);
  return (
    <section className="pane" aria-label={name} tabIndex={-1}>
      <div ref={place} className="viewport-place" />
      <div className="corner top left-side">
        <strong>{name}</strong>
        {tilted && <span>{t('pane.tilted')}</span>}
      </div>
      {plane === 'coronal' && <SlabChoice />}
      <div className="cut-foot">
        <label className="cut">
          <span className="visually-hidden">{t('pane.position', { plane: name })}</span>
          <input
            type="range"
            min={1}
            max={count}
            value={cut + 1}
            aria-valuetext={t('pane.positionOf', { plane: name, number: cut + 1, of: count })}
            // After a drag by mouse or finger the arrow keys belong to the image again.
            onPointerUp={(event) => event.currentTarget.blur()}
            onChange={(event) => room.planes.goTo(plane, Number(event.currentTarget.value) - 1)}
          />
          <span aria-hidden>
            {cut + 1} / {count}
            {position !== undefined && ` · ${millimetres(position)}`}
          </span>
        </label>
        <div className="cut-corners">
          <div className="corner">
            <Probe pane={plane} stored={false} />
          </div>
          {image && slice && (
            <WindowCorner
              slice={slice}
              frame={image.frame}
              spacing={image.geometry.pixelSpacing}
              lying={lying}
            />
          )}
        </div>
      </div>
    </section>
  );
}
