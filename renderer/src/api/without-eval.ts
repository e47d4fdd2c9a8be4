/** Owns telling zod, before any schema is made, not to try `eval`: the page's content security policy refuses it and reports each try. */
import { config } from "zod";

config({ jitless: true });
