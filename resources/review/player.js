/** Owns how the review page plays its movie, frame by frame. Runs from a disk, in any browser; comments.js goes on from here. */
const review = JSON.parse(document.getElementById("review").textContent);
const { num, den, dropFrame } = review.rate;
const part = (id) => document.getElementById(id);
const film = part("film");
const lastFrame = review.frames - 1;

let frame = 0;
let backwards = null;
let backwardsSpeed = 1;

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
  if (backwards !== null) clearInterval(backwards);
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

/** No browser plays backwards by itself: it seeks as fast as it can, and one seek that takes too long is given up for the next. */
function playBack(speed) {
  stop();
  backwardsSpeed = speed;
  const from = { frame, at: performance.now() };
  let soughtAt = 0;
  backwards = setInterval(() => {
    const now = performance.now();
    const wanted = from.frame - Math.floor(((now - from.at) * speed * num) / den / 1000);
    if (wanted < frame && (!film.seeking || now - soughtAt > 250)) {
      soughtAt = now;
      goTo(wanted);
    }
    if (frame === 0) stop();
  }, 16);
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

part("play").addEventListener("click", () => keys.Space());
part("back").addEventListener("click", () => step(-1));
part("on").addEventListener("click", () => step(1));
part("scrub").addEventListener("input", () => step(Number(part("scrub").value) - frame));
film.addEventListener("error", () => {
  film.hidden = true;
  part("fault").hidden = false;
});
film.addEventListener("play", show);
film.addEventListener("ended", () => {
  frame = lastFrame;
  stop();
});

document.title = `Review of ${review.title}`;
part("title").textContent = `${review.title}, ${review.madeAt.slice(0, 10)}`;
part("scrub").max = String(lastFrame);
film.src = encodeURIComponent(review.movie);
followFrames();
show();
goTo(0);
