import { useRef, type ReactNode } from 'react';

interface PaneChoiceProps {
  readonly label: string;
  readonly value: string | number;
  readonly onChoose: (value: string) => void;
  /** Options. */
  readonly children: ReactNode;
}

/** A list in the upper right corner of a pane. A choice made with the mouse must not take the arrow keys away from the image. */
export function PaneChoice({ label, value, onChoose, children }: PaneChoiceProps) {
  const byPointer = useRef(false);
  return (
    <label className="pane-choice">
      <span className="visually-hidden">{label}</span>
      <select
        value={value}
        onPointerDown={() => (byPointer.current = true)}
        onKeyDown={() => (byPointer.current = false)}
        onChange={(event) => {
          onChoose(event.currentTarget.value);
          if (byPointer.current) event.currentTarget.blur();
        }}
      >
        {children}
      </select>
    </label>
  );
}
