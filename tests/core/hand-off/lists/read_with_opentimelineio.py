"""Reads lists of a cut with OpenTimelineIO: arguments are pairs of a file and its frames a second; prints one JSON list."""
import json
import sys

import opentimelineio as otio


def read(path, rate):
    options = {"rate": rate} if path.endswith(".edl") else {}
    timeline = otio.adapters.read_from_file(path, **options)
    picture = next(track for track in timeline.tracks if track.kind == "Video")
    clips = []
    for index, item in enumerate(picture):
        if not isinstance(item, otio.schema.Clip):
            continue
        url = getattr(item.media_reference, "target_url", None)
        source = item.source_range
        clips.append(
            {
                "name": item.name,
                "url": url,
                "sourceIn": source.start_time.value,
                "frames": source.duration.value,
                "position": picture.range_of_child_at_index(index).start_time.value,
                "rate": source.duration.rate,
            }
        )
    start = timeline.global_start_time
    return {"start": start.value if start else None, "clips": clips}


pairs = sys.argv[1:]
print(json.dumps([read(path, float(rate)) for path, rate in zip(pairs[::2], pairs[1::2])]))
