import { existsSync, readdirSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';

/**
 * WebGPU in Node, through Dawn (npm `webgpu`): a graphics driver's Vulkan, Metal or Direct3D where there is one, else
 * the software adapter (SwiftShader) that an installed Chromium brings along.
 */

/** Where Linux distributions put Chromium and Chrome; each folder holds SwiftShader's ICD and a Vulkan loader. */
const CHROMIUM_FOLDERS = [
  '/usr/lib/chromium',
  '/usr/lib/chromium-browser',
  '/opt/google/chrome',
  '/usr/lib64/chromium-browser',
];

/** Where installed drivers announce themselves to the Vulkan loader. */
const DRIVER_FOLDERS = ['/usr/share/vulkan/icd.d', '/etc/vulkan/icd.d', '/usr/local/share/vulkan/icd.d'];

/** glibc's flag to keep a library loaded after dlclose; Node names the others, not this one. */
const RTLD_NODELETE = 0x1000;

/** What Dawn gives out does not keep its instance alive: once that is collected, the next use of a device ends the process. */
const kept: GPU[] = [];

/**
 * @param choice  for `wasm` no driver is touched: one that ends the process may be why it was chosen
 * @returns undefined where Dawn cannot be loaded or finds no adapter
 */
export async function openDawn(choice: 'auto' | 'webgpu' | 'wasm' = 'auto'): Promise<GPU | undefined> {
  if (choice === 'wasm') return undefined;
  const dawn = await import('webgpu').catch(() => undefined);
  if (!dawn) return undefined;
  // The kernels read GPUBufferUsage and its like as globals, as in a browser.
  Object.assign(globalThis, dawn.globals);
  for (const driver of driversToTry()) {
    if (driver !== undefined) useDriver(driver);
    const gpu = await usable(() => dawn.create([]));
    if (!gpu) continue;
    kept.push(gpu);
    return gpu;
  }
  return undefined;
}

/** A driver that fails is as good as none: the next one is tried. */
async function usable(create: () => GPU): Promise<GPU | undefined> {
  try {
    const gpu = create();
    return (await gpu.requestAdapter()) ? gpu : undefined;
  } catch {
    return undefined;
  }
}

/** Vulkan drivers in the order of preference; undefined is the loader's own choice, or no Vulkan. */
function driversToTry(): readonly (string | undefined)[] {
  if (process.platform !== 'linux') return [undefined];
  const chosen = process.env.VK_ICD_FILENAMES ?? process.env.VK_DRIVER_FILES;
  if (chosen !== undefined) return [chosen];
  const software = softwareDriver();
  // An installed driver may be one without its device, or too old for Dawn.
  if (!hasInstalledDriver()) return [software];
  return software === undefined ? [undefined] : [undefined, software];
}

/** Points this process at a Vulkan driver. One that lies beside a Vulkan loader, as Chromium's does, is used with it. */
function useDriver(driver: string): void {
  process.env.VK_ICD_FILENAMES = driver;
  loadVulkan(join(dirname(driver), 'libvulkan.so.1'));
}

function hasInstalledDriver(): boolean {
  return DRIVER_FOLDERS.some((folder) => existsSync(folder) && readdirSync(folder).length > 0);
}

function softwareDriver(): string | undefined {
  const chromium = process.env.CHROMIUM;
  return [...(chromium ? [dirname(chromium)] : []), ...CHROMIUM_FOLDERS]
    .map((folder) => join(folder, 'vk_swiftshader_icd.json'))
    .find((driver) => existsSync(driver));
}

/**
 * Dawn opens `libvulkan.so.1` by its name, which the loader's search path may not have. Once a library of that name is
 * in the process, the name finds it; it is no Node addon, so that `dlopen` throws after loading it.
 */
function loadVulkan(path: string): void {
  try {
    process.dlopen({ exports: {} }, path, constants.dlopen.RTLD_NOW | RTLD_NODELETE);
  } catch {
    // Expected; where it could not be loaded at all, Dawn finds no adapter and says so.
  }
}
