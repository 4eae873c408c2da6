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
  const layers = [...root.querySelectorAll<HTMLCanvasElement | SVGSVGElement>('canvas, svg')];
  // All of them at once: until a picture of an SVG is there, another slice may be on screen.
  for (const layer of layers.flatMap((one) => layerNow(one, width, height))) {
    const drawn = await layer.drawn();
    if (drawn.width === 0 || drawn.height === 0) continue;
    context.globalAlpha = layer.opacity;
    context.setTransform(perPixel.multiply(layer.transform));
    context.drawImage(drawn, 0, 0, layer.width, layer.height);
  }
  return result;
}

/** A layer as it is at this moment; none of one that cannot be seen. */
function layerNow(layer: HTMLCanvasElement | SVGSVGElement, paneWidth: number, paneHeight: number) {
  const { display, visibility, opacity, transform } = getComputedStyle(layer);
  if (display === 'none' || visibility === 'hidden') return [];
  const drawn =
    layer instanceof SVGSVGElement ? imageOf(layer, paneWidth, paneHeight) : unchanging(copyOf(layer));
  return [
    {
      drawn,
      opacity: Number(opacity),
      transform: new DOMMatrix(transform === 'none' ? '' : transform),
      width: layer.clientWidth || paneWidth,
      height: layer.clientHeight || paneHeight,
    },
  ];
}

const unchanging = (canvas: HTMLCanvasElement) => () => Promise.resolve(canvas);

function copyOf(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  if (canvas.width > 0 && canvas.height > 0) copy.getContext('2d')?.drawImage(canvas, 0, 0);
  return copy;
}

function imageOf(svg: SVGSVGElement, width: number, height: number): () => Promise<HTMLImageElement> {
  const copy = svg.cloneNode(true);
  if (copy instanceof SVGSVGElement) {
    // Per cent of what? A picture of its own needs a size in pixels.
    copy.style.width = `${width}px`;
    copy.style.height = `${height}px`;
  }
  const source = new XMLSerializer().serializeToString(copy);
  return async () => {
    const image = new Image(width, height);
    image.src = `data:image/svg+xml,${encodeURIComponent(source)}`;
    await image.decode();
    return image;
  };
}
