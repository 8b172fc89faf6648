import type { ContractEndpoint } from './contract-endpoint.ts';

/** What a check has to say: faults break the contract, remarks do not. */
export interface Findings {
  readonly faults: string[];
  readonly remarks: string[];
}

export interface ContractSubject {
  readonly endpoint: ContractEndpoint;
  /** The district that the endpoint serves, six digits. */
  readonly division: string;
}

/** One part of the contract. */
export interface ContractCheck {
  readonly title: string;
  /** Adds to `findings`; throws ContractFault where it cannot go on. */
  readonly run: (subject: ContractSubject, findings: Findings) => Promise<void>;
}

export interface CheckReport extends Findings {
  readonly title: string;
}

/** Breaks the contract in a way that leaves nothing more to look at in this check. */
export class ContractFault extends Error {
  override readonly name = 'ContractFault';
}

/** Runs every check, however the others end. Throws what is no fault of the endpoint. */
export async function runChecks(checks: readonly ContractCheck[], subject: ContractSubject): Promise<CheckReport[]> {
  const reports: CheckReport[] = [];
  for (const { title, run } of checks) {
    const findings: Findings = { faults: [], remarks: [] };
    try {
      await run(subject, findings);
    } catch (error) {
      if (!(error instanceof ContractFault)) throw error;
      findings.faults.push(error.message);
    }
    reports.push({ title, ...findings });
  }
  return reports;
}
