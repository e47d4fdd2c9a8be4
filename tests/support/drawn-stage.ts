/** Owns what a page needs to draw a stage as the app does, and what measures it there. */
export { drawScene } from "../../shared/animatic/draw-scene.ts";
export { stagedScene } from "./staged-scene.ts";
