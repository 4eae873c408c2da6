import { Tooltip } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';

interface RadioGroupProps {
  readonly label: string;
  readonly chosen: string | undefined;
  readonly options: readonly {
    readonly id: string;
    readonly name: string;
    readonly face: ReactNode;
    readonly hint: string;
    readonly choose: () => void;
  }[];
}

/**
 * Buttons of which one is on. Not Mantine's: theirs ignores a click on what is chosen already, and asking for *File*
 * again means its next window; and a click must leave the focus, and with it the arrow keys, to the image.
 */
export function RadioGroup({ label, chosen, options }: RadioGroupProps) {
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const radios = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=radio]')];
    const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const from = radios.findIndex((radio) => radio === document.activeElement);
    const to = (from + step + radios.length) % radios.length;
    options[to]?.choose();
    radios[to]?.focus();
  };
  const tabStop = options.some(({ id }) => id === chosen) ? chosen : options[0]?.id;
  return (
    <div role="radiogroup" aria-label={label} className="radio-group" onKeyDown={walk}>
      {options.map(({ id, name, face, hint, choose }) => (
        <Tooltip key={id} label={hint} openDelay={400}>
          <button
            type="button"
            role="radio"
            aria-checked={id === chosen}
            aria-label={name}
            tabIndex={id === tabStop ? 0 : -1}
            onMouseDown={(event) => event.preventDefault()}
            onClick={choose}
          >
            {face}
          </button>
        </Tooltip>
      ))}
    </div>
  );
}
