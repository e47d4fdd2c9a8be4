/** Owns the review page: plays the movie frame by frame, and keeps comments on its frames. Runs from a disk, in any browser. */
const review = JSON.parse(document.getElementById("review").textContent);
const { num, den, dropFrame } = review.rate;
const part = (id) => document.getElementById(id);
const film = part("film");
const lastFrame = review.frames - 1;
const keptUnder = `shotline.review ${review.title} ${review.madeAt}`;
const nameKeptUnder = "shotline.review.name";

let frame = 0;
let backwards = null;
let backwardsSpeed = 1;
let comments = [];
let unsaved = false;

/** The label of a frame that counts from the movie's first. */
function timecodeOf(frameOfMovie) {
  const timebase = Math.round(num / den);
  let label = review.startFrame + frameOfMovie;
  if (dropFrame) {
    const dropped = timebase / 15;
    const perMinute = timebase * 60 - dropped;
    const perTenMinutes = timebase * 600 - dropped * 9;
    const rest = label % perTenMinutes;
    const minutes = rest < timebase * 60 ? 0 : 1 + Math.floor((rest - timebase * 60) / perMinute);
    label += dropped * (Math.floor(label / perTenMinutes) * 9 + minutes);
  }
  const two = (value) => String(value).padStart(2, "0");
  const seconds = Math.floor(label / timebase);
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(":");
  return `${clock}${dropFrame ? ";" : ":"}${two(label % timebase)}`;
}

function shotAt(frameOfMovie) {
  return review.shots.findLast((shot) => shot.startFrame <= frameOfMovie);
}

function show() {
  const shot = shotAt(frame);
  part("timecode").textContent = timecodeOf(frame);
  part("frame").textContent = `frame ${frame} of ${lastFrame}`;
  part("shot").textContent = shot ? [shot.name, shot.source, shot.about].filter(Boolean).join("  ") : "";
  part("scrub").value = String(frame);
  part("stamp").textContent = `Comment at ${timecodeOf(frame)}`;
  part("play").textContent = film.paused && backwards === null ? "Play" : "Pause";
}

/** The middle of a frame: a seek to its very start may show the one before. */
function goTo(wanted) {
  frame = Math.max(0, Math.min(lastFrame, wanted));
  film.currentTime = ((frame + 0.5) * den) / num;
  show();
}

function stop() {
  film.pause();
  film.playbackRate = 1;
  if (backwards !== null) cancelAnimationFrame(backwards);
  backwards = null;
  show();
}

function step(frames) {
  stop();
  goTo(frame + frames);
}

async function play(speed) {
  stop();
  if (frame === lastFrame) goTo(0);
  film.playbackRate = speed;
  // Where the movie cannot be played, the notice in its place says so.
  await film.play().catch(() => undefined);
  show();
}

/** No browser plays backwards by itself. */
function playBack(speed) {
  stop();
  backwardsSpeed = speed;
  const from = { frame, at: performance.now() };
  const draw = (now) => {
    backwards = requestAnimationFrame(draw);
    if (!film.seeking) goTo(from.frame - Math.floor(((now - from.at) * speed * num) / den / 1000));
    if (frame === 0) stop();
  };
  backwards = requestAnimationFrame(draw);
  show();
}

/** While it plays, the frame is the one that is on the screen. */
function follow() {
  if (film.paused) return;
  frame = Math.max(0, Math.min(lastFrame, Math.floor((film.currentTime * num) / den + 1e-6)));
  show();
}

function followFrames() {
  if (!film.requestVideoFrameCallback) {
    const look = () => {
      follow();
      requestAnimationFrame(look);
    };
    look();
    return;
  }
  const look = (_now, { mediaTime }) => {
    if (!film.paused) {
      frame = Math.max(0, Math.min(lastFrame, Math.round((mediaTime * num) / den)));
      show();
    }
    film.requestVideoFrameCallback(look);
  };
  film.requestVideoFrameCallback(look);
}

function isPlaying() {
  return !film.paused || backwards !== null;
}

const second = Math.round(num / den);
const keys = {
  Space: () => (isPlaying() ? halt() : play(1)),
  KeyK: () => halt(),
  KeyL: () => play(film.paused ? 1 : Math.min(8, film.playbackRate * 2)),
  KeyJ: () => playBack(backwards === null ? 1 : Math.min(8, backwardsSpeed * 2)),
  ArrowLeft: ({ shiftKey }) => step(shiftKey ? -second : -1),
  ArrowRight: ({ shiftKey }) => step(shiftKey ? second : 1),
  ArrowUp: () => step((review.shots.findLast((shot) => shot.startFrame < frame)?.startFrame ?? 0) - frame),
  ArrowDown: () => step((review.shots.find((shot) => shot.startFrame > frame)?.startFrame ?? lastFrame) - frame),
  Home: () => step(-frame),
  End: () => step(lastFrame - frame),
  KeyC: () => part("text").focus(),
};

/** Stops on the very frame that is shown. */
function halt() {
  stop();
  goTo(frame);
}

document.addEventListener("keydown", (event) => {
  const { target } = event;
  if (target === part("text") || target === part("name")) {
    if (event.key === "Escape") target.blur();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) part("form").requestSubmit();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.code === "Space" && target instanceof HTMLButtonElement) return;
  const act = keys[event.code];
  if (!act) return;
  event.preventDefault();
  act(event);
});

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

