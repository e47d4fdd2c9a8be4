/** Owns the comments of the review page: kept in this browser, saved to a file and loaded from one. Goes on from player.js. */
const keptUnder = `shotline.review ${review.title} ${review.madeAt}`;
const nameKeptUnder = "shotline.review.name";

let comments = [];
let unsaved = false;

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
  const warn = "This browser can't store comments for local pages. Save them before you close this page.";
  part("status").textContent = kept
    ? (say ?? "Stored in this browser. To send your comments, save them to a file.")
    : warn;
  list();
}

/** Random: not every browser makes UUIDs for files. */
function newId() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
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
        id: isText(id, 100) ? id : newId(),
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
  part("status").textContent = `Saved as ${link.download}. In Shotline, choose Import comments….`;
}

async function load(file) {
  let data = null;
  try {
    data = JSON.parse(await file.text());
  } catch {
    // Said below.
  }
  if (data?.schema !== "shotline.comments.1" || !Array.isArray(data.comments)) {
    part("status").textContent = "This is not a comments file.";
    return;
  }
  if (data.rate !== review.rateName || data.startFrame !== review.startFrame) {
    part("status").textContent = "These comments are for another movie: the frame rate or start timecode is different.";
    return;
  }
  const read = readComments(data.comments);
  const known = new Set(comments.map(({ id }) => id));
  const added = read.filter(({ id }) => !known.has(id));
  const outside = data.comments.length - read.length;
  const left = outside > 0 ? ` Skipped ${outside} outside this movie.` : "";
  change([...comments, ...added], `Loaded ${added.length}; ${read.length - added.length} already here.${left}`);
}

part("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = part("text").value.trim();
  if (text === "") {
    part("text").focus();
    return;
  }
  const comment = {
    id: newId(),
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
part("save").addEventListener("click", save);
part("load").addEventListener("click", () => part("file").click());
part("file").addEventListener("change", async () => {
  const [file] = part("file").files;
  part("file").value = "";
  if (file) await load(file);
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

try {
  part("name").value = localStorage.getItem(nameKeptUnder) ?? "";
  comments = readComments(JSON.parse(localStorage.getItem(keptUnder) ?? "[]"));
} catch {
  // Nothing was kept.
}
list();
