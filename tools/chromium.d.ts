export function findChromium(): string | undefined;
export function ensureChromium(): string;
export function ensureDicomTools(): void;
export const CHROMIUM_ARGUMENTS: string[];
