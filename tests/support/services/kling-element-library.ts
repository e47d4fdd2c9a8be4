/** Owns the elements of Kling's simulator: registered in their own time, known by a number, gone when they are deleted. */
import { z } from "zod";
import { checkImage } from "./kling-images.ts";
import { KlingRefusal } from "./kling-refusal.ts";
import { parseBody } from "./kling-request.ts";

const mebibyte = 1024 * 1024;

const registrationSchema = z.strictObject({
  element_name: z.string().min(1).max(20),
  element_description: z.string().min(1).max(100),
  reference_type: z.literal("image_refer"),
  element_image_list: z.strictObject({
    frontal_image: z.string().min(1),
    refer_images: z
      .array(z.strictObject({ image_url: z.string().min(1) }))
      .min(1)
      .max(3),
  }),
  tag_list: z.array(z.strictObject({ tag_id: z.string().regex(/^o_10[1-8]$/) })).optional(),
  external_task_id: z.string().optional(),
});

export interface LibraryElement {
  readonly taskId: string;
  readonly ourId: string | null;
  readonly elementId: number;
  readonly name: string;
  readonly description: string;
  readonly tag: string | null;
  readonly imageCount: number;
  /** Questions until it is ready. */
  questionsLeft: number;
  failure: string | null;
  deleted: boolean;
}

export class KlingElementLibrary {
  readonly elements: LibraryElement[] = [];
  questionsUntilReady = 2;
  /** Ids that were used for what is not told of any more. */
  readonly spentIds = new Set<string>();
  readonly #failures: string[] = [];

  /** The next registration will fail, with this reason. */
  failNext(reason: string): void {
    this.#failures.push(reason);
  }

  /** As the user may do on the service's own pages. */
  delete(elementId: number): void {
    for (const element of this.elements) if (element.elementId === elementId) element.deleted = true;
  }

  async register(body: unknown): Promise<Response> {
    const read = parseBody(registrationSchema, body);
    const ourId = read.external_task_id || null;
    if (ourId !== null && (this.spentIds.has(ourId) || this.#find(ourId))) {
      throw new KlingRefusal(1201, `external_task_id ${ourId} was used before on this account`);
    }
    const { frontal_image, refer_images } = read.element_image_list;
    const images = [frontal_image, ...refer_images.map(({ image_url }) => image_url)];
    for (const image of images) await checkImage("element image", image, 10 * mebibyte);
    const element: LibraryElement = {
      taskId: `8${String(this.elements.length + 1).padStart(17, "0")}`,
      ourId,
      elementId: 322_705_206_027_000 + this.elements.length,
      name: read.element_name,
      description: read.element_description,
      tag: read.tag_list?.[0]?.tag_id ?? null,
      imageCount: images.length,
      questionsLeft: this.questionsUntilReady,
      failure: this.#failures.shift() ?? null,
      deleted: false,
    };
    this.elements.push(element);
    return this.#answer(element, "submitted");
  }

  /** By its task's id or by the id that the sender gave it. */
  query(id: string): Response {
    const element = this.#find(id);
    if (!element) throw new KlingRefusal(1201, "nothing is known under this id");
    element.questionsLeft = Math.max(0, element.questionsLeft - 1);
    if (element.questionsLeft > 0) return this.#answer(element, "processing");
    return this.#answer(element, element.failure === null ? "succeed" : "failed");
  }

  /** Throws KlingRefusal for an element that is not there (any more). */
  checkKnown(ids: readonly string[]): void {
    for (const id of ids) {
      const known = this.elements.some(
        (each) => String(each.elementId) === id && each.questionsLeft === 0 && !each.deleted,
      );
      if (!known) throw new KlingRefusal(1201, `${id} is gone`);
    }
  }

  #find(id: string): LibraryElement | undefined {
    return this.elements.find(({ taskId, ourId }) => taskId === id || ourId === id);
  }

  #answer(element: LibraryElement, status: string): Response {
    const { taskId, ourId, elementId, name, failure, deleted } = element;
    const made = { element_id: elementId, element_name: name, status: deleted ? "deleted" : "succeed" };
    const data = {
      task_id: taskId,
      task_info: { external_task_id: ourId ?? "" },
      task_status: status,
      ...(status === "failed" ? { task_status_msg: failure } : {}),
      ...(status === "succeed" ? { task_result: { elements: [made] } } : {}),
    };
    return Response.json({ code: 0, message: "SUCCEED", request_id: "simulated", data });
  }
}
