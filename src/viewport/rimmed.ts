/** Text over an image: with a dark rim, readable over bone. Font and alignment are the context's. */
export function writeRimmed(
  context: CanvasRenderingContext2D,
  text: string,
  [x, y]: readonly [number, number],
  colour: string,
): void {
  context.lineWidth = 3;
  context.strokeStyle = '#000';
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}
