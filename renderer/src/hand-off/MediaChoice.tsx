/** Owns choosing how the clips of a hand-off are made: codec, handles, and what becomes of takes of another rate. */
import { type ClipMedia, clipCodecs, conformModes } from "../../../shared/cut/out/hand-off-options.ts";
import { Picker } from "../ui/Picker.tsx";
import styles from "./ExportDialog.module.css";

const codecWords = { h264: "H.264", prores: "ProRes 422", dnxhr: "DNxHR HQ" } as const;
const conformWords = {
  convert: { label: "Other rates: same speed", note: "Frames are repeated or dropped" },
  reinterpret: { label: "Other rates: every frame", note: "Takes at another rate play faster or slower" },
} as const;
const codecs = clipCodecs.map((value) => ({ value, label: codecWords[value] }));
const conforms = conformModes.map((value) => ({ value, ...conformWords[value] }));
const handles = [0, 6, 12, 24, 48].map((count) => ({
  value: String(count),
  label: count === 0 ? "No handles" : `${count}-frame handles`,
}));

export function MediaChoice({ media, onChange }: { media: ClipMedia; onChange: (media: ClipMedia) => void }) {
  return (
    <div className={styles.choices}>
      <Picker label="Codec" value={media.codec} choices={codecs} onPick={(codec) => onChange({ ...media, codec })} />
      <Picker
        label="Handles"
        value={String(media.handles)}
        choices={handles}
        onPick={(count) => onChange({ ...media, handles: Number(count) })}
      />
      <Picker
        label="Takes at another rate"
        value={media.conform}
        choices={conforms}
        onPick={(conform) => onChange({ ...media, conform })}
      />
    </div>
  );
}
