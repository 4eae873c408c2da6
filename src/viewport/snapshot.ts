/** What a viewport shows, with everything laid over it, on one canvas: for pictures that leave the page. */

/**
 * Draws every canvas and every SVG in the element as they lie on screen. Layers lie in the element's corner and are moved
 * by CSS transforms; what is written in an SVG carries its own style, for a picture of it sees no style sheet.
 * @param root  in the page, with a size
 */
export async function snapshot(root: HTMLElement): Promise<HTMLCanvasElement> {
  const { clientWidth: width, clientHeight: height } = root;
  const result = document.createElement('canvas');
  result.width = Math.round(width * devicePixelRatio);
  result.height = Math.round(height * devicePixelRatio);
  const context = result.getContext('2d');
  if (!context) return result;
  context.fillStyle = '#000';
  context.fillRect(0, 0, result.width, result.height);
  const perPixel = new DOMMatrix().scale(result.width / width, result.height / height);
  for (const layer of root.querySelectorAll<HTMLCanvasElement | SVGSVGElement>('canvas, svg')) {
    const { display, visibility, opacity, transform } = getComputedStyle(layer);
    if (display === 'none' || visibility === 'hidden') continue;
    const drawn = layer instanceof SVGSVGElement ? await imageOf(layer, width, height) : layer;
    if (drawn.width === 0 || drawn.height === 0) continue;
    context.globalAlpha = Number(opacity);
    context.setTransform(perPixel.multiply(new DOMMatrix(transform === 'none' ? '' : transform)));
    context.drawImage(drawn, 0, 0, layer.clientWidth || width, layer.clientHeight || height);
  }
  return result;
}

async function imageOf(svg: SVGSVGElement, width: number, height: number): Promise<HTMLImageElement> {
  const copy = svg.cloneNode(true);
  if (copy instanceof SVGSVGElement) {
    // Per cent of what? A picture of its own needs a size in pixels.
    copy.style.width = `${width}px`;
    copy.style.height = `${height}px`;
  }
  const image = new Image(width, height);
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}