/** Texts are set as texts: whatever a comment says, it stays a comment. */
function list() {
  comments.sort((left, right) => left.frame - right.frame || left.at.localeCompare(right.at));
  part("none").hidden = comments.length > 0;
  part("list").hidden = comments.length === 0;
  const items = comments.map((comment) => {
    const item = document.createElement("li");
    const head = element("div", "head", "");
    const jump = element("button", "", timecodeOf(comment.frame));
    jump.type = "button";
    jump.addEventListener("click", () => step(comment.frame - frame));
    const remove = element("button", "", "Remove");
    remove.type = "button";
    remove.setAttribute("aria-label", `Remove the comment at ${timecodeOf(comment.frame)}`);
    remove.addEventListener("click", () => change(comments.filter((each) => each !== comment)));
    const who = [comment.name, shotAt(comment.frame)?.name].filter(Boolean).join(", ");
    head.append(jump, element("span", "who", who), remove);
    item.append(head, element("p", "", comment.text));
    return item;
  });
  part("list").replaceChildren(...items);
  const percent = (value) => `${(value / review.frames) * 100}%`;
  const marks = [
    ...review.shots.map((shot) => ["shot", shot.startFrame]),
    ...comments.map((each) => ["mark", each.frame]),
  ];
  part("shots").replaceChildren(
    ...marks.map(([kind, at]) => {
      const mark = element("span", kind, "");
      mark.style.left = percent(at);
      return mark;
    }),
  );
}

/** Keeps the comments in this browser; `say` is what became of it. */
function change(next, say) {
  comments = next;
  unsaved = true;
  let kept = true;
  try {
    localStorage.setItem(keptUnder, JSON.stringify(comments));
  } catch {
    kept = false;
  }
  const warn = "This browser keeps nothing for files: save the comments to a file before you close the page.";
  part("status").textContent = kept ? (say ?? "Kept in this browser. Save them to a file to send them.") : warn;
  list();
}

const isText = (value, maxChars) => typeof value === "string" && value.length <= maxChars;

/** What of a list can be shown here: comments on frames that the movie has. */
function readComments(found) {
  if (!Array.isArray(found)) return [];
  return found.flatMap((each) => {
    const { frame: at, text, name = "", id, at: written } = each ?? {};
    if (!Number.isInteger(at) || at < 0 || at > lastFrame || !isText(text, 10_000) || !isText(name, 200)) return [];
    return [
      {
        id: isText(id, 100) ? id : crypto.randomUUID(),
        frame: at,
        name,
        text,
        at: isText(written, 40) ? written : new Date().toISOString(),
      },
    ];
  });
}

function save() {
  const file = {
    schema: "shotline.comments.1",
    title: review.title,
    rate: review.rateName,
    startFrame: review.startFrame,
    comments: comments.map((comment) => {
      const shot = shotAt(comment.frame);
      return { ...comment, timecode: timecodeOf(comment.frame), shotId: shot?.id, shot: shot?.name };
    }),
  };
  const link = document.createElement("a");
  const address = URL.createObjectURL(new Blob([`${JSON.stringify(file, null, 2)}\n`], { type: "application/json" }));
  link.href = address;
  link.download = `${review.show}.comments.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  unsaved = false;
  part("status").textContent = `Saved as ${link.download}. Shotline imports it with Import comments.`;
}

async function load(file) {
  let data = null;
  try {
    data = JSON.parse(await file.text());
  } catch {
    // Said below.
  }
  if (data?.schema !== "shotline.comments.1" || !Array.isArray(data.comments)) {
    part("status").textContent = "This is not a file of comments.";
    return;
  }
  if (data.rate !== review.rateName || data.startFrame !== review.startFrame) {
    part("status").textContent = "These comments count their frames differently: they are of another movie.";
    return;
  }
  const read = readComments(data.comments);
  const known = new Set(comments.map(({ id }) => id));
  const added = read.filter(({ id }) => !known.has(id));
  const outside = data.comments.length - read.length;
  const left = outside > 0 ? ` ${outside} left out: this movie has no such frame.` : "";
  change([...comments, ...added], `${added.length} loaded, ${read.length - added.length} were here already.${left}`);
}

part("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = part("text").value.trim();
  if (text === "") {
    part("text").focus();
    return;
  }
  const comment = {
    id: crypto.randomUUID(),
    frame,
    name: part("name").value.trim(),
    text,
    at: new Date().toISOString(),
  };
  part("text").value = "";
  part("text").blur();
  change([...comments, comment]);
});
part("text").addEventListener("focus", halt);
part("name").addEventListener("change", () => {
  try {
    localStorage.setItem(nameKeptUnder, part("name").value);
  } catch {
    // Then it is asked for again.
  }
});
part("play").addEventListener("click", () => keys.Space());
part("back").addEventListener("click", () => step(-1));
part("on").addEventListener("click", () => step(1));
part("scrub").addEventListener("input", () => step(Number(part("scrub").value) - frame));
part("save").addEventListener("click", save);
part("load").addEventListener("click", () => part("file").click());
part("file").addEventListener("change", async () => {
  const [file] = part("file").files;
  part("file").value = "";
  if (file) await load(file);
});
film.addEventListener("error", () => {
  film.hidden = true;
  part("fault").hidden = false;
});
film.addEventListener("play", show);
film.addEventListener("ended", () => {
  frame = lastFrame;
  stop();
});
// Comments that this browser did not keep would go with the page.
addEventListener("beforeunload", (event) => {
  let kept = false;
  try {
    kept = localStorage.getItem(keptUnder) === JSON.stringify(comments);
  } catch {
    // Not kept.
  }
  if (unsaved && !kept) event.preventDefault();
});

document.title = `Review of ${review.title}`;
part("title").textContent = `${review.title}, ${review.madeAt.slice(0, 10)}`;
part("scrub").max = String(lastFrame);
try {
  part("name").value = localStorage.getItem(nameKeptUnder) ?? "";
  comments = readComments(JSON.parse(localStorage.getItem(keptUnder) ?? "[]"));
} catch {
  // Nothing was kept.
}
film.src = encodeURIComponent(review.movie);
followFrames();
list();
show();
goTo(0);
