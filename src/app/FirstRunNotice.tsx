import { Button } from '@mantine/core';
import { ShieldAlert } from 'lucide-react';
import { useState } from 'react';

const KEY = 'hemolens.notice';

/** What everyone reads once before the first image; the footer keeps the short form for ever. */
export function FirstRunNotice() {
  const [seen, setSeen] = useState(remembered);
  if (seen) return null;
  const understood = () => {
    remember();
    setSeen(true);
  };
  return (
    <section className="first-run" aria-label="Notice">
      <ShieldAlert size={18} aria-hidden />
      <p>
        <strong>For research and teaching.</strong> Hemolens is not a medical device and not for diagnostic
        use: its probabilities can be wrong in either direction, and a low one rules nothing out. Images stay
        on this computer.
      </p>
      <Button size="compact-sm" variant="default" onClick={understood}>
        Understood
      </Button>
    </section>
  );
}

/** Storage can be closed to a page; then the notice simply comes again. */
function remembered(): boolean {
  try {
    return localStorage.getItem(KEY) === 'understood';
  } catch {
    return false;
  }
}

function remember(): void {
  try {
    localStorage.setItem(KEY, 'understood');
  } catch {
    return;
  }
}
