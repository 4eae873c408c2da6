/**
 * What is typed over the image: a slice's number, a window's centre and width, what stands beside an annotation. Enter takes
 * it, Escape leaves it.
 */
import {
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { newId } from '../../base/index.ts';
import { isUsableWindow } from '../../dicom/index.ts';
import {
  activeSeries,
  activeSlice,
  selectedOnScreen,
  sliceIndex,
  voiOf,
  type AnnotationOnScreen,
} from '../../study/index.ts';
import type { Annotation } from '../../viewport/index.ts';
import { useAnnotations, useRoom, useStudy, useView } from '../useRoom.ts';
import { inField, number, t } from '../words/index.ts';

export function Entries() {
  const entry = useView((state) => state.entry);
  const slice = useStudy(activeSlice);
  if (!slice) return null;
  switch (entry) {
    case 'slice':
      return <SliceEntry />;
    case 'window':
      return <WindowEntry />;
    case 'annotation':
      return <AnnotationEntry />;
    case undefined:
      return null;
  }
}

function AnnotationEntry() {
  const room = useRoom();
  useAnnotations((state) => state);
  const on = selectedOnScreen(room);
  if (on?.annotation.kind === 'arrow') return <ArrowEntry key={on.annotation.id} on={on} />;
  if (on?.annotation.kind === 'volume') return <VolumeEntry key={on.annotation.id} on={on} />;
  return null;
}

/** Takes what was typed of an annotation, if that has changed: a step each time, whatever was typed of it before. */
function useTake({
  id: imageId,
  annotation,
}: AnnotationOnScreen): (typed: Pick<Annotation, 'text' | 'slices'>) => void {
  const { annotations } = useRoom();
  return (typed) => {
    const present = annotations.getState().drawn.get(imageId);
    const before = present?.find(({ id }) => id === annotation.id);
    if (!before) return;
    const after = { ...before, ...typed };
    const same = (after.text ?? '') === (before.text ?? '') && after.slices === before.slices;
    if (!same) annotations.put(imageId, after, `words ${newId()}`);
  };
}

function ArrowEntry({ on }: { readonly on: AnnotationOnScreen }) {
  const [text, setText] = useState(on.annotation.text ?? '');
  const take = useTake(on);
  return (
    <EntryForm
      label={t('entry.arrow')}
      trouble={undefined}
      take={() => take({ text: text.trim() })}
      takenOnLeaving
    >
      <Field label={t('entry.text')} value={text} onChange={setText} wide first />
    </EntryForm>
  );
}

function VolumeEntry({ on }: { readonly on: AnnotationOnScreen }) {
  const count = on.series.slices.length;
  const [typed, setTyped] = useState(() =>
    on.annotation.slices === undefined ? '' : number(on.annotation.slices),
  );
  const slices = numberIn(typed);
  const fits = slices > 0 && slices <= count && Number.isInteger(slices * 2);
  const take = useTake(on);
  return (
    <EntryForm
      label={t('entry.hematoma')}
      trouble={fits ? undefined : t('entry.hematomaTrouble', { number: count })}
      take={() => take({ slices })}
      takenOnLeaving
    >
      <Field label={t('entry.hematomaSlices')} value={typed} onChange={setTyped} first />
    </EntryForm>
  );
}

function SliceEntry() {
  const { study } = useRoom();
  const count = useStudy((state) => activeSeries(state)?.slices.length ?? 0);
  const present = useStudy(sliceIndex) + 1;
  const [typed, setTyped] = useState(String(present));
  const wanted = Number(typed);
  const fits = Number.isInteger(wanted) && wanted >= 1 && wanted <= count;
  return (
    <EntryForm
      label={t('entry.goToSlice')}
      trouble={fits ? undefined : t('entry.sliceTrouble', { number: count })}
      take={() => study.goTo(wanted - 1)}
    >
      <Field label={t('entry.slice')} value={typed} onChange={setTyped} first />
      <span>{t('entry.ofSlices', { number: count })}</span>
    </EntryForm>
  );
}

function WindowEntry() {
  const { study, planes } = useRoom();
  const choice = useStudy((state) => state.window);
  const slice = useStudy(activeSlice);
  const present = slice && voiOf(choice, slice, planes.frames.get(slice.id));
  const [center, setCenter] = useState(() => inField(present?.center ?? 40));
  const [width, setWidth] = useState(() => inField(present?.width ?? 80));
  // A preset that is chosen meanwhile is what stands here: Enter must not bring the window before it back.
  const [of, setOf] = useState(choice);
  if (of !== choice && present) {
    setOf(choice);
    setCenter(inField(present.center));
    setWidth(inField(present.width));
  }
  const shape = present?.shape ?? 'LINEAR';
  const voi = { center: numberIn(center), width: numberIn(width), shape, name: undefined };
  return (
    <EntryForm
      label={t('entry.window')}
      trouble={isUsableWindow(voi) ? undefined : t('entry.windowTrouble')}
      take={() => study.setVoi(voi)}
    >
      <Field label={t('entry.centre')} value={center} onChange={setCenter} first />
      <Field label={t('entry.width')} value={width} onChange={setWidth} />
    </EntryForm>
  );
}

/** A number as it is typed anywhere: with a decimal comma too, and with a true minus sign. NaN where it is none. */
function numberIn(text: string): number {
  return text.trim() === '' ? NaN : Number(text.trim().replace(',', '.').replace('−', '-'));
}

interface EntryFormProps {
  readonly label: string;
  /** Why what is typed cannot be taken. */
  readonly trouble: string | undefined;
  readonly take: () => void;
  /** Whether what is typed counts when the hand has gone elsewhere. */
  readonly takenOnLeaving?: boolean;
  readonly children: ReactNode;
}

function EntryForm({ label, trouble, take, takenOnLeaving = false, children }: EntryFormProps) {
  const room = useRoom();
  const [cameFrom] = useState(focusByKeyboard);
  // Going back takes the focus away as well: that is no leaving.
  const gone = useRef(false);
  const close = () => {
    gone.current = true;
    room.view.setState({ entry: undefined });
  };
  const goBack = () => {
    close();
    cameFrom?.focus();
  };
  const leaveOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // From the button too, which leaves its keys to the page.
    event.preventDefault();
    goBack();
  };
  const takeUnlessGone = () => {
    if (!gone.current && takenOnLeaving && trouble === undefined) take();
  };
  // Where the slices move on, the form is taken from the page, and React tells of no blur.
  const takeFromPage = useEffectEvent(takeUnlessGone);
  useLayoutEffect(() => () => takeFromPage(), []);
  const leaveWithFocus = (event: FocusEvent<HTMLElement>) => {
    if (gone.current || event.currentTarget.contains(event.relatedTarget)) return;
    takeUnlessGone();
    close();
  };
  return (
    <form
      className="entry"
      aria-label={label}
      onKeyDown={leaveOnEscape}
      onBlur={leaveWithFocus}
      onSubmit={(event) => {
        event.preventDefault();
        if (trouble !== undefined) return;
        take();
        goBack();
      }}
    >
      {children}
      <button type="submit" className="plain-button" disabled={trouble !== undefined}>
        {t('entry.set')}
      </button>
      <span className="trouble" aria-live="polite">
        {trouble}
      </span>
    </form>
  );
}

/**
 * What has the focus, if a hand on the keyboard brought it there: after the mouse the arrow keys belong to the slices again. Of
 * an annotation it is the whole, whichever point had it.
 */
function focusByKeyboard(): HTMLElement | SVGElement | null | undefined {
  const focused = document.activeElement;
  return focused?.closest<SVGElement>('[data-annotation]') ?? focused?.closest<HTMLElement>(':focus-visible');
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Has the focus when the form opens, all of it chosen, so that typing replaces it. */
  readonly first?: boolean;
  /** For words instead of a number. */
  readonly wide?: boolean;
}

function Field({ label, value, onChange, first = false, wide = false }: FieldProps) {
  return (
    <label>
      {label}
      <input
        type="text"
        inputMode={wide ? 'text' : 'decimal'}
        className={wide ? 'wide' : undefined}
        autoComplete="off"
        value={value}
        autoFocus={first}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}
