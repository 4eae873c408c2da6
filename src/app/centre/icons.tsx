/** Pictures of commands, by their id; a command without one is a line of text. */
import {
  ArrowUpDown,
  Contrast,
  Expand,
  FastForward,
  FlipHorizontal,
  FlipVertical,
  Hash,
  Maximize,
  Moon,
  Move,
  Play,
  Rewind,
  RotateCcw,
  RotateCcwSquare,
  RotateCwSquare,
  Search,
  SkipBack,
  SkipForward,
  SlidersHorizontal,
  Snail,
  Rabbit,
  ZoomIn,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';

const ICONS: Readonly<Record<string, LucideIcon>> = {
  'drag-window': Contrast,
  'drag-pan': Move,
  'drag-zoom': ZoomIn,
  'drag-scroll': ArrowUpDown,
  fit: Maximize,
  reset: RotateCcw,
  invert: Moon,
  'flip-horizontal': FlipHorizontal,
  'flip-vertical': FlipVertical,
  'rotate-right': RotateCwSquare,
  'rotate-left': RotateCcwSquare,
  magnifier: Search,
  'full-screen': Expand,
  cine: Play,
  'cine-faster': FastForward,
  'cine-slower': Rewind,
  'slice-next-suspicious': SkipForward,
  'slice-previous-suspicious': SkipBack,
  'slice-jump': Hash,
  'window-exact': SlidersHorizontal,
  'window-drag-faster': Rabbit,
  'window-drag-slower': Snail,
};

export function iconOf(id: string): ReactNode {
  const Icon = ICONS[id];
  return Icon && <Icon size={16} aria-hidden />;
}
