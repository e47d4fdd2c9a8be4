/** Owns the tools beside the sheet: what is in the hand, its color and its thickness. */
import { Eraser, MousePointer2, MoveUpRight, Pencil, Square, Type } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton, Tip } from "../ui/Button.tsx";
import { colors, type DrawingOptions } from "./drawing-options.ts";
import { lineThicknesses, type Tool } from "./pen.ts";
import styles from "./Sketch.module.css";

const toolButtons: readonly { readonly tool: Tool; readonly label: string; key: string; readonly icon: ReactNode }[] = [
  { tool: "select", label: "Select and move", key: "V", icon: <MousePointer2 size={17} /> },
  { tool: "pencil", label: "Pencil", key: "P", icon: <Pencil size={17} /> },
  { tool: "arrow", label: "Arrow", key: "A", icon: <MoveUpRight size={17} /> },
  { tool: "box", label: "Box", key: "R", icon: <Square size={17} /> },
  { tool: "text", label: "Text", key: "T", icon: <Type size={17} /> },
  { tool: "eraser", label: "Eraser", key: "E", icon: <Eraser size={17} /> },
];
const thicknessNames = ["Thin", "Medium", "Thick"] as const;

interface ToolBarProps {
  readonly options: DrawingOptions;
  readonly onTool: (tool: Tool) => void;
  readonly onInk: (changes: { color?: string; thickness?: 0 | 1 | 2 }) => void;
}

export function ToolBar({ options, onTool, onInk }: ToolBarProps) {
  return (
    <div className={styles.tools} role="toolbar" aria-label="Drawing tools" aria-orientation="vertical">
      {toolButtons.map(({ tool, label, key, icon }) => (
        <IconButton
          key={tool}
          label={label}
          shortcut={key}
          pressed={options.tool === tool}
          onClick={() => onTool(tool)}
          className={styles.tool}
        >
          {icon}
        </IconButton>
      ))}
      <hr className={styles.line} />
      <div className={styles.swatches}>
        {colors.map(([name, color], index) => (
          <Tip key={color} text={name} shortcut={String(index + 1)}>
            <button
              type="button"
              className={styles.swatch}
              aria-label={name}
              aria-pressed={options.color === color}
              onClick={() => onInk({ color })}
            >
              <span style={{ background: color }} />
            </button>
          </Tip>
        ))}
      </div>
      <hr className={styles.line} />
      {lineThicknesses.map((thickness, step) => (
        <IconButton
          key={thickness}
          label={thicknessNames[step as 0 | 1 | 2]}
          shortcut={step === 0 ? "[" : step === 2 ? "]" : undefined}
          pressed={options.thickness === step}
          onClick={() => onInk({ thickness: step as 0 | 1 | 2 })}
          className={styles.tool}
        >
          <span className={styles.stroke} style={{ height: 2 + step * 2.5 }} />
        </IconButton>
      ))}
    </div>
  );
}
