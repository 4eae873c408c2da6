import { useEffect, useRef, useState, type RefObject } from 'react';

/**
 * How many groups of a line have to fold into a button so that it does not scroll: as many as needed at its present width,
 * whatever the language and the letters. What was needed unfolded is remembered, so that a line does not swing.
 * @param groups  how many can fold
 */
export function useFold(groups: number): { readonly ref: RefObject<HTMLDivElement | null>; folded: number } {
  const ref = useRef<HTMLDivElement>(null);
  const [folded, setFolded] = useState(0);
  /** CSS pixels, with none folded, with one and so on. */
  const needed = useRef<number[]>([]);
  useEffect(() => {
    const line = ref.current;
    if (!line) return;
    const observer = new ResizeObserver(() => {
      if (line.scrollWidth > line.clientWidth && folded < groups) {
        needed.current[folded] = line.scrollWidth;
        setFolded(folded + 1);
      } else if (folded > 0 && line.clientWidth >= (needed.current[folded - 1] ?? Infinity)) {
        setFolded(folded - 1);
      }
    });
    // The line by its room, its parts by their words.
    for (const element of [line, ...line.children]) observer.observe(element);
    return () => observer.disconnect();
  }, [folded, groups]);
  return { ref, folded };
}
