/** Owns showing a shot's small picture: the frame that is drawn of it, painted anew when another is there. */
import { useContext, useLayoutEffect, useRef } from "react";
import { PicturesContext } from "./shot-pictures.ts";

/** `className` gives it its size; what it shows is said beside it. */
export function ShotPicture({ shotId, className }: { shotId: string; className: string | undefined }) {
  const pictures = useContext(PicturesContext);
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (!pictures) return;
    let painted: ImageBitmap | null = null;
    const paint = () => {
      const picture = pictures.pictureOf(shotId);
      if (!canvas.current || !picture || picture === painted || picture.width === 0) return;
      painted = picture;
      paintPicture(canvas.current, picture);
    };
    paint();
    return pictures.subscribe(paint);
  }, [pictures, shotId]);
  return <canvas ref={canvas} className={className} width={1} height={1} />;
}

/** Makes a canvas show a picture and nothing else. */
export function paintPicture(canvas: HTMLCanvasElement, picture: ImageBitmap): void {
  if (canvas.width !== picture.width || canvas.height !== picture.height) {
    canvas.width = picture.width;
    canvas.height = picture.height;
  }
  canvas.getContext("2d", { alpha: false })?.drawImage(picture, 0, 0);
}
