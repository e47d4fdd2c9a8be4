import { describe, expect, it } from "vitest";
import { missingNeeds, needs, parseEncoders, parseFilters } from "../../../electron/core/media/capabilities.ts";

const encoders = `Encoders:
 V..... = Video
 ------
 V....D libx264              libx264 H.264 / AVC / MPEG-4 AVC / MPEG-4 part 10 (codec h264)
 VFS..D ffv1                 FFmpeg video codec #1
 A....D aac                  AAC (Advanced Audio Coding)`;

const filters = `Filters:
  T.. = Timeline support
  | = Source or sink filter
 ... acopy             A->A       Copy the input audio unchanged to the output.
 T.C blend             VV->V      Blend two video frames into each other.
 ... select            V->N       Select video frames to pass in output.
 ... concat            N->N       Concatenate audio and video streams.
 ... color             |->V       Provide an uniformly colored input.
 TS scale             V->V       A list without the third flag.`;

describe("what a build can do", () => {
  it("is read from its list of encoders", () => {
    expect([...parseEncoders(encoders)]).toEqual(["libx264", "ffv1", "aac"]);
  });

  it("is read from its list of filters, with any number of inputs and in both widths", () => {
    expect([...parseFilters(filters)]).toEqual(["acopy", "blend", "select", "concat", "color", "scale"]);
  });

  it("is held against what the app needs", () => {
    const all = { encoders: new Set<string>(needs.encoders), filters: new Set<string>(needs.filters) };
    expect(missingNeeds(all)).toEqual([]);
    all.encoders.delete("libx264");
    all.filters.delete("select");
    expect(missingNeeds(all)).toEqual(["the encoder libx264", "the filter select"]);
  });
});
