"""Reads lists of a cut with OpenShot's own importers, its window replaced: arguments are frames a second as N/D, then files."""
import json
import os
import sys
from types import ModuleType, SimpleNamespace
from urllib.parse import unquote, urlparse

sys.path.insert(0, "/usr/lib/python3/dist-packages/openshot_qt")
num, den = map(int, sys.argv[1].split("/"))
clips = []


class Stored:
    """What OpenShot keeps in its project: clips are listed, all else is forgotten."""

    def __init__(self):
        self.data, self.id = {}, "id"

    @classmethod
    def get(cls, **_):
        return None

    def save(self):
        self.data.setdefault("id", self.id)
        if "position" in self.data:
            clips.append({key: self.data[key] for key in ("title", "position", "start", "end")})


def stand_in(name, **content):
    module = ModuleType(name)
    vars(module).update(content)
    sys.modules[name] = module


ignored = SimpleNamespace(emit=lambda *_: None, select_frame=lambda *_: None)
player = SimpleNamespace(player=SimpleNamespace(Position=lambda: 1))
window = SimpleNamespace(refreshFrameSignal=ignored, propertyTableView=ignored, preview_thread=player)
project = {"fps": {"num": num, "den": den}, "layers": [{"number": 0}]}
kept = SimpleNamespace(get=project.get, current_filepath="")
chosen = []
folder = []


def find_film(path):
    """OpenShot asks for a film that is not there by that name; the answer is what the address means, in the list's folder or its clips."""
    name = os.path.basename(unquote(urlparse(path).path))
    beside = os.path.join(folder[0], name)
    return beside if os.path.exists(beside) else os.path.join(folder[0], "clips", name), False, False


app = SimpleNamespace(_tr=lambda text: text, project=kept, window=window)
dialog = SimpleNamespace(getOpenFileName=lambda *_: [chosen[0]])
stand_in("PyQt5.QtWidgets", QFileDialog=dialog)
stand_in("classes.app", get_app=lambda: app)
stand_in("classes.query", Clip=type("Clip", (Stored,), {}), Track=type("Track", (Stored,), {}), File=type("File", (Stored,), {}))
stand_in("windows.views.find_file", find_missing_file=find_film)

from classes.importers.edl import import_edl  # noqa: E402
from classes.importers.final_cut_pro import import_xml  # noqa: E402

results = []
for path in sys.argv[2:]:
    clips.clear()
    chosen[:] = [path]
    folder[:] = [path.rsplit("/", 1)[0]]
    (import_edl if path.endswith(".edl") else import_xml)()
    results.append(list(clips))
print("\n" + json.dumps(results))
