import type { ReactNode } from "react";
import { InfoIcon, WarningIcon } from "./icons";
import styles from "./state-message.module.css";

type StateProps = {
  title: string;
  text?: string;
  /** What one can do about it: links or buttons. */
  actions?: ReactNode;
  /** On a page that is nothing but this message, its title is the <h1>. */
  heading?: "h1" | "h2";
};

/** Nothing to show, and that is no fault. */
export function EmptyState({ icon = <InfoIcon size={28} />, ...props }: StateProps & { icon?: ReactNode }) {
  return <StateMessage icon={icon} {...props} />;
}

/** Something failed; announced at once. */
export function ErrorState(props: StateProps) {
  return <div role="alert"><StateMessage icon={<WarningIcon size={28} />} tone="danger" {...props} /></div>;
}

function StateMessage({ icon, tone, title, text, actions, heading: Heading = "h2" }: StateProps & { icon: ReactNode; tone?: "danger" }) {
  return (
    <div className={styles.state} data-tone={tone}>
      <span className={styles.icon}>{icon}</span>
      <Heading className={styles.title}>{title}</Heading>
      {text && <p className={styles.text}>{text}</p>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
