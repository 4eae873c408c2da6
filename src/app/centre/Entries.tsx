/** What is typed over the image: a slice's number, a window's centre and width. Enter takes it, Escape leaves it. */
import { useState, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react';
import { activeSeries, activeSlice, sliceIndex, voiOf } from '../../study/index.ts';
import { isUsableWindow } from '../../viewport/index.ts';
import { useRoom, useStudy, useView } from '../useRoom.ts';

export function Entries() {
  const entry = useView((state) => state.entry);
  const slice = useStudy(activeSlice);
  if (!slice) return null;
  switch (entry) {
    case 'slice':
      return <SliceEntry />;
    case 'window':
      return <WindowEntry />;
    case undefined:
      return null;
  }
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
      label="Go to slice"
      trouble={fits ? undefined : `A number from 1 to ${count}`}
      take={() => study.goTo(wanted - 1)}
    >
      <NumberField label="Slice" value={typed} onChange={setTyped} first />
      <span>of {count}</span>
    </EntryForm>
  );
}

function WindowEntry() {
  const { study } = useRoom();
  const choice = useStudy((state) => state.window);
  const slice = useStudy(activeSlice);
  const present = slice && voiOf(choice, slice, study.frames.get(slice.id));
  const [center, setCenter] = useState(String(present?.center ?? 40));
  const [width, setWidth] = useState(String(present?.width ?? 80));
  const shape = present?.shape ?? 'LINEAR';
  const voi = { center: numberIn(center), width: numberIn(width), shape, name: undefined };
  return (
    <EntryForm
      label="Window"
      trouble={isUsableWindow(voi) ? undefined : 'Two numbers, the width at least 1'}
      take={() => study.setVoi(voi)}
    >
      <NumberField label="Centre" value={center} onChange={setCenter} first />
      <NumberField label="Width" value={width} onChange={setWidth} />
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
  readonly children: ReactNode;
}

function EntryForm({ label, trouble, take, children }: EntryFormProps) {
  const { view } = useRoom();
  const close = () => view.setState({ entry: undefined });
  const leaveOnEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
  };
  const leaveWithFocus = (event: FocusEvent<HTMLElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) close();
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
        close();
      }}
    >
      {children}
      <button type="submit" className="plain-button" disabled={trouble !== undefined}>
        Set
      </button>
      <span className="trouble" role="status">
        {trouble}
      </span>
    </form>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Has the focus when the form opens, all of it chosen, so that typing replaces it. */
  readonly first?: boolean;
}

function NumberField({ label, value, onChange, first = false }: NumberFieldProps) {
  return (
    <label>
      {label}
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        value={value}
        autoFocus={first}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}
