/** Owns sounding the cut: pieces of films are scheduled on the audio clock before they are due, and single frames are heard while scrubbing. */
import { audioOutput, openedAudio } from "../media/audio-output.ts";
import type { FilmPool } from "../media/film-pool.ts";
import { chunkSeconds, createFilmSounds, type SoundChunk } from "../media/film-sound.ts";
import { type OpenSound, openSound } from "../media/film-source.ts";
import type { FrameRange } from "../media/playback-clock.ts";
import {
  type LaneStretch,
  type Level,
  laneLevels,
  type SoundPiece,
  type SoundStretch,
  seamLevels,
  soundPieces,
} from "./sound-plan.ts";

/** What is played from which moment of the audio clock on. */
export interface PlayedSound {
  readonly stretches: readonly SoundStretch[];
  readonly lane: readonly LaneStretch[];
  readonly range: FrameRange;
  readonly startFrame: number;
  readonly repeats: boolean;
  readonly frameSeconds: number;
  /** Above 0: twice as fast sounds an octave higher, like tape. */
  readonly speed: number;
  readonly atSeconds: number;
}

export interface SoundPlayer {
  start(sound: PlayedSound): void;
  /** Schedules what is due soon; called again and again while something plays. */
  feed(): void;
  stop(): void;
  /** Lets one frame be heard, unless it is silent: `seconds` of a stretch's film from `filmSeconds` on. */
  scrub(stretch: SoundStretch, filmSeconds: number, seconds: number): void;
  /** Decodes what will be heard first when playing begins there. */
  prepare(stretch: SoundStretch, filmSeconds: number): void;
  close(): void;
}

/** How long before it is due a piece is scheduled: more than a stalled window sleeps. */
const aheadSeconds = 2;
/** Nothing can be scheduled for this very moment. */
const leadSeconds = 0.005;
/** Begins and ends that are no seams. */
const clickSeconds = 0.004;

type Piece = SoundPiece<SoundStretch | LaneStretch>;

/** What follows each other; tracks sound at once. */
interface Track {
  readonly pieces: Generator<Piece>;
  next: Piece | null;
}

export function createSoundPlayer(projectId: string, pool: FilmPool): SoundPlayer {
  const sounds = createFilmSounds();
  const playing = new Set<{ node: AudioBufferSourceNode; gain: GainNode }>();
  let played: PlayedSound | null = null;
  let tracks: Track[] = [];
  let scrubbed = 0;
  /** The sound under the cut, once it has been heard. */
  let lane: { soundId: string; opened: Promise<OpenSound | null> } | null = null;

  async function chunkOf(stretch: SoundStretch | LaneStretch, chunk: number): Promise<SoundChunk | null> {
    const opened = await ("lane" in stretch ? openLane(stretch.soundId) : openTake(stretch));
    return opened && sounds.get(opened, chunk);
  }

  function openTake({ take, film }: SoundStretch): Promise<OpenSound | null> {
    return pool.opened({ mediaId: take.mediaId, ...film });
  }

  function openLane(soundId: string): Promise<OpenSound | null> {
    if (lane?.soundId !== soundId) {
      closeLane();
      lane = { soundId, opened: openSound(projectId, soundId) };
    }
    return lane.opened;
  }

  function closeLane(): void {
    void lane?.opened.then((opened) => opened?.close());
    lane = null;
  }

  /** Plays `seconds` of a buffer from `offset` on at `when`, as loud as `levels` say; both in the file's seconds. */
  function sound(
    buffer: AudioBuffer,
    when: number,
    offset: number,
    seconds: number,
    speed: number,
    levels: readonly Level[],
  ): void {
    const { context, mix } = audioOutput();
    // Only on the grid of samples do two pieces of one sound follow each other without a click.
    const start = Math.round(when * context.sampleRate) / context.sampleRate;
    const node = new AudioBufferSourceNode(context, { buffer, playbackRate: speed });
    const gain = new GainNode(context);
    for (const [index, [at, level]] of levels.entries()) {
      if (index === 0) gain.gain.setValueAtTime(level, start);
      else gain.gain.linearRampToValueAtTime(level, start + at / speed);
    }
    node.connect(gain).connect(mix);
    node.start(start, offset, seconds);
    const entry = { node, gain };
    playing.add(entry);
    node.onended = () => {
      playing.delete(entry);
      gain.disconnect();
    };
  }

  async function schedule(piece: Piece, of: PlayedSound): Promise<void> {
    const { stretch, chunk } = piece;
    const decoded = stretch && (await chunkOf(stretch, chunk));
    if (!decoded || played !== of) return;
    const { currentTime } = audioOutput().context;
    const due = of.atSeconds + piece.atSeconds / of.speed;
    // What comes late joins in where it would be by now.
    const late = Math.max(0, currentTime + leadSeconds - due) * of.speed;
    const seconds = piece.seconds - late;
    if (seconds <= 0) return;
    const fadeInSeconds = late > 0 ? clickSeconds : piece.fadeInSeconds;
    const rest = { ...piece, filmSeconds: piece.filmSeconds + late, seconds, fadeInSeconds };
    const levels = "lane" in stretch ? laneLevels(stretch.lane, rest) : seamLevels(rest);
    const offset = rest.filmSeconds - decoded.startSeconds;
    sound(decoded.buffer, due + late / of.speed, offset, seconds, of.speed, levels);
  }

  function silence(): void {
    const context = openedAudio()?.context;
    for (const { node, gain } of context ? playing : []) {
      const now = context?.currentTime ?? 0;
      gain.gain.cancelScheduledValues(now);
      gain.gain.setTargetAtTime(0, now, clickSeconds / 3);
      node.stop(now + 2 * clickSeconds);
    }
    playing.clear();
  }

  function feed(): void {
    if (!played || tracks.length === 0) return;
    const until = audioOutput().context.currentTime + aheadSeconds;
    for (const track of tracks) {
      for (;;) {
        track.next ??= track.pieces.next().value ?? null;
        if (!track.next || played.atSeconds + track.next.atSeconds / played.speed > until) break;
        void schedule(track.next, played);
        track.next = null;
      }
    }
  }

  return {
    start(sound) {
      silence();
      scrubbed += 1;
      played = sound;
      const { stretches, range, startFrame, repeats, frameSeconds } = sound;
      const piecesOf = (heard: readonly (SoundStretch | LaneStretch)[]) =>
        soundPieces(heard, range, startFrame, repeats, frameSeconds, chunkSeconds);
      tracks = [stretches, sound.lane].map((heard) => ({ pieces: piecesOf(heard), next: null }));
      feed();
    },
    feed,
    stop() {
      if (played) silence();
      played = null;
      tracks = [];
    },
    scrub(stretch, filmSeconds, seconds) {
      scrubbed += 1;
      const asked = scrubbed;
      void chunkOf(stretch, Math.floor(filmSeconds / chunkSeconds)).then((decoded) => {
        // Only the frame that was reached last is heard.
        if (!decoded || asked !== scrubbed || played) return;
        silence();
        const levels: Level[] = [
          [0, 0],
          [clickSeconds, 1],
          [seconds - clickSeconds, 1],
          [seconds, 0],
        ];
        const { currentTime } = audioOutput().context;
        sound(decoded.buffer, currentTime + leadSeconds, filmSeconds - decoded.startSeconds, seconds, 1, levels);
      });
    },
    prepare(stretch, filmSeconds) {
      void chunkOf(stretch, Math.floor(filmSeconds / chunkSeconds));
    },
    close() {
      silence();
      played = null;
      closeLane();
      sounds.clear();
    },
  };
}
