import button from "@/components/ui/button.module.css";
import table from "@/components/ui/data-table.module.css";
import styles from "./chain-table.module.css";
import { VerifyButton } from "./verify-button";

/** A chain in words. */
export type ShownChain = { branchId: number; code: string; name: string; links: string; /** As far as there is to verify. */ toVerify: number; sealed: string; signed: string; verifyLabel: string; downloadLabel: string; downloadTextsLabel: string };

type Labels = Record<"table" | "branch" | "links" | "sealed" | "signed" | "take" | "download" | "downloadTexts" | "check" | "checking", string>;

/** The chains of some branches: how far they are sealed and signed, and what one can do with them. `days`: the query of those that are verified. */
export function ChainTable({ chains, labels, days }: { chains: readonly ShownChain[]; labels: Labels; days: string }) {
  return (
    <div className={`${table.frame} ${table.cards}`} tabIndex={0} role="region" aria-label={labels.table}>
      <table className={table.table}>
        <thead><tr>
          <th scope="col">{labels.branch}</th><th scope="col">{labels.links}</th><th scope="col">{labels.sealed}</th><th scope="col">{labels.signed}</th><th scope="col">{labels.take}</th>
        </tr></thead>
        <tbody>
          {chains.map((chain) => (
            <tr key={chain.branchId}>
              <th scope="row" className={table.title}>{chain.name} <span className={table.muted}>{chain.code}</span></th>
              <td className={table.number} data-label={labels.links}>{chain.links}</td>
              <td data-label={labels.sealed}>{chain.sealed}</td>
              <td data-label={labels.signed}>{chain.signed}</td>
              <td className={table.wide}>
                <div className={styles.actions}>
                  <VerifyButton key={days} href={`/api/log/${chain.branchId}/verify${days}`} links={chain.toVerify} label={labels.check} name={chain.verifyLabel} pendingLabel={labels.checking} />
                  <a className={button.quiet} href={`/api/log/${chain.branchId}`} download aria-label={chain.downloadLabel}>{labels.download}</a>
                  <a className={button.quiet} href={`/api/log/${chain.branchId}?texts=1`} download aria-label={chain.downloadTextsLabel}>{labels.downloadTexts}</a>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
