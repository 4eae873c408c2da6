export function findChromium(): string | undefined;
export function ensureChromium(): string;
export function ensureDcmtk(): void;
export const CHROMIUM_ARGUMENTS: string[];
