/** Why a plan does not bring what its operation asks for. */
export class PlanFault extends Error {}
