/** Owns the window's one way to be heard: the audio clock, the mix with its volume, and how loud it is. */

export interface AudioOutput {
  readonly context: AudioContext;
  /** What plays is connected to this. */
  readonly mix: AudioNode;
  /** 0 to 1. */
  setVolume(volume: number): void;
  /** The moment of the context's time that is heard at `nowMs` (of `performance.now`); null while the context does not run. */
  heardSeconds(nowMs: number): number | null;
  /** The loudest sample of the last moment, left and right, before the volume. */
  peaks(): readonly [number, number];
}

/** Proxies have this rate: their samples are played as they are. */
const samplesPerSecond = 48_000;
/** How far back a peak is looked for: more than the time between two looks. */
const meteredSamples = 2048;

let output: AudioOutput | null = null;

/** Opens the way on the first call, which browsers want to come from a click or a key. */
export function audioOutput(): AudioOutput {
  output ??= openOutput();
  // A context that was opened before any gesture waits for one.
  if (output.context.state === "suspended") void output.context.resume().catch(() => undefined);
  return output;
}

/** The way, if it has been opened. */
export function openedAudio(): AudioOutput | null {
  return output;
}

function openOutput(): AudioOutput {
  const context = new AudioContext({ sampleRate: samplesPerSecond, latencyHint: "interactive" });
  const mix = new GainNode(context, { channelCount: 2, channelCountMode: "explicit" });
  const volume = new GainNode(context);
  const split = new ChannelSplitterNode(context, { numberOfOutputs: 2 });
  const analysers = [0, 1].map((channel) => {
    const analyser = new AnalyserNode(context, { fftSize: meteredSamples });
    split.connect(analyser, channel);
    return analyser;
  }) as [AnalyserNode, AnalyserNode];
  mix.connect(split);
  mix.connect(volume).connect(context.destination);
  const samples = new Float32Array(meteredSamples);
  const peakOf = (analyser: AnalyserNode) => {
    analyser.getFloatTimeDomainData(samples);
    return samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
  };
  return {
    context,
    mix,
    setVolume: (loudness) => volume.gain.setTargetAtTime(loudness, context.currentTime, 0.01),
    heardSeconds(nowMs) {
      if (context.state !== "running") return null;
      const { contextTime, performanceTime } = context.getOutputTimestamp();
      if (!contextTime || !performanceTime) return context.currentTime - context.outputLatency;
      return contextTime + (nowMs - performanceTime) / 1000;
    },
    peaks: () => [peakOf(analysers[0]), peakOf(analysers[1])],
  };
}
