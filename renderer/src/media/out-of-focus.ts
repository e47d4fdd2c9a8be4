/** Owns making a picture out of focus, for focus pulls. */

/** Blur as a part of the picture's height: what the renderer of animatics uses. */
const softness = 1 / 90;

export function outOfFocus(image: ImageBitmap): OffscreenCanvas {
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  if (context) {
    context.filter = `blur(${image.height * softness}px)`;
    context.drawImage(image, 0, 0);
  }
  return canvas;
}
