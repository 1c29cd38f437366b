/** One simulation as the platform shows it. */
import type { SimulationsShown } from "../../../api/documents_gen";

export type Simulated = SimulationsShown["simulations"][number];
