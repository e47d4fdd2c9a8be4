/** Owns the panel beside the sheet: what is drawn on, which neighbors shine through, and the layers. */
import { ArrowDown, ArrowUp, Eye, EyeOff, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { sketchLimits } from "../../../shared/project/sketch.ts";
import { ghosts, useGhosts } from "../state/ghosts.ts";
import { IconButton, joinClasses } from "../ui/Button.tsx";
import { Row, Section, Toggle } from "../ui/Field.tsx";
import { addLayer, choosePaper, moveLayer, removeLayer, renameLayer, showLayer } from "./change-sketch.ts";
import { drawingOptions, useDrawingOptions } from "./drawing-options.ts";
import styles from "./Sketch.module.css";
import type { SketchEdits } from "./use-sketch-edits.ts";

interface LayerPanelProps {
  readonly edits: SketchEdits;
  /** The active one. */
  readonly layer: number;
  readonly onLayer: (layer: number) => void;
  readonly onSay: (refusal: string | null, success?: string) => void;
}

export function LayerPanel({ edits, layer, onLayer, onSay }: LayerPanelProps) {
  const { sketch, isPaper, hasPicture } = edits;
  const { previous, next } = useGhosts();
  const { showsMove } = useDrawingOptions();
  return (
    <aside className={styles.panel} aria-label="Paper and layers">
      <Section title="Draw on">
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot take this shape */}
        <div className={styles.papers} role="group" aria-label="Draw on">
          {([undefined, "white"] as const).map((paper) => (
            <button
              key={paper ?? "picture"}
              type="button"
              className={styles.paper}
              aria-pressed={isPaper === (paper === "white")}
              onClick={() => onSay(edits.change({ sketch: choosePaper(sketch, paper) }))}
            >
              {paper === "white" ? "White" : hasPicture ? "Picture" : "Stand-in"}
            </button>
          ))}
        </div>
      </Section>
      <Section title="Guides">
        <Row label="Move">
          <Toggle
            label="Start and end of the camera move"
            checked={showsMove}
            onChange={(on) => drawingOptions.set({ showsMove: on })}
          />
        </Row>
        <Row label="Ghost before">
          <Toggle
            label="Last frame of the previous shot"
            checked={previous}
            onChange={(on) => ghosts.set({ previous: on })}
          />
        </Row>
        <Row label="Ghost after">
          <Toggle label="First frame of the next shot" checked={next} onChange={(on) => ghosts.set({ next: on })} />
        </Row>
      </Section>
      <Layers edits={edits} layer={layer} onLayer={onLayer} onSay={onSay} />
    </aside>
  );
}

function Layers({ edits, layer, onLayer, onSay }: LayerPanelProps) {
  const { sketch, change } = edits;
  const { layers } = sketch;
  const [naming, setNaming] = useState<number | null>(null);
  const active = layers[layer];
  const add = () => {
    const refusal = change(addLayer(sketch));
    onSay(refusal, "Layer added.");
    if (refusal === null) onLayer(layers.length);
  };
  const move = (by: 1 | -1) => {
    onSay(change({ sketch: moveLayer(sketch, layer, by) }));
    onLayer(layer + by);
  };
  const finishNaming = (at: number, name: string) => {
    setNaming(null);
    if (name.trim() !== layers[at]?.name) onSay(change({ sketch: renameLayer(sketch, at, name) }));
  };
  return (
    <Section
      title="Layers"
      action={
        <IconButton label="Add a layer" disabled={layers.length >= sketchLimits.layers} onClick={add}>
          <Plus size={15} />
        </IconButton>
      }
    >
      <ul className={styles.layers} aria-label="Layers, front first">
        {layers
          .map((each, at) => ({ ...each, at }))
          .toReversed()
          .map(({ name, hidden, marks, at }) => (
            <li key={at} className={joinClasses(styles.layer, at === layer && styles.active)}>
              <IconButton
                label={hidden ? `Show ${name}` : `Hide ${name}`}
                onClick={() => onSay(change({ sketch: showLayer(sketch, at, hidden === true) }))}
              >
                {hidden ? <EyeOff size={15} /> : <Eye size={15} />}
              </IconButton>
              {naming === at ? (
                <input
                  // biome-ignore lint/a11y/noAutofocus: it is there because the user asked to write in it
                  autoFocus
                  className={styles.name}
                  aria-label="Layer name"
                  maxLength={40}
                  defaultValue={name}
                  onFocus={(event) => event.currentTarget.select()}
                  onBlur={(event) => finishNaming(at, event.currentTarget.value)}
                  onKeyDown={(event) => {
                    if (event.key === "Enter") event.currentTarget.blur();
                    if (event.key !== "Escape") return;
                    event.stopPropagation();
                    setNaming(null);
                  }}
                />
              ) : (
                <button
                  type="button"
                  className={joinClasses(styles.pick, hidden && styles.off)}
                  aria-pressed={at === layer}
                  title={name}
                  onClick={() => onLayer(at)}
                  onDoubleClick={() => setNaming(at)}
                >
                  <span className={styles.layerName}>{name}</span>
                  <span className={styles.count}>{marks.length}</span>
                </button>
              )}
            </li>
          ))}
      </ul>
      <div className={styles.layerActions}>
        <IconButton label="Rename the layer" disabled={!active} onClick={() => setNaming(layer)}>
          <Pencil size={15} />
        </IconButton>
        <IconButton label="Move the layer forward" disabled={!layers[layer + 1]} onClick={() => move(1)}>
          <ArrowUp size={15} />
        </IconButton>
        <IconButton label="Move the layer back" disabled={!layers[layer - 1]} onClick={() => move(-1)}>
          <ArrowDown size={15} />
        </IconButton>
        <IconButton
          label="Delete the layer"
          disabled={!active || layers.length < 2}
          onClick={() => {
            onSay(change({ sketch: removeLayer(sketch, layer) }), `${active?.name} deleted.`);
            onLayer(Math.max(0, layer - 1));
          }}
        >
          <Trash2 size={15} />
        </IconButton>
      </div>
    </Section>
  );
}
